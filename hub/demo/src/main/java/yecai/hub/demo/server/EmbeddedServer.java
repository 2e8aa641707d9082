package yecai.hub.demo.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.postgresql.PGConnection;
import yecai.cdc.source.Server;
import yecai.hub.cli.server.ServerBinaries;
import yecai.sql.connection.FreePort;
import yecai.sql.error.YecaiException;

/**
 * A PostgreSQL server on localhost, from the binaries in the class path. Unlike the library's own, it asks everybody for a
 * password, its superuser included, so that the demo's logins and rights mean something.
 */
public final class EmbeddedServer implements AutoCloseable {
    static final String ADMIN = "postgres";
    private static final SecureRandom RANDOM = new SecureRandom();
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
            EmbeddedPostgres.Builder builder = ServerBinaries.server()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(Duration.ofMinutes(10))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "localhost")
                    .setServerConfig("password_encryption", "scram-sha-256");
            builder.setPort(port == 0 ? FreePort.find() : port);
            settings.forEach(builder::setServerConfig);
            EmbeddedServer server = new EmbeddedServer(builder.start(), data);
            new PasswordDemand(server, data).enforce();
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

    /** The same as environment variables, which other users of the machine cannot see. */
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
}
