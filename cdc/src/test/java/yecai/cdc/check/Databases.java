package yecai.cdc.check;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.cdc.source.Server;
import yecai.sql.EmbeddedHub;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** The databases of the checks' tests: one for each ERP, and one hub for all of them. */
final class Databases {
    private static EmbeddedHub hub;

    private Databases() {}

    /** An empty database for one ERP. */
    static Server newErp(String database, String user) throws SQLException {
        TestServer server = TestServers.shared(Role.ERP);
        server.run("postgres", "create database " + database);
        return new Server(server.url(database), user, "");
    }

    /** The one hub, with its whole schema; seen as the capture login. */
    static synchronized Server hub() throws SQLException {
        TestServer server = TestServers.shared(Role.HUB);
        if (hub == null || !hub.url().equals(server.url(hub.database()))) {
            hub = EmbeddedHub.migrated(server);
        }
        return new Server(hub.url(), "yecai_capture", "");
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
}
