package yecai.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.progress.Lead;
import yecai.cdc.progress.Lead.Role;
import yecai.cdc.progress.Lead.State;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.SqlProblem;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/**
 * Keeps the lead of a source for this process, on a connection and a thread of its own: whatever the capture is busy with or waits
 * for, the process says every second that it lives.
 */
final class LeadKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeadKeeper.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long GRACE_PAUSE_MILLIS = 100;
    /** Three seconds of pauses, counted: a machine that stood still meanwhile has ended no session. */
    private static final int GRACE_ATTEMPTS = 30;

    private final SourceSettings settings;
    private final long epoch;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private Connection hub;
    private boolean lost;

    private LeadKeeper(SourceSettings settings, Connection hub, long epoch) {
        this.settings = settings;
        this.hub = hub;
        this.epoch = epoch;
        this.thread = new Thread(this::keep, "yecai-lead-" + settings.source());
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /**
     * Takes the lead. Waits three seconds for it, since a process that has just died may seem to be connecting again.
     *
     * @throws YecaiException of kind CONFLICT that names the process which has it
     */
    static LeadKeeper take(SourceSettings settings) {
        Optional<LeadKeeper> taken = tryTake(settings, false);
        for (int attempt = 1; taken.isEmpty() && attempt < GRACE_ATTEMPTS; attempt++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(GRACE_PAUSE_MILLIS));
            taken = tryTake(settings, false);
        }
        return taken.orElseThrow(() -> conflict(settings));
    }

    /**
     * Takes the lead if nobody has it.
     *
     * @param standsBy whether a process loses it that is silent although its session is there, and a load is waited for
     */
    static Optional<LeadKeeper> tryTake(SourceSettings settings, boolean standsBy) {
        Connection hub = null;
        Optional<LeadKeeper> keeper = Optional.empty();
        try {
            hub = open(settings);
            if (standsBy && Lead.look(hub, settings.source()) == State.HELD) {
                return keeper;
            }
            Connection connection = hub;
            keeper = Lead.take(hub, settings.source(), Role.LEAD, standsBy ? Lead.OVERDUE : null)
                    .map(epoch -> new LeadKeeper(settings, connection, epoch));
            return keeper;
        } catch (SQLException e) {
            throw SqlProblem.hub(settings.hub(), e);
        } finally {
            if (keeper.isEmpty()) {
                close(hub);
            }
        }
    }

    /** Number of this lead; later ones have higher numbers. */
    long epoch() {
        return epoch;
    }

    /**
     * Asks the hub whether another process has become the lead. As long as the hub does not answer this one is taken for it: what it
     * writes is refused by the hub in any case.
     */
    synchronized boolean isLost() {
        try {
            renew();
        } catch (SQLException | YecaiException e) {
            LOG.debug("the lead of {} cannot be renewed", settings.source(), e);
            close(hub);
            hub = null;
        }
        return lost;
    }

    /** Makes (does not throw) the error of a process that has lost its lead, or does not get it. */
    static YecaiException conflict(SourceSettings settings) {
        String holder;
        try (Connection hub = open(settings)) {
            holder = Lead.findHolder(hub, settings.source(), Role.LEAD).orElse("another process");
        } catch (SQLException | YecaiException e) {
            holder = "another process";
        }
        return new YecaiException(
                Kind.CONFLICT,
                "source " + settings.source() + " is already being captured by " + holder
                        + "; stop that one first, or start this one with --standby to take over when that one ends");
    }

    /** Gives the lead up. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            try {
                if (hub != null && !lost) {
                    Lead.release(hub, settings.source(), Role.LEAD);
                }
            } catch (SQLException e) {
                LOG.debug("giving up the lead of {} failed", settings.source(), e);
            }
            close(hub);
            hub = null;
        }
    }

    private void keep() {
        try {
            while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isLost()) {
                    LOG.warn("another process has taken over source {}", settings.source());
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew() throws SQLException {
        if (lost || closing.getCount() == 0) {
            return;
        }
        if (hub == null) {
            hub = open(settings);
        }
        lost = !Lead.renew(hub, settings.source(), Role.LEAD, epoch);
    }

    private static Connection open(SourceSettings settings) throws SQLException {
        return settings.hub().openImpatient("yecai capture " + settings.source() + ": lead");
    }

    private static void close(Connection hub) {
        try {
            if (hub != null) {
                hub.close();
            }
        } catch (SQLException e) {
            LOG.debug("closing a connection to the hub failed", e);
        }
    }
}
