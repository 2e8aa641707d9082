package yecai.cdc.apply;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.change.Change;
import yecai.cdc.progress.Barrier;
import yecai.cdc.progress.Position;
import yecai.cdc.source.SourceSettings;

/**
 * Holds the applier while hub and ERP are compared: at its present position, or at the position that is asked for, which
 * it continues to first.
 */
final class BarrierStop {
    private static final Logger LOG = LoggerFactory.getLogger(BarrierStop.class);
    private static final long PAUSE_NANOS = 5_000_000L;
    private static final long PATIENCE_MILLIS = 50;

    private final String source;
    private final Barrier barrier;
    private final Position position;
    private final ReadChanges changes;
    private final Batches batches;
    private final long heldLimit;
    private final BooleanSupplier stopping;

    /** @param stopping whether the applier is to end */
    BarrierStop(
            SourceSettings settings,
            Barrier barrier,
            Position position,
            ReadChanges changes,
            Batches batches,
            BooleanSupplier stopping) {
        this.source = settings.source();
        this.heldLimit = 2 * settings.tuning().queueBytes();
        this.barrier = barrier;
        this.position = position;
        this.changes = changes;
        this.batches = batches;
        this.stopping = stopping;
    }

    /** Returns whether the last transaction of the hub found a request to hold. */
    boolean isNoticed() {
        return barrier.isNoticed();
    }

    /** Does what is asked until it no longer is; returns whether anything was. Only between transactions of the hub. */
    boolean keep() throws SQLException, InterruptedException {
        Optional<Barrier.Request> request = barrier.find();
        boolean wasHeld = request.isPresent();
        while (request.isPresent() && !stopping.getAsBoolean()) {
            long stop = request.get().stopBefore();
            if (request.get().answered()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            } else if (stop == 0) {
                barrier.answer(position.committed());
                LOG.debug("{} holds at {} for a check", source, position.committed());
            } else if (applyUpTo(stop)) {
                barrier.answer(stop);
            }
            request = barrier.find();
        }
        return wasHeld;
    }

    /**
     * Applies what was committed up to the position; returns false if the request had to be given up. A transaction says only
     * at its end at which position it is, so it is held until then.
     */
    private boolean applyUpTo(long stop) throws SQLException, InterruptedException {
        List<Change> held = new ArrayList<>();
        long heldBytes = 0;
        while (position.committed() < stop && !stopping.getAsBoolean() && !changes.isExhausted()) {
            Change change = changes.next(batches.isEmpty() ? PATIENCE_MILLIS : 1);
            if (change == null) {
                if (batches.isEmpty() && barrier.find().isEmpty()) {
                    changes.putBack(held);
                    return false;
                }
                batches.commitIfWhole();
                continue;
            }
            if (change instanceof Change.Heartbeat heartbeat && held.isEmpty()) {
                pass(heartbeat, stop);
                continue;
            }
            held.add(change);
            heldBytes += ChangeQueue.bytes(change);
            if (change instanceof Change.End end) {
                if (end.position() > stop) {
                    changes.putBack(held);
                    batches.commitUpTo(stop);
                    return true;
                }
                for (Change part : held) {
                    batches.apply(part);
                }
                held.clear();
                heldBytes = 0;
            } else if (heldBytes > heldLimit) {
                LOG.info("{} gives up holding for a check: a very large transaction is under way", source);
                changes.putBack(held);
                barrier.cancel();
                return false;
            }
        }
        changes.putBack(held);
        return position.committed() >= stop;
    }

    private void pass(Change.Heartbeat heartbeat, long stop) throws SQLException {
        if (heartbeat.position() >= stop) {
            batches.commitUpTo(stop);
        } else if (batches.isEmpty()) {
            batches.apply(heartbeat);
        }
    }
}
