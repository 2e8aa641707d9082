package yecai.cdc.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.cdc.source.Server;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.SqlLiteral;

/**
 * A state of a database that many connections can read. It lasts as long as the transaction that exported it.
 *
 * @param exporter holds the transaction; do nothing else with it
 */
public record Snapshot(Server server, Settings settings, String name, Connection exporter) implements AutoCloseable {
    private static final String APPLICATION = "yecai check";

    /** What both sides must agree on, so that equal rows have equal texts. */
    private static final String PINNED = """
            set timezone = 'UTC';
            set datestyle = 'ISO, YMD';
            set intervalstyle = 'postgres';
            set extra_float_digits = 3;
            set bytea_output = 'hex';
            set xmlbinary = 'base64';
            set lc_monetary = 'C';
            set quote_all_identifiers = off;
            set search_path = pg_catalog, pg_temp;
            set jit = off;
            set lock_timeout = 0;
            set statement_timeout = 0;
            set idle_in_transaction_session_timeout = 0;
            """;

    /** Settings that differ by side. */
    public enum Settings {
        /** Row policies raise an error rather than hide rows, and a query takes one core at most. */
        ERP("set row_security = off; set max_parallel_workers_per_gather = 0;"),
        /** Canonical tables have row policies, and one that shows all of them to the capture login. */
        HUB("set row_security = on; set work_mem = '128MB'; set max_parallel_workers_per_gather = 2;");

        private final String sql;

        Settings(String sql) {
            this.sql = sql;
        }
    }

    /** Takes a snapshot of the database as it is now. */
    public static Snapshot take(Server server, Settings settings) throws SQLException {
        return export(server, settings, begin(server, settings));
    }

    /** Takes over a snapshot that lasts only as long as another session's transaction, and makes it last. */
    public static Snapshot adopt(Server server, Settings settings, String name) throws SQLException {
        return export(server, settings, join(server, settings, name));
    }

    /** Opens one more connection that reads this state. */
    public Connection open() throws SQLException {
        return join(server, settings, name);
    }

    @Override
    public void close() throws SQLException {
        exporter.close();
    }

    private static Snapshot export(Server server, Settings settings, Connection exporter) throws SQLException {
        try {
            String name = Handles.with(
                    exporter,
                    handle -> handle.createQuery("select pg_export_snapshot()")
                            .mapTo(String.class)
                            .one());
            return new Snapshot(server, settings, name, exporter);
        } catch (SQLException problem) {
            exporter.close();
            throw problem;
        }
    }

    private static Connection join(Server server, Settings settings, String name) throws SQLException {
        Connection connection = begin(server, settings);
        try {
            Handles.use(connection, handle -> handle.execute("set transaction snapshot " + SqlLiteral.of(name)));
            return connection;
        } catch (SQLException problem) {
            connection.close();
            throw problem;
        }
    }

    private static Connection begin(Server server, Settings settings) throws SQLException {
        Connection connection = server.open(APPLICATION);
        try {
            Handles.use(connection, handle -> handle.execute(PINNED + settings.sql));
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException problem) {
            connection.close();
            throw problem;
        }
    }
}
