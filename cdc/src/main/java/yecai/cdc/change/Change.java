package yecai.cdc.change;

import java.util.List;
import yecai.cdc.mirror.MirrorTable;

/**
 * What the capture delivers, in the ERP's commit order: for each transaction a {@link Begin}, its rows, an {@link End};
 * between transactions now and then a {@link Heartbeat}. Nothing here knows which library read the ERP's log.
 */
public sealed interface Change {
    /** A transaction starts. */
    record Begin(long txid) implements Change {}

    /**
     * A row was written.
     *
     * @param table the row's table
     * @param kind what happened to it
     * @param values one per column of the table: null, the text that the ERP's server wrote, or {@link Unchanged}; of a
     *     deleted row only the key's values are set
     * @param oldKey the key before, one value per key column, if the row's key was changed; else null
     * @param bytes rough size in memory
     */
    record Row(MirrorTable table, Kind kind, Object[] values, Object[] oldKey, int bytes) implements Change {}

    /**
     * The log describes a table again, since its definition in the ERP may have changed; rows of that form follow.
     *
     * @param undelivered captured columns that it no longer holds, or holds under the name of another
     */
    record SchemaChanged(MirrorTable table, List<String> undelivered) implements Change {}

    /**
     * Rows of a partition follow, under the name of the whole table; said once, and again whenever its definition may have changed.
     *
     * @param table the whole table
     * @param partition the partition's number (oid) in the ERP
     * @param name the partition's name as messages show it
     */
    record PartitionWritten(MirrorTable table, long partition, String name) implements Change {}

    /**
     * A row was written that cannot be read, such as one that is larger than this process takes in; its content was thrown away.
     *
     * @param reason what is wrong with it, and what to do
     */
    record Unreadable(MirrorTable table, String reason) implements Change {}

    /** All rows of a table are gone. */
    record Truncate(MirrorTable table) implements Change {}

    /**
     * A transaction is complete.
     *
     * @param txid the ERP's number of the transaction
     * @param position the end of its commit record in the ERP's log: the only kind of position at which reading can start
     *     again
     * @param committedAt when it was committed, in microseconds since 1970 UTC
     * @param events how many rows and truncations the ERP's log holds for it
     */
    record End(long txid, long position, long committedAt, long events) implements Change {}

    /** Between two transactions, the log is known to be read up to here. */
    record Heartbeat(long position) implements Change {}

    /** What happened to a row. */
    enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }

    /** Stands for the value of a large column that the ERP's log leaves out since it did not change. */
    enum Unchanged {
        UNCHANGED
    }
}
