package yecai.cdc.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import yecai.cdc.SourceSettings;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.progress.SourceState;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/**
 * A snapshot of the ERP and one of the hub that stand for the same position of the ERP's log. While the capture runs it is
 * held for the moment that this takes; afterwards both it and the ERP go on, and the snapshots stay as they are.
 *
 * @param heldMillis how long the capture was held
 */
record ConsistentCut(long position, Instant takenAt, Snapshot erp, Snapshot hub, long heldMillis)
        implements AutoCloseable {

    /**
     * Makes the cut.
     *
     * @param control connection to the hub in autocommit mode, only for this: it gives up all its advisory locks
     */
    static ConsistentCut make(SourceSettings settings, CheckOptions options, Connection control) throws SQLException {
        if (SourceLock.tryTake(control, settings.source())) {
            return new Maker(settings, options, control).whileStopped();
        }
        return new Maker(settings, options, control).whileCapturing();
    }

    @Override
    public void close() throws SQLException {
        try (erp;
                hub) {
            // both are closed, in spite of an error of the other
        }
    }

    private static final class Maker {
        private final SourceSettings settings;
        private final CheckOptions options;
        private final Connection control;

        Maker(SourceSettings settings, CheckOptions options, Connection control) {
            this.settings = settings;
            this.options = options;
            this.control = control;
        }

        /** Nobody writes, and nobody may begin to: this connection holds the source's lock. */
        ConsistentCut whileStopped() throws SQLException {
            try {
                Deadline deadline = Deadline.in(options.timeout());
                Erp erp = openErp(deadline);
                try {
                    requireSameServer(erp.systemIdentifier);
                    requireNothingPending(erp.position, deadline);
                    return cut(erp, takeHub(), 0);
                } catch (SQLException | RuntimeException problem) {
                    erp.snapshot.close();
                    throw problem;
                }
            } finally {
                try (Statement statement = control.createStatement()) {
                    statement.execute("select pg_advisory_unlock_all()");
                }
            }
        }

        ConsistentCut whileCapturing() throws SQLException {
            try (BarrierRequest barrier =
                    BarrierRequest.raise(control, settings.source(), options.requestedBy(), options.timeout())) {
                if (!Deadline.in(options.timeout()).await(barrier::isAnswered)) {
                    throw notHeld("does not answer: it may be in the middle of a large transaction");
                }
                barrier.prolong();
                long start = System.nanoTime();
                Deadline deadline = Deadline.in(options.timeout());
                Erp erp = openErp(deadline);
                Snapshot hub = null;
                try {
                    requireSameServer(erp.systemIdentifier);
                    barrier.stopBefore(erp.position);
                    wakeCapture();
                    if (!deadline.await(barrier::isAnswered)) {
                        throw notHeld("did not reach position " + Lsn.text(erp.position) + ", it is at "
                                + Lsn.text(state().position()) + " and has fallen behind,");
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
        }

        private Snapshot takeHub() throws SQLException {
            return Snapshot.take(settings.hub(), Snapshot.Settings.HUB);
        }

        private ConsistentCut cut(Erp erp, Snapshot hub, long heldMillis) throws SQLException {
            try (PreparedStatement statement = control.prepareStatement("select clock_timestamp()");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                Instant now = row.getObject(1, OffsetDateTime.class).toInstant();
                return new ConsistentCut(erp.position, now, erp.snapshot, hub, heldMillis);
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
            try (Connection connection = settings.erp().open("yecai check");
                    Statement statement = connection.createStatement()) {
                statement.execute("select pg_logical_emit_message(false, 'yecai', 'check')");
            } catch (SQLException problem) {
                throw SqlProblem.source(settings.erp(), problem);
            }
        }

        private void requireSameServer(String systemIdentifier) throws SQLException {
            String known = state().systemIdentifier();
            if (known != null && !known.equals(systemIdentifier)) {
                throw new YecaiException(
                        Kind.SOURCE,
                        "source " + settings.source() + " was loaded from the server with system identifier " + known
                                + ", but " + settings.erp() + " is " + systemIdentifier
                                + ": correct the address, or load the source anew");
            }
        }

        private void requireNothingPending(long position, Deadline deadline) throws SQLException {
            long applied = state().position();
            if (Long.compareUnsigned(applied, position) > 0) {
                throw new YecaiException(
                        Kind.SOURCE,
                        "the hub holds source " + settings.source() + " up to " + Lsn.text(applied)
                                + ", but the ERP's log ends at " + Lsn.text(position)
                                + ": the ERP was restored or replaced; load the source anew");
            }
            long pending = Backlog.count(settings, applied, position, deadline);
            if (pending > 0) {
                throw new YecaiException(
                        Kind.CONFLICT,
                        "the capture of source " + settings.source() + " is not running and is "
                                + (pending >= Backlog.MOST_CHANGES ? "at least " : "") + pending
                                + " changes behind the ERP; start it, and check then");
            }
        }

        private SourceState state() throws SQLException {
            return SourceState.getLoaded(control, settings.source());
        }

        private YecaiException notHeld(String what) {
            return new YecaiException(
                    Kind.CONFLICT,
                    "the capture of source " + settings.source() + " " + what + " within "
                            + options.timeout().toSeconds() + " s; see `yecai status`, and try again");
        }
    }

    private record Erp(long position, Snapshot snapshot, String systemIdentifier) {}
}
