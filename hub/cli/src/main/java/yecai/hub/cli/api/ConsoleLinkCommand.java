package yecai.hub.cli.api;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.api.signin.ConsoleLinks;
import yecai.hub.cli.config.ApiSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.session.browser.SessionSecret;

/** Issues a link that signs somebody in, once. */
@Command(
        name = "link",
        description = {
            "Issues a link with which a person signs in to the console as a principal, and prints it, once.",
            "It works once and only for some minutes: hand it to nobody but that person."
        },
        mixinStandardHelpOptions = true)
final class ConsoleLinkCommand implements Callable<Integer> {
    private static final int MOST_MINUTES = 1_440;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--principal",
            paramLabel = "NAME",
            required = true,
            description = "Principal as whom the person reads.")
    private String principal;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Minutes until it is too old, up to 1440; 15 if left out.")
    private int minutes = 15;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--minutes must be 1 to 1440.");
        }
        Instant end = Instant.now().plus(Duration.ofMinutes(minutes));
        SessionSecret link = TokenWork.withHub(common, hub -> new ConsoleLinks(hub).issue(principal, end));
        spec.commandLine()
                .getOut()
                .println(
                        address(common.installation().configuration().api()) + "/console/link?secret=" + link.reveal());
        return 0;
    }

    private static String address(ApiSection api) {
        return api.front()
                .publicUrl()
                .map(URI::toString)
                .orElseGet(() -> (api.tls().isPresent() ? "https" : "http") + "://"
                        + api.listen().host() + ":" + api.listen().port());
    }
}
