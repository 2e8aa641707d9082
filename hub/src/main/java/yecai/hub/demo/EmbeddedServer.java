package yecai.hub.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import yecai.cdc.Server;
import yecai.sql.YecaiException;

/**
 * A PostgreSQL server on localhost, from the binaries in the class path. Unlike the library's own, it asks everybody for a
 * password, its superuser included, so that the demo's logins and rights mean something.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final String ADMIN = "postgres";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String RULES = """
            # Everybody needs a password.
            host    all          all  127.0.0.1/32  scram-sha-256
            host    all          all  ::1/128       scram-sha-256
            host    replication  all  127.0.0.1/32  scram-sha-256
            host    replication  all  ::1/128       scram-sha-256
            """;

    private final EmbeddedPostgres postgres;
    private final Path data;
    private final String adminPassword = newPassword();

    private EmbeddedServer(EmbeddedPostgres postgres, Path data) {
        this.postgres = postgres;
        this.data = data;
    }

    /** Starts a new server. */
    public static EmbeddedServer start(String name, Path data, int port, Map<String, String> settings) {
        try {
            if (port != 0) {
                new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
            }
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "localhost")
                    .setServerConfig("password_encryption", "scram-sha-256");
            if (port != 0) {
                builder.setPort(port);
            }
            settings.forEach(builder::setServerConfig);
            EmbeddedServer server = new EmbeddedServer(builder.start(), data);
            server.demandPasswords();
            return server;
        } catch (IOException | SQLException | RuntimeException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "the demo's " + name + " server could not be started in " + data
                            + (port == 0 ? "" : " on port " + port) + ": " + problem.getMessage()
                            + "; check that the folder can be written and the port is free",
                    problem);
        }
    }

    public static String newPassword() {
        byte[] bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public int port() {
        return postgres.getPort();
    }

    public String url(String database) {
        return "jdbc:postgresql://localhost:" + port() + "/" + database;
    }

    public Server login(String database, String user, String password) {
        return new Server(url(database), user, password);
    }

    /** The superuser's login. */
    public Server admin(String database) {
        return login(database, ADMIN, adminPassword);
    }

    /** Opens a connection as the superuser. */
    public Connection openAsAdmin(String database) throws SQLException {
        return login(database, ADMIN, adminPassword).open("yecai demo");
    }

    /** Connection settings of the superuser, as libpq writes them. */
    public String adminConnection(String database) {
        return "host=localhost port=" + port() + " dbname=" + database + " user=" + ADMIN + " password="
                + adminPassword;
    }

    /** The same as environment variables, in which nobody else sees the password. */
    public Map<String, String> adminEnvironment(String database) {
        return Map.of(
                "PGHOST", "localhost",
                "PGPORT", String.valueOf(port()),
                "PGDATABASE", database,
                "PGUSER", ADMIN,
                "PGPASSWORD", adminPassword);
    }

    /** Sets the password of a login; what travels is a verifier. */
    public void setPassword(String user, String password) throws SQLException {
        try (Connection admin = openAsAdmin(ADMIN)) {
            admin.unwrap(PGConnection.class).alterUserPassword(user, password.toCharArray(), "scram-sha-256");
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "the server on port " + port() + " did not stop: " + problem.getMessage(),
                    problem);
        }
    }

    private void demandPasswords() throws IOException, SQLException {
        try (Connection trusted = login(ADMIN, ADMIN, "").open("yecai demo")) {
            trusted.unwrap(PGConnection.class).alterUserPassword(ADMIN, adminPassword.toCharArray(), "scram-sha-256");
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
        throw new SQLException("the server goes on to let everybody in without a password");
    }

    private boolean refusesWrongPassword() throws SQLException {
        try (Connection open = login(ADMIN, ADMIN, "wrong").open("yecai demo")) {
            return open.isClosed();
        } catch (SQLException refused) {
            if ("28P01".equals(refused.getSQLState())) {
                return true;
            }
            throw refused;
        }
    }
}
