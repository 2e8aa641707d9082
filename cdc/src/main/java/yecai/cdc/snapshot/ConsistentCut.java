package yecai.cdc.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.source.SourceSettings;

/**
 * A snapshot of the ERP and one of the hub that stand for the same position of the ERP's log. While the capture runs it is
 * held for the moment that this takes; afterwards both it and the ERP continue, and the snapshots stay as they are.
 *
 * @param heldMillis how long the capture was held
 */
public record ConsistentCut(long position, Instant takenAt, Snapshot erp, Snapshot hub, long heldMillis)
        implements AutoCloseable {

    /**
     * Makes the cut.
     *
     * @param control connection to the hub in autocommit mode, only for this: it gives up the source
     */
    public static ConsistentCut make(SourceSettings settings, String requestedBy, Duration timeout, Connection control)
            throws SQLException {
        if (SourceLock.tryTake(control, settings.source())) {
            return new CutMaker(settings, requestedBy, timeout, control).whileStopped();
        }
        return new CutMaker(settings, requestedBy, timeout, control).whileCapturing();
    }

    @Override
    public void close() throws SQLException {
        try (erp;
                hub) {
            // both are closed, in spite of an error of the other
        }
    }
}
