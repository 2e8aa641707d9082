package yecai.sql.connection;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens every connection of the product, to the hub and to ERPs, whichever the login. Its search path is pinned from the
 * start: an object that somebody planted in another schema is never taken for one of PostgreSQL's. What needs another schema
 * names it, or sets its own path for as long as it needs it; {@code reset search_path} returns to the pinned one.
 */
public final class ConnectionOpener {
    /** The pinned search path, as SQL writes it. */
    public static final String SEARCH_PATH = "pg_catalog, pg_temp";

    /** The statement that pins the path of a session that was opened elsewhere, such as psql's. */
    public static final String PIN = "set search_path = " + SEARCH_PATH + ";";

    private ConnectionOpener() {}

    /**
     * Opens a connection.
     *
     * @param url JDBC URL
     * @param properties of the driver, user and password included
     */
    public static Connection open(String url, Properties properties) throws SQLException {
        return new Driver().connect(pinned(url), properties);
    }

    /** Returns a source of such connections, which isn't a pool. */
    public static DataSource dataSource(String url, String user, String password, String applicationName) {
        return source(url, user, password, applicationName);
    }

    /** Returns a source of connections to the database {@code postgres} of the URL's server. */
    public static DataSource maintenance(String url, String user, String password, String applicationName) {
        PGSimpleDataSource source = source(url, user, password, applicationName);
        source.setDatabaseName("postgres");
        return source;
    }

    private static PGSimpleDataSource source(String url, String user, String password, String applicationName) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(pinned(url));
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName(applicationName);
        return source;
    }

    /**
     * Returns the URL with the pinned path. It is sent when the connection starts, so it takes no round trip, and it
     * outranks what the URL, a service file, the role or the database say about the path.
     */
    public static String pinned(String url) {
        requireNonNull(url, "url is null");
        return url + (url.indexOf('?') < 0 ? '?' : '&') + "currentSchema=" + SEARCH_PATH.replace(" ", "");
    }
}
