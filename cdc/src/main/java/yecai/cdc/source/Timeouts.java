package yecai.cdc.source;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.sql.jdbi.Handles;

/**
 * The time limits that a server, a database or a role sets for its sessions. They are meant for people and applications; a
 * copy of a large table, or a session that waits while an index is built, would end half-way.
 */
public final class Timeouts {
    // By the list of settings, since transaction_timeout came with PostgreSQL 17; one that is off already is left
    // alone.
    private static final String LIFT = """
            select set_config(s.name, '0', false) from pg_catalog.pg_settings as s
            where s.name in ('statement_timeout', 'lock_timeout', 'transaction_timeout', 'idle_session_timeout',
                'idle_in_transaction_session_timeout') and s.setting <> '0'
            """;

    private Timeouts() {}

    /** Lifts them for the session. */
    public static void lift(Connection connection) throws SQLException {
        Handles.with(
                connection,
                handle -> handle.createQuery(LIFT).mapTo(String.class).list());
    }
}
