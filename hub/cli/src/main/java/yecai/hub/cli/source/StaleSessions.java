package yecai.hub.cli.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.source.Server;
import yecai.sql.jdbi.Handles;

/**
 * Once a second, for as long as a capture runs, ends the sessions of readers that keep what was revoked, hold what others wait
 * for, or last too long: {@code hub.end_stale_sessions} decides which. What goes wrong with it does not concern the capture.
 */
public final class StaleSessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StaleSessions.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final Server hub;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::work, "yecai-stale-sessions");

    private StaleSessions(Server hub) {
        this.hub = hub;
        thread.setDaemon(true);
    }

    /** Starts it on a thread and with a connection of its own. */
    public static StaleSessions start(Server hub) {
        StaleSessions watch = new StaleSessions(hub);
        watch.thread.start();
        return watch;
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            boolean isTold = false;
            do {
                try (Connection connection = hub.open("yecai capture, stale sessions")) {
                    endUntilClosed(connection);
                    isTold = false;
                } catch (SQLException problem) {
                    if (!isTold && closing.getCount() > 0) {
                        LOG.warn(
                                "sessions of readers that keep what was revoked are not ended now: {}",
                                problem.getMessage());
                        isTold = true;
                    }
                }
            } while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endUntilClosed(Connection connection) throws SQLException, InterruptedException {
        while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
            int ended = Handles.with(
                    connection,
                    handle -> handle.createQuery("select hub.end_stale_sessions()")
                            .mapTo(int.class)
                            .one());
            if (ended > 0) {
                LOG.info("ended {} sessions of readers", ended);
            }
        }
    }
}
