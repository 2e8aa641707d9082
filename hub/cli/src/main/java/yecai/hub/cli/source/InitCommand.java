package yecai.hub.cli.source;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.postgresql.PGConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.preflight.Refusal;
import yecai.cdc.source.Server;
import yecai.hub.cli.config.Login;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.SourceOption;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;
import yecai.sql.jdbi.RawSql;

/** Makes the hub's roles and database, and says (or does) what each ERP needs. */
@Command(
        name = "init",
        description = {
            "Makes the hub's roles and its database, as hub.admin; safe to repeat.",
            "Then prints the SQL that each ERP's administrator must run, which changes nothing there by itself."
        },
        mixinStandardHelpOptions = true)
public final class InitCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Option(
            names = "--run",
            description =
                    "Run the SQL on each ERP as sources.NAME.admin instead of printing it, and set the passwords of the"
                            + " capture user and the reader.")
    private boolean run;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        if (run) {
            sources.of(installation).forEach(InitCommand::getAdmin);
        }
        out.println("-- hub: " + HubSetup.run(installation) + " is ready for `yecai migrate`");
        for (SourceSection source : sources.of(installation)) {
            String sql = Preflight.sourceSetupSql(installation.description(source));
            if (run) {
                runAtSource(installation, source, sql);
                out.println("-- source " + source.name() + ": set up");
                for (Refusal refusal : refusals(installation, source)) {
                    out.println("-- source " + source.name() + ": " + refusal);
                }
                for (String warning : Preflight.warnings(installation.settings(source))) {
                    out.println("-- source " + source.name() + ": " + warning);
                }
            } else {
                out.println();
                out.println("-- source " + source.name() + ": to be run at " + source.url()
                        + " by its administrator (`yecai init --run` does it)");
                out.println(sql.strip());
            }
        }
        return 0;
    }

    /** Runs statements at the ERP as its administrator, in one transaction, and sets the passwords of the source's logins. */
    static void runAtSource(Installation installation, SourceSection source, String sql) {
        Server admin = installation.server(source.url(), getAdmin(source));
        try (Connection connection = Installation.open(admin, YecaiException.Kind.SOURCE)) {
            Handles.useTransaction(connection, handle -> RawSql.execute(handle, sql));
            for (Login login : source.listLogins()) {
                // The driver sends a verifier, so that the password is in no log of the server.
                connection
                        .unwrap(PGConnection.class)
                        .alterUserPassword(
                                login.user(), installation.password(login).toCharArray(), null);
            }
        } catch (SQLException problem) {
            throw new YecaiException(
                    YecaiException.Kind.SOURCE,
                    "source " + source.name() + " cannot be set up as " + admin + ": " + problem.getMessage()
                            + "; correct this and run it again, or run `yecai init` without --run to see the SQL",
                    problem);
        }
    }

    private static List<Refusal> refusals(Installation installation, SourceSection source) {
        return Preflight.refusals(installation.settings(source));
    }

    private static Login getAdmin(SourceSection source) {
        return source.admin()
                .orElseThrow(() -> new YecaiException(
                        YecaiException.Kind.CONFIG,
                        "`sources." + source.name()
                                + ".admin` is not in the configuration file, and --run needs it: add"
                                + " it, or leave out --run and give the printed SQL to the ERP's administrator"));
    }
}
