package yecai.hub.cli.access;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.hub.access.ShortLogin;
import yecai.hub.cli.option.DbaOptions;
import yecai.hub.cli.option.DurationConverter;

/** A new login beside an old one, so that an application changes over without downtime. */
@Command(
        name = "rotate",
        description = "Makes a second login for the principal of a login; the old one ends after the overlap.",
        mixinStandardHelpOptions = true)
final class AccessRotateCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Parameters(index = "0", paramLabel = "LOGIN")
    private String login;

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            required = true,
            converter = DurationConverter.class,
            description = "How long both work, such as 2d.")
    private Duration overlap;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ShortLogin made = dba.asDba(hub -> ShortLogin.rotate(hub, login, overlap));
        out.println("login    " + made.name());
        out.println("password " + made.password());
        return 0;
    }
}
