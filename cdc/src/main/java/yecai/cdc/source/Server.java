package yecai.cdc.source;

import static java.util.Objects.requireNonNull;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import yecai.sql.connection.ConnectionOpener;

/**
 * A PostgreSQL database and the login with which the hub uses it. Its connections have none of the {@link Timeouts} that its
 * administrator set.
 *
 * @param url JDBC URL, such as {@code jdbc:postgresql://host:5432/database?sslmode=verify-full}; holds no password
 * @param user login
 * @param secret gives its password, which is never shown by {@link #toString()}; it is asked for each connection, so a password
 *     may change while the hub runs
 * @param replicating the same database with the login that reads its log, if that is another one
 */
public record Server(String url, String user, Supplier<String> secret, Optional<Server> replicating) {
    private static final Pattern DATABASE = Pattern.compile("(jdbc:postgresql://[^/?]*/)[^?]*(.*)");
    /** The class of SQLSTATE of whoever is not let in. */
    private static final String NOT_AUTHORIZED = "28";

    public Server {
        requireNonNull(url, "url is null");
        requireNonNull(user, "user is null");
        requireNonNull(secret, "secret is null");
        requireNonNull(replicating, "replicating is null");
        if (Driver.parseURL(url, new Properties()) == null) {
            throw new IllegalArgumentException("not a PostgreSQL JDBC URL: " + url);
        }
    }

    /** A server whose log the same login reads. */
    public Server(String url, String user, Supplier<String> secret) {
        this(url, user, secret, Optional.empty());
    }

    /** A server whose password stays the same. */
    public Server(String url, String user, String password) {
        this(url, user, constant(password));
    }

    /** Returns the same database with the login that may replicate: this one, unless there is another. */
    public Server ofLog() {
        return replicating.orElse(this);
    }

    private static Supplier<String> constant(String password) {
        requireNonNull(password, "password is null");
        return () -> password;
    }

    /** Returns the password as it is now. */
    public String password() {
        return secret.get();
    }

    /** Opens a connection that the server lists under the given application name. */
    public Connection open(String applicationName) throws SQLException {
        return connect(properties(applicationName));
    }

    /** Opens a connection that speaks the replication protocol, with simple queries only, as the login that may. */
    public Connection openReplication(String applicationName) throws SQLException {
        if (replicating.isPresent()) {
            return replicating.get().openReplication(applicationName);
        }
        Properties properties = properties(applicationName);
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.4");
        return connect(properties);
    }

    /** Whether the server admits this login to its database, from here. */
    public boolean admits(String applicationName) throws SQLException {
        return admits(properties(applicationName));
    }

    /** Whether the server admits this login to physical replication, from here: to all that a standby may read. */
    public boolean admitsPhysicalReplication(String applicationName) throws SQLException {
        Properties properties = properties(applicationName);
        PGProperty.REPLICATION.set(properties, "true");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.4");
        return admits(properties);
    }

    private boolean admits(Properties properties) throws SQLException {
        try (Connection admitted = ConnectionOpener.open(url, properties)) {
            return !admitted.isClosed();
        } catch (SQLException refused) {
            if (refused.getSQLState() != null && refused.getSQLState().startsWith(NOT_AUTHORIZED)) {
                return false;
            }
            throw refused;
        }
    }

    /** Returns another database of the same server, with the same login. */
    public Server inDatabase(String name) {
        Matcher parts = DATABASE.matcher(url);
        if (!parts.matches()) {
            throw new IllegalStateException("the URL of " + this + " names no server and database");
        }
        return new Server(
                parts.group(1) + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20") + parts.group(2),
                user,
                secret,
                replicating.map(other -> other.inDatabase(name)));
    }

    /**
     * Opens a connection with properties of the driver beside those of the URL, which holds for all hosts and parameters.
     *
     * @param more does not outrank user and password
     */
    public Connection open(String applicationName, Properties more) throws SQLException {
        Properties properties = new Properties();
        more.forEach((name, value) -> properties.setProperty(name.toString(), value.toString()));
        properties.putAll(properties(applicationName));
        return connect(properties);
    }

    /** Opens a connection for statements that take no time: one that is not answered within two seconds fails. */
    public Connection openImpatient(String applicationName) throws SQLException {
        Properties properties = properties(applicationName);
        PGProperty.SOCKET_TIMEOUT.set(properties, 2);
        return connect(properties);
    }

    /** Opens a connection whose statements are prepared on the server from their first execution on. */
    public Connection openPrepared(String applicationName) throws SQLException {
        Properties properties = properties(applicationName);
        PGProperty.PREPARE_THRESHOLD.set(properties, 1);
        PGProperty.PREPARED_STATEMENT_CACHE_QUERIES.set(properties, 2048);
        PGProperty.PREPARED_STATEMENT_CACHE_SIZE_MIB.set(properties, 64);
        return connect(properties);
    }

    public String host() {
        return part("PGHOST", "localhost");
    }

    public int port() {
        return Integer.parseInt(part("PGPORT", "5432"));
    }

    public String database() {
        return part("PGDBNAME", user);
    }

    @Override
    public String toString() {
        return user + " at " + host() + ":" + port() + "/" + database();
    }

    private String part(String name, String otherwise) {
        return Driver.parseURL(url, new Properties())
                .getProperty(name, otherwise)
                .split(",")[0];
    }

    private Properties properties(String applicationName) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, password());
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // of a database whose encoding is SQL_ASCII, texts are asked for as they are
        PGProperty.ALLOW_ENCODING_CHANGES.set(properties, true);
        PGProperty.CONNECT_TIMEOUT.set(properties, 10);
        return properties;
    }

    private Connection connect(Properties properties) throws SQLException {
        Connection connection = ConnectionOpener.open(url, properties);
        try {
            Timeouts.lift(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
