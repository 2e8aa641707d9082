package yecai.hub.demo.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;
import yecai.cdc.Server;
import yecai.hub.demo.EmbeddedServer;
import yecai.sql.Bootstrap;
import yecai.sql.BootstrapSettings;
import yecai.sql.Migrator;

/** A fresh hub in a database of its own, with its policies, indexes and views as anywhere. */
record BenchHub(String database, Server capture) {
    private static final String CAPTURE_PASSWORD = EmbeddedServer.newPassword();

    static BenchHub create(EmbeddedServer server, String database) throws SQLException {
        String migratePassword = EmbeddedServer.newPassword();
        try (Connection admin = server.openAsAdmin("postgres")) {
            Bootstrap.run(admin, BootstrapSettings.of(database, migratePassword, CAPTURE_PASSWORD));
        }
        PGSimpleDataSource migrate = new PGSimpleDataSource();
        migrate.setUrl(server.url(database));
        migrate.setUser("yecai_migrate");
        migrate.setPassword(migratePassword);
        new Migrator(migrate).migrate();
        return new BenchHub(database, server.login(database, "yecai_capture", CAPTURE_PASSWORD));
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
