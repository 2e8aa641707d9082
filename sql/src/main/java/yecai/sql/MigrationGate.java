package yecai.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import yecai.sql.jdbi.Handles;

/**
 * Lets one migrator in at a time, on a hub that is still empty too: a type of a fixed name is made in a transaction that is
 * never committed, and whoever makes another of that name waits for the end of that transaction. Only who may create objects
 * in schema hub can do so, whereas any reader could hold an advisory lock; and no statement of a migration waits for it.
 */
final class MigrationGate implements AutoCloseable {
    /** Two that make the schema at once: one of them finds that the other has just done it. */
    private static final Set<String> MADE_BY_ANOTHER = Set.of("23505", "42P06");

    private final Connection connection;

    MigrationGate(Connection connection) {
        this.connection = connection;
    }

    /** Makes the schema if need be, and waits until no other migrator works. */
    void enter() throws SQLException {
        makeSchema();
        connection.setAutoCommit(false);
        execute("create type hub.migrating as enum ()");
    }

    private void makeSchema() throws SQLException {
        try {
            execute("create schema if not exists hub");
        } catch (SQLException e) {
            if (!MADE_BY_ANOTHER.contains(e.getSQLState())) {
                throw e;
            }
        }
    }

    private void execute(String sql) throws SQLException {
        Handles.use(connection, handle -> handle.execute(sql));
    }

    @Override
    public void close() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        connection.close();
    }
}
