package yecai.sql.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** Whatever role, database and URL say, a connection starts with the pinned search path and returns to it. */
final class ConnectionOpenerIT {
    private static TestServer server;

    @BeforeAll
    static void start() throws SQLException {
        server = TestServers.shared(Role.HUB);
        server.run("postgres", """
                do $$ begin
                    if not exists (select from pg_roles where rolname = 'opener_login') then
                        create role opener_login login;
                    end if;
                end $$;
                grant connect on database postgres to opener_login;
                alter role opener_login set search_path = public;
                alter role opener_login in database postgres set search_path = public;
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "?sslmode=prefer",
                "?currentSchema=public",
                "?options=-c%20search_path=public",
                "?options=-c%20search_path=public&currentSchema=public&"
            })
    void path_isPinned(String parameters) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "opener_login");
        properties.setProperty("currentSchema", "public");
        try (Connection connection = ConnectionOpener.open(server.url("postgres") + parameters, properties)) {
            assertPinned(connection);
        }
        try (Connection connection = ConnectionOpener.dataSource(
                        server.url("postgres") + parameters, "opener_login", "", "test")
                .getConnection()) {
            assertPinned(connection);
        }
    }

    @Test
    void path_isPinned_onReplicationConnections() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "9.4");
        try (Connection connection = ConnectionOpener.open(server.url("postgres"), properties)) {
            assertThat(value(connection, "show search_path")).isEqualTo("pg_catalog,pg_temp");
        }
    }

    private static void assertPinned(Connection connection) throws SQLException {
        assertThat(value(connection, "show search_path")).isEqualTo("pg_catalog,pg_temp");
        try (Statement statement = connection.createStatement()) {
            statement.execute("set search_path = public");
            statement.execute("reset search_path");
        }
        assertThat(value(connection, "show search_path")).isEqualTo("pg_catalog,pg_temp");
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
