package yecai.cdc.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.sql.jdbi.Handles;

/**
 * Whether what a transaction read of a table was what its snapshot holds. TRUNCATE, a rewrite by ALTER TABLE, and attaching or
 * detaching a partition do not keep to snapshots.
 */
public final class StableTable {
    private StableTable() {}

    /** Returns whether it was; the table must have been read by this transaction before. */
    public static boolean isStable(Connection connection, String schema, String table) throws SQLException {
        return Handles.with(
                connection,
                handle -> handle.createQuery(Handles.sql(StableTable.class, "stable"))
                        .bind("schema", schema)
                        .bind("table", table)
                        .mapTo(boolean.class)
                        .one());
    }
}
