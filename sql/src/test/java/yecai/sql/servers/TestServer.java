package yecai.sql.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A running PostgreSQL server of the tests. Its superuser is postgres, and every login connects without a password. */
public interface TestServer extends AutoCloseable {
    String host();

    int port();

    /** The JDBC address of one of its databases. */
    default String url(String database) {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + database;
    }

    default Connection open(String database, String user) throws SQLException {
        return DriverManager.getConnection(url(database), user, "");
    }

    /** Runs statements as superuser and commits. */
    default void run(String database, String sql) throws SQLException {
        try (Connection connection = open(database, "postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The server's version as a number, such as 180006 for 18.6. */
    default int version() throws SQLException {
        try (Connection connection = open("postgres", "postgres");
                var statement = connection.createStatement();
                var row = statement.executeQuery("select current_setting('server_version_num')::integer")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Stops the server; its databases are gone then. */
    @Override
    void close();
}
