package yecai.cdc.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import yecai.cdc.apply.stage.UnwritableRows;
import yecai.cdc.change.Change;
import yecai.cdc.progress.Position;
import yecai.cdc.shape.SchemaTracker;
import yecai.cdc.source.CaptureTuning;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/**
 * Puts changes into transactions of the hub, and decides when these are committed: as soon as nothing more waits, or when they
 * are large or old enough.
 */
final class Batches {
    private static final long HEARTBEAT_NANOS = 400_000_000L;

    private final Connection hub;
    private final CaptureTuning tuning;
    private final Position position;
    private final HubTransaction transaction;
    private final ReadChanges changes;
    private final SchemaTracker schema;
    private final CatalogWatch watch;
    private long start;
    private long lastHeartbeat = System.nanoTime() - HEARTBEAT_NANOS;

    Batches(
            Connection hub,
            CaptureTuning tuning,
            Position position,
            HubTransaction transaction,
            ReadChanges changes,
            SchemaTracker schema,
            CatalogWatch watch) {
        this.hub = hub;
        this.tuning = tuning;
        this.position = position;
        this.transaction = transaction;
        this.changes = changes;
        this.schema = schema;
        this.watch = watch;
    }

    /** Returns whether the open transaction of the hub holds nothing. */
    boolean isEmpty() {
        return transaction.isEmpty();
    }

    /**
     * Takes the next change, and commits if it is time to.
     *
     * @throws RestartRequired if the table has another form in the ERP than its mirror
     * @throws UnwritableRows if a row could not be read
     */
    void apply(Change change) throws SQLException {
        if (change instanceof Change.Heartbeat heartbeat && transaction.isEmpty()) {
            moveTo(heartbeat.position());
            return;
        }
        if (change instanceof Change.SchemaChanged
                || change instanceof Change.PartitionWritten
                || change instanceof Change.Truncate) {
            // these lock mirrors, which what is being derived may need
            transaction.join();
        }
        if (change instanceof Change.SchemaChanged changed) {
            compare(changed);
            return;
        }
        if (change instanceof Change.Unreadable row) {
            throw new UnwritableRows(row.table(), new YecaiException(Kind.SOURCE, row.reason()));
        }
        if (change instanceof Change.PartitionWritten written) {
            requireThere(written);
            return;
        }
        if (change instanceof Change.Truncate truncate) {
            watch.noteTruncation(truncate.table(), transaction.newestTxid());
        }
        if (transaction.isEmpty()) {
            start = System.nanoTime();
        }
        transaction.add(change);
        if (transaction.isBetween() && shouldCommit()) {
            transaction.commit();
        }
    }

    /** Commits what there is, unless a transaction of the ERP has not arrived in full. */
    void commitIfWhole() throws SQLException {
        if (!transaction.isEmpty() && transaction.isBetween()) {
            transaction.commit();
        }
    }

    /** Commits what there is, and moves the position on to this one. */
    void commitUpTo(long to) throws SQLException {
        if (!transaction.isEmpty()) {
            transaction.commit();
        }
        transaction.commitEmpty(to);
    }

    /** Forgets what is not committed. */
    void rollback() throws SQLException {
        transaction.rollback();
    }

    // Nothing but heartbeats come while the ERP is quiet, and each of them would be a commit.
    private void moveTo(long to) throws SQLException {
        if (to > position.committed() && System.nanoTime() - lastHeartbeat >= HEARTBEAT_NANOS) {
            transaction.commitEmpty(to);
            lastHeartbeat = System.nanoTime();
        }
    }

    private void compare(Change.SchemaChanged changed) throws SQLException {
        if (schema.mustRestart(changed.table(), changed.undelivered())) {
            transaction.rollback();
            schema.settleOne(changed.table(), changed.undelivered());
            hub.commit();
            throw new RestartRequired("table " + changed.table().sourceName() + " has a changed definition");
        }
    }

    private void requireThere(Change.PartitionWritten written) throws SQLException {
        Optional<String> lost = watch.noteWritten(written);
        if (lost.isPresent()) {
            transaction.rollback();
            schema.stop(written.table(), lost.get());
            hub.commit();
            throw new RestartRequired(lost.get());
        }
    }

    private boolean shouldCommit() {
        return changes.isEmpty()
                || transaction.isFull()
                || System.nanoTime() - start > tuning.batchMillis() * 1_000_000L;
    }
}
