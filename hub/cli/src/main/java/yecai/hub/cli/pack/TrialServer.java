package yecai.hub.cli.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import yecai.cdc.source.Server;
import yecai.hub.cli.server.LocalServer;
import yecai.sql.Bootstrap;
import yecai.sql.BootstrapSettings;
import yecai.sql.Migrator;
import yecai.sql.connection.ConnectionOpener;
import yecai.sql.connection.FreePort;
import yecai.sql.error.YecaiException;

/** A server with an empty hub and an ERP made from SQL, each in a database of its own; it and its files end with this. */
final class TrialServer implements AutoCloseable {
    private static final String ADMIN = "postgres";

    private final Path data;
    private final LocalServer server;

    private TrialServer(Path data, LocalServer server) {
        this.data = data;
        this.server = server;
    }

    /**
     * Starts the server.
     *
     * @param erpSql what makes the ERP, by the name of the file that messages show
     * @throws YecaiException of kind PACK that names the file that failed
     */
    static TrialServer start(Map<String, String> erpSql) {
        try {
            Path data = Files.createTempDirectory("yecai-trial");
            TrialServer started = new TrialServer(data, LocalServer.start(data.resolve("data"), FreePort.find()));
            boolean done = false;
            try {
                started.makeHub();
                started.makeErp(erpSql);
                done = true;
                return started;
            } finally {
                if (!done) {
                    started.close();
                }
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (SQLException problem) {
            throw new YecaiException(
                    YecaiException.Kind.INTERNAL, "the trial's hub cannot be made: " + problem.getMessage(), problem);
        }
    }

    Server erp(String user) {
        return new Server(url("trial_erp"), user, "");
    }

    Server hub(String user) {
        return new Server(url("trial_hub"), user, "");
    }

    /** Opens the ERP as its owner, with the search path of an application: what makes the ERP may count on it. */
    Connection openErp() throws SQLException {
        Connection erp = open("trial_erp");
        run(erp, "set search_path = \"$user\", public");
        return erp;
    }

    /** Opens the hub as the superuser. */
    Connection openHub() throws SQLException {
        return open("trial_hub");
    }

    @Override
    public void close() {
        server.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void makeHub() throws SQLException {
        try (Connection admin = open(ADMIN)) {
            Bootstrap.run(admin, BootstrapSettings.of("trial_hub", "migrate-secret", "capture-secret"));
            run(admin, "create database trial_erp");
        }
        new Migrator(ConnectionOpener.dataSource(url("trial_hub"), "yecai_migrate", "", "yecai trial")).migrate();
    }

    private void makeErp(Map<String, String> erpSql) throws SQLException {
        try (Connection erp = openErp()) {
            for (Map.Entry<String, String> file : erpSql.entrySet()) {
                try {
                    run(erp, file.getValue());
                } catch (SQLException problem) {
                    throw new YecaiException(
                            YecaiException.Kind.PACK,
                            file.getKey() + SqlPlace.line(file.getValue(), problem) + ": " + SqlPlace.message(problem)
                                    + "; correct the SQL that creates the trial's ERP",
                            problem);
                }
            }
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection open(String database) throws SQLException {
        return new Server(url(database), ADMIN, "").open("yecai trial");
    }

    private String url(String database) {
        String maintenance = server.url();
        return maintenance.substring(0, maintenance.lastIndexOf('/') + 1) + database;
    }
}
