package yecai.cdc;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A PostgreSQL database and the login with which the hub uses it.
 *
 * @param url JDBC URL, such as {@code jdbc:postgresql://host:5432/database?sslmode=verify-full}; holds no password
 * @param user login
 * @param password its password; never shown by {@link #toString()}
 */
public record Server(String url, String user, String password) {
    public Server {
        requireNonNull(url, "url is null");
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
        if (Driver.parseURL(url, new Properties()) == null) {
            throw new IllegalArgumentException("not a PostgreSQL JDBC URL: " + url);
        }
    }

    /** Opens a connection that the server lists under the given application name. */
    public Connection open(String applicationName) throws SQLException {
        return connect(properties(applicationName));
    }

    /** Opens a connection that speaks the replication protocol, with simple queries only. */
    public Connection openReplication(String applicationName) throws SQLException {
        Properties properties = properties(applicationName);
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.4");
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

    /** Returns the value of a parameter of the URL, such as {@code sslmode}, or null. */
    public String parameter(String name) {
        return Driver.parseURL(url, new Properties()).getProperty(name);
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
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.CONNECT_TIMEOUT.set(properties, 10);
        return properties;
    }

    private Connection connect(Properties properties) throws SQLException {
        return new Driver().connect(url, properties);
    }
}
