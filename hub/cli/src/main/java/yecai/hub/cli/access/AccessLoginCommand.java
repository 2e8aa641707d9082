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

/** A database login that ends by itself. */
@Command(
        name = "login",
        description = "Makes a login for a principal that ends by itself, and prints its password, this once.",
        mixinStandardHelpOptions = true)
final class AccessLoginCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Parameters(index = "0", paramLabel = "PRINCIPAL")
    private String principal;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            required = true,
            converter = DurationConverter.class,
            description = "Such as 8h.")
    private Duration lasts;

    @Option(names = "--connections", paramLabel = "N", description = "Most sessions at once; 5 if left out.")
    private int connections = 5;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ShortLogin login = dba.asDba(hub -> ShortLogin.issue(hub, principal, lasts, connections));
        out.println("login    " + login.name());
        out.println("password " + login.password());
        return 0;
    }
}
