package yecai.cdc.code;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.source.SourceSettings;
import yecai.sql.jdbi.Handles;

/**
 * Looks whether codes of a captured source were changed, on a thread and a connection of its own, and finds the keys that changes
 * touch, so that the capture has to do with them only when there is a step to make.
 */
public final class CodeWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CodeWatch.class);
    private static final long LOOK_MILLIS = 500;
    private static final long BUSY_MILLIS = 20;

    private final SourceSettings settings;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile CodeWork work = CodeWork.NONE;

    public CodeWatch(SourceSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
        this.thread = new Thread(this::watch, "yecai-codes-" + settings.source());
        this.thread.setDaemon(true);
    }

    /** Starts it. */
    public void start() {
        thread.start();
    }

    /** Whether changes wait that the capture is to adopt. */
    public boolean adopts() {
        return work.adopts();
    }

    /** Whether keys wait that the capture is to derive again. */
    public boolean derives() {
        return work.derives();
    }

    /** Called after a step: what there is to do is looked at anew. */
    public void stepped() {
        work = CodeWork.NONE;
    }

    /** Ends it, also in the middle of finding keys, which begins anew then. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
    }

    private void watch() {
        try {
            while (closing.getCount() > 0) {
                try (Connection hub = settings.hub().open("yecai codes " + settings.source())) {
                    tryAgain(hub);
                    hub.setAutoCommit(false);
                    look(hub);
                } catch (SQLException e) {
                    LOG.warn("{}: changed codes cannot be looked for: {}", settings.source(), e.getMessage());
                    closing.await(10, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // what could not be done before is tried once more by a capture that starts
    private void tryAgain(Connection hub) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate("update hub.code_change set problem = null"
                                + " where source = :source and done_at is null and problem is not null")
                        .bind("source", settings.source())
                        .execute());
    }

    private void look(Connection hub) throws SQLException, InterruptedException {
        boolean isBusy = false;
        while (!closing.await(isBusy ? BUSY_MILLIS : LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            CodeWork found = CodeWork.read(hub, settings.source());
            if (found.plans()) {
                CodePlan.make(hub, settings);
            }
            hub.commit();
            isBusy = !found.isNothing();
            work = found;
        }
    }
}
