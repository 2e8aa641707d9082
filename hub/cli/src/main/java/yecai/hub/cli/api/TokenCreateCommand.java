package yecai.hub.cli.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.api.signin.ApiToken;
import yecai.hub.cli.option.CommonOptions;

/** Issues a token. */
@Command(
        name = "create",
        description = "Issues a token and prints it, once: the hub keeps only a hash of it.",
        mixinStandardHelpOptions = true)
final class TokenCreateCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 366;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--principal",
            paramLabel = "NAME",
            required = true,
            description = "Principal that the token reads as.")
    private String principal;

    @Option(names = "--label", paramLabel = "TEXT", required = true, description = "What it is for.")
    private String label;

    @Option(names = "--days", paramLabel = "N", description = "Days until it expires, up to 366; 90 if left out.")
    private int days = 90;

    @Option(
            names = "--dataset",
            paramLabel = "PATTERN",
            description = "What it is for: finance.*, or finance.receipt; all that the principal may read if left out.")
    private List<String> datasets = List.of("*");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (days < 1 || days > MOST_DAYS) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--days must be 1 to 366.");
        }
        for (String pattern : datasets) {
            if (!pattern.matches("\\*|[a-z_]+\\.(\\*|[a-z0-9_]+)")) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "--dataset must be like finance.* or finance.receipt.");
            }
        }
        Instant expiry = Instant.now().plus(Duration.ofDays(days));
        ApiToken token = TokenWork.run(common, store -> store.issue(principal, label, datasets, expiry));
        spec.commandLine().getOut().println(token.reveal());
        return 0;
    }
}
