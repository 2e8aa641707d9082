package yecai.sql.connection;

import static yecai.sql.error.YecaiException.Kind.HUB;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import yecai.sql.error.YecaiException;

/**
 * Finds out that a connection pooler such as pgbouncer is between the program and the hub. The program keeps state in its
 * sessions (the search path, who captures a source, held snapshots), which a pooler would hand to somebody else.
 */
public final class Pooler {
    private static final String REMEDY =
            "that is the answer of a connection pooler such as pgbouncer, behind which no session is the program's own: give"
                    + " the address of PostgreSQL itself as hub.url; readers may use a pooler";

    private Pooler() {}

    /** Whether a connection was refused as a pooler does, which a server does not: it knows the parameters of the start. */
    public static boolean isNamedBy(SQLException problem) {
        return String.valueOf(problem.getMessage()).contains("unsupported startup parameter");
    }

    /** Returns what to do, as the end of a message. */
    public static String remedy() {
        return REMEDY;
    }

    /**
     * Returns if the path that the connection was started with is the session's.
     *
     * @throws YecaiException of kind HUB that says so otherwise
     */
    public static void requireNone(Connection connection, String url) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_catalog.current_setting('search_path')")) {
            row.next();
            String path = row.getString(1).replace(" ", "");
            if (!path.equals(ConnectionOpener.SEARCH_PATH.replace(" ", ""))) {
                throw new YecaiException(
                        HUB, url + " does not keep the search path that a connection is started with: " + REMEDY);
            }
        }
    }
}
