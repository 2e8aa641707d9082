package yecai.bench.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import yecai.cdc.source.Server;
import yecai.hub.demo.server.EmbeddedServer;
import yecai.sql.Bootstrap;
import yecai.sql.BootstrapSettings;
import yecai.sql.Migrator;
import yecai.sql.connection.ConnectionOpener;

/** A fresh hub in a database of its own, with its policies, indexes and views as anywhere. */
public record BenchHub(String database, Server capture) {
    private static final String CAPTURE_PASSWORD = EmbeddedServer.newPassword();

    public static BenchHub create(EmbeddedServer server, String database) throws SQLException {
        String migratePassword = EmbeddedServer.newPassword();
        try (Connection admin = server.openAsAdmin("postgres")) {
            Bootstrap.run(admin, BootstrapSettings.of(database, migratePassword, CAPTURE_PASSWORD));
        }
        new Migrator(ConnectionOpener.dataSource(server.url(database), "yecai_migrate", migratePassword, "yecai bench"))
                .migrate();
        return new BenchHub(database, server.login(database, "yecai_capture", CAPTURE_PASSWORD));
    }

    public static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
