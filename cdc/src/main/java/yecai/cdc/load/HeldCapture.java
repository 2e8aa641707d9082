package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.progress.Lsn;
import yecai.cdc.snapshot.BarrierRequest;
import yecai.cdc.snapshot.Deadline;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/** A capture that is asked to hold: first where it is, then at a position of the ERP's log. Not thread-safe. */
public final class HeldCapture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldCapture.class);
    private static final Duration HOLD = Duration.ofSeconds(60);
    private static final Duration PROLONG = HOLD.dividedBy(6);
    private static final Duration CATCH_UP = Duration.ofMinutes(30);

    private final String source;
    private final BarrierRequest barrier;

    /** What is done while the capture holds. */
    public interface Work {
        void run() throws SQLException;
    }

    private HeldCapture(String source, BarrierRequest barrier) {
        this.source = source;
        this.barrier = barrier;
    }

    /**
     * Asks the capture to hold where it is, and waits until it does.
     *
     * @param control used for nothing else while this is open
     * @throws YecaiException of kind CONFLICT if the capture does not answer
     */
    public static HeldCapture ask(Connection control, String source) throws SQLException {
        HeldCapture held = new HeldCapture(source, BarrierRequest.raise(control, source, "yecai load", HOLD));
        boolean answered = false;
        try {
            if (!Deadline.in(HOLD).await(held.barrier::isAnswered)) {
                throw held.notHeld("does not answer: it may be in the middle of a large transaction");
            }
            held.barrier.prolong();
            answered = true;
            return held;
        } finally {
            if (!answered) {
                held.close();
            }
        }
    }

    /** Asks the capture to continue to this position and hold there. */
    public void goOnTo(long position) throws SQLException {
        barrier.stopBefore(position);
    }

    /** Waits until the capture holds at the position that it was asked to continue to. */
    public void await(long position) throws SQLException {
        boolean isThere = Deadline.in(CATCH_UP).await(() -> {
            barrier.prolong();
            return barrier.isAnswered();
        });
        if (!isThere) {
            throw notHeld("did not reach position " + Lsn.text(position));
        }
    }

    /** Does the work, and prolongs the request meanwhile, on another thread; so the work leaves this object alone. */
    public void during(Work work) throws SQLException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "yecai-load-hold");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::prolong, PROLONG.toMillis(), PROLONG.toMillis(), TimeUnit.MILLISECONDS);
        try {
            work.run();
        } finally {
            timer.shutdown();
            try {
                timer.awaitTermination(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Lets the capture continue, when all is committed: that the request expired a moment before changes nothing. */
    public void release() throws SQLException {
        try {
            barrier.withdraw();
        } catch (YecaiException expired) {
            LOG.debug("the request to hold had expired", expired);
        }
    }

    /**
     * Keeps the source at the position for as long as the transaction lasts: a capture moves the source's row with every
     * commit, so it can commit nothing while this transaction holds the row.
     *
     * @throws YecaiException of kind CONFLICT if the source is at another position already
     */
    public static void keepAt(Connection hub, String source, long position) throws SQLException {
        String found = Handles.with(
                hub,
                handle -> handle.createQuery("select position::text from hub.source where source = :source for update")
                        .bind("source", source)
                        .mapTo(String.class)
                        .one());
        if (!found.equals(Lsn.text(position))) {
            throw new YecaiException(
                    Kind.CONFLICT,
                    "the capture of source " + source + " did not stay at " + Lsn.text(position) + " but continued to "
                            + found + "; nothing was changed, try again");
        }
    }

    @Override
    public void close() throws SQLException {
        barrier.close();
    }

    private void prolong() {
        try {
            barrier.prolong();
        } catch (SQLException | YecaiException e) {
            LOG.warn("the request to hold the capture could not be prolonged: {}", e.getMessage());
        }
    }

    private YecaiException notHeld(String what) {
        return new YecaiException(
                Kind.CONFLICT, "the capture of source " + source + " " + what + "; see `yecai status`, and try again");
    }
}
