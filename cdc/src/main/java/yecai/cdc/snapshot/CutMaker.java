package yecai.cdc.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.SqlProblem;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/** Makes one cut: stops the capture at the position of a snapshot of the ERP, if there is a capture. */
final class CutMaker {
    private final SourceSettings settings;
    private final String requestedBy;
    private final Duration timeout;
    private final Connection control;
    private final AppliedPosition applied;

    CutMaker(SourceSettings settings, String requestedBy, Duration timeout, Connection control) {
        this.settings = settings;
        this.requestedBy = requestedBy;
        this.timeout = timeout;
        this.control = control;
        this.applied = new AppliedPosition(settings, control);
    }

    /** No other process writes or can begin to: this connection holds the source's lock. */
    ConsistentCut whileStopped() throws SQLException {
        try {
            Deadline deadline = Deadline.in(timeout);
            Erp erp = openErp(deadline);
            try {
                applied.requireSameServer(erp.systemIdentifier);
                applied.requireNothingPending(erp.position, deadline);
                return cut(erp, takeHub(), 0);
            } catch (SQLException | RuntimeException problem) {
                erp.snapshot.close();
                throw problem;
            }
        } finally {
            SourceLock.release(control, settings.source());
        }
    }

    /** A process holds the source. If it was one that has just ended, it is not waited for. */
    ConsistentCut whileCapturing() throws SQLException {
        AtomicBoolean isStopped = new AtomicBoolean();
        try (BarrierRequest barrier = BarrierRequest.raise(control, settings.source(), requestedBy, timeout)) {
            if (!Deadline.in(timeout).await(() -> barrier.isAnswered() || isStopped(isStopped))) {
                throw notHeld("does not answer: it may be in the middle of a large transaction");
            }
            if (!isStopped.get()) {
                return cutAt(barrier);
            }
        }
        return whileStopped();
    }

    /** Whether the source was given up meanwhile, and is this connection's now. */
    private boolean isStopped(AtomicBoolean isStopped) throws SQLException {
        isStopped.set(
                SourceLock.isGivenUp(control, settings.source()) && SourceLock.tryTake(control, settings.source()));
        return isStopped.get();
    }

    private ConsistentCut cutAt(BarrierRequest barrier) throws SQLException {
        barrier.prolong();
        long start = System.nanoTime();
        Deadline deadline = Deadline.in(timeout);
        Erp erp = openErp(deadline);
        Snapshot hub = null;
        try {
            applied.requireSameServer(erp.systemIdentifier);
            barrier.stopBefore(erp.position);
            wakeCapture();
            if (!deadline.await(barrier::isAnswered)) {
                throw notHeld("did not reach position " + Lsn.text(erp.position) + ", it is at "
                        + Lsn.text(applied.state().position()) + " and has fallen behind,");
            }
            hub = takeHub();
            barrier.withdraw();
            return cut(erp, hub, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        } catch (SQLException | RuntimeException problem) {
            erp.snapshot.close();
            if (hub != null) {
                hub.close();
            }
            throw problem;
        }
    }

    private Snapshot takeHub() throws SQLException {
        return Snapshot.take(settings.hub(), Snapshot.Settings.HUB);
    }

    private ConsistentCut cut(Erp erp, Snapshot hub, long heldMillis) throws SQLException {
        try {
            OffsetDateTime now = Handles.with(
                    control,
                    handle -> handle.createQuery("select clock_timestamp()")
                            .mapTo(OffsetDateTime.class)
                            .one());
            return new ConsistentCut(erp.position, now.toInstant(), erp.snapshot, hub, heldMillis);
        } catch (SQLException problem) {
            hub.close();
            throw problem;
        }
    }

    private Erp openErp(Deadline deadline) throws SQLException {
        try (ExportingSlot slot = ExportingSlot.create(settings.erp(), settings.source(), deadline)) {
            Snapshot snapshot = Snapshot.adopt(settings.erp(), Snapshot.Settings.ERP, slot.snapshot());
            return new Erp(slot.position(), snapshot, slot.systemIdentifier());
        } catch (SQLException problem) {
            throw SqlProblem.source(settings.erp(), problem);
        }
    }

    /** A quiet ERP writes nothing that would tell the capture that it has reached the position. */
    private void wakeCapture() throws SQLException {
        try (Connection connection = settings.erp().open("yecai check")) {
            Handles.use(
                    connection, handle -> handle.execute("select pg_logical_emit_message(false, 'yecai', 'check')"));
        } catch (SQLException problem) {
            throw SqlProblem.source(settings.erp(), problem);
        }
    }

    private YecaiException notHeld(String what) {
        return new YecaiException(
                Kind.CONFLICT,
                "the capture of source " + settings.source() + " " + what + " within " + timeout.toSeconds()
                        + " s; see `yecai status`, and try again");
    }

    private record Erp(long position, Snapshot snapshot, String systemIdentifier) {}
}
