package yecai.hub.cli;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.cdc.Preflight;
import yecai.cdc.Server;
import yecai.cdc.preflight.Refusal;
import yecai.hub.cli.config.Login;
import yecai.hub.cli.config.SourceSection;
import yecai.sql.Bootstrap;
import yecai.sql.BootstrapSettings;
import yecai.sql.YecaiException;

/** Makes the hub's roles and database, and says (or does) what each ERP needs. */
@Command(
        name = "init",
        description = {
            "Makes the hub's roles and its database, as hub.admin; safe to repeat.",
            "Then prints the SQL that each ERP's administrator must run, which changes nothing there by itself."
        },
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
    /** The roles that the hub's migrations grant rights to. */
    private static final String MIGRATE = "yecai_migrate";

    private static final String CAPTURE = "yecai_capture";
    private static final String API = "yecai_api";

    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Option(
            names = "--run",
            description =
                    "Run the SQL on each ERP as sources.NAME.admin instead of printing it, and set the capture user's"
                            + " password.")
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
        out.println("-- hub: " + makeHub(installation) + " is ready for `yecai migrate`");
        for (SourceSection source : sources.of(installation)) {
            String sql = Preflight.sourceSetupSql(installation.description(source));
            if (run) {
                runAtSource(installation, source, sql);
                out.println("-- source " + source.name() + ": set up");
                for (Refusal refusal : refusals(installation, source)) {
                    out.println("-- source " + source.name() + ": " + refusal);
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

    private static String makeHub(Installation installation) {
        Server admin = installation.hubServer("admin", installation.hub().admin());
        PGSimpleDataSource server = Installation.dataSource(admin);
        String database = server.getDatabaseName();
        BootstrapSettings settings = BootstrapSettings.of(
                database, password(installation, "migrate", MIGRATE), password(installation, "capture", CAPTURE));
        if (installation.hub().api().isPresent()) {
            settings = settings.withApiPassword(password(installation, "api", API));
        }
        server.setDatabaseName("postgres");
        try (Connection connection = server.getConnection()) {
            Bootstrap.run(connection, settings);
        } catch (SQLException problem) {
            throw Installation.unreachable(admin, YecaiException.Kind.HUB, problem);
        }
        return database;
    }

    private static String password(Installation installation, String key, String user) {
        Login login = installation.getHubLogin(
                key,
                switch (key) {
                    case "migrate" -> installation.hub().migrate();
                    case "capture" -> installation.hub().capture();
                    default -> installation.hub().api();
                });
        if (!login.user().equals(user)) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    installation.hub().place() + ": `hub." + key + ".user` is `" + login.user() + "`: it must be "
                            + user + ", which the hub's rights are made for");
        }
        return installation.password(login);
    }

    private static void runAtSource(Installation installation, SourceSection source, String sql) {
        Server admin = installation.server(source.url(), getAdmin(source));
        try (Connection connection = Installation.open(admin, YecaiException.Kind.SOURCE)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
            connection.commit();
            connection.setAutoCommit(true);
            Login login = source.capture();
            // The driver sends a verifier, so that the password is in no log of the server.
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(
                            login.user(), installation.password(login).toCharArray(), null);
        } catch (SQLException problem) {
            throw new YecaiException(
                    YecaiException.Kind.SOURCE,
                    "source " + source.name() + " cannot be set up as " + admin + ": " + problem.getMessage()
                            + "; mend this and run it again, or run `yecai init` without --run to see the SQL",
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
