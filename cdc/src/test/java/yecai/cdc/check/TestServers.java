package yecai.cdc.check;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;
import yecai.cdc.Server;
import yecai.sql.Bootstrap;
import yecai.sql.BootstrapSettings;
import yecai.sql.Migrator;

/** Two embedded servers, one for the ERPs and one for the hub, started once for all tests. */
final class TestServers {
    private static EmbeddedPostgres erp;
    private static EmbeddedPostgres hub;

    private TestServers() {}

    /** An empty database for one ERP. */
    static synchronized Server newErp(String database, String user) throws SQLException {
        if (erp == null) {
            erp = start();
        }
        try (Connection admin = erp.getPostgresDatabase().getConnection();
                var statement = admin.createStatement()) {
            statement.execute("create database " + database);
        }
        return new Server(url(erp, database), user, "");
    }

    /** The one hub, with its whole schema; seen as the capture login. */
    static synchronized Server hub() throws SQLException {
        if (hub == null) {
            hub = start();
            try (Connection admin = hub.getPostgresDatabase().getConnection()) {
                Bootstrap.run(admin, BootstrapSettings.of("yecai", "m", "c"));
            }
            PGSimpleDataSource migrate = new PGSimpleDataSource();
            migrate.setUrl(url(hub, "yecai"));
            migrate.setUser("yecai_migrate");
            new Migrator(migrate).migrate();
        }
        return new Server(url(hub, "yecai"), "yecai_capture", "");
    }

    static void run(Server server, String... statements) throws SQLException {
        try (Connection connection = server.open("test");
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static String value(Server server, String sql) throws SQLException {
        try (Connection connection = server.open("test");
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("wal_level", "logical")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "80")
                    .setServerConfig("max_replication_slots", "40")
                    .setServerConfig("max_wal_senders", "40")
                    .start();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static String url(EmbeddedPostgres server, String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }
}
