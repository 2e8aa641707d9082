package yecai.hub.demo.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;

/** Makes a new server ask everybody for a password, and waits until it does. */
final class PasswordDemand {
    private static final String RULES = """
            # Everybody needs a password.
            host    all          all  127.0.0.1/32  scram-sha-256
            host    all          all  ::1/128       scram-sha-256
            host    replication  all  127.0.0.1/32  scram-sha-256
            host    replication  all  ::1/128       scram-sha-256
            """;

    private final EmbeddedServer server;
    private final Path data;

    PasswordDemand(EmbeddedServer server, Path data) {
        this.server = server;
        this.data = data;
    }

    void enforce() throws IOException, SQLException {
        try (Connection trusted =
                server.login(EmbeddedServer.ADMIN, EmbeddedServer.ADMIN, "").open("yecai demo")) {
            trusted.unwrap(PGConnection.class)
                    .alterUserPassword(
                            EmbeddedServer.ADMIN,
                            server.admin(EmbeddedServer.ADMIN).password().toCharArray(),
                            "scram-sha-256");
            Files.writeString(data.resolve("pg_hba.conf"), RULES);
            try (Statement statement = trusted.createStatement()) {
                statement.execute("select pg_reload_conf()");
            }
        }
        for (int i = 0; i < 1_000; i++) {
            if (refusesWrongPassword()) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new SQLException("the server still admits everybody without a password");
    }

    private boolean refusesWrongPassword() throws SQLException {
        try (Connection open = server.login(EmbeddedServer.ADMIN, EmbeddedServer.ADMIN, "wrong")
                .open("yecai demo")) {
            return open.isClosed();
        } catch (SQLException refused) {
            if ("28P01".equals(refused.getSQLState())) {
                return true;
            }
            throw refused;
        }
    }
}
