package yecai.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.apply.Applier.StartAnew;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.progress.SourceState;
import yecai.cdc.progress.SourceState.Phase;
import yecai.sql.YecaiException;

/**
 * The running capture of one source: reads the ERP's log, applies it to the hub. Whole transactions only, each exactly once,
 * also across kills: the position is committed with the rows. When a server or a connection goes away, it tries again, with
 * growing pauses, until it is closed.
 */
public final class Capture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 15_000;
    private static final int MOST_UNKNOWN_FAILURES = 8;

    private final SourceSettings settings;
    private final UnaryOperator<ChangeSink> between;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final CaptureMetrics metrics = new CaptureMetrics();
    private final CountDownLatch closing = new CountDownLatch(1);
    private CaptureRun run;
    private long transactionsBefore;
    private int failuresInARow;

    public Capture(SourceSettings settings) {
        this(settings, UnaryOperator.identity());
    }

    /** @param between stands between reading and applying; tests break the stream of changes there, on purpose */
    Capture(SourceSettings settings, UnaryOperator<ChangeSink> between) {
        this.settings = settings;
        this.between = between;
    }

    /**
     * Starts reading and applying on threads of its own.
     *
     * @throws YecaiException that says what is missing: the load, the slot, a right, or that another capture runs
     */
    public synchronized void start() {
        begin(false);
    }

    /** Completes when the capture has ended: normally after {@link #close()}, else with the reason. */
    public CompletableFuture<Void> ended() {
        return end;
    }

    /** Figures of this capture. */
    public CaptureMetrics metrics() {
        return metrics;
    }

    /** Stops after the transaction that is being committed; what was read beyond it is read again next time. */
    @Override
    public void close() {
        closing.countDown();
        CaptureRun current;
        synchronized (this) {
            current = run;
        }
        if (current != null) {
            current.stop();
            current.join();
        }
    }

    private void begin(boolean careful) {
        CaptureRun next = new CaptureRun(settings, careful, between, this::afterRun);
        next.start();
        run = next;
        metrics.started(next);
        metrics.entered(Phase.STREAMING);
        transactionsBefore = metrics.transactions();
    }

    // On the thread of the attempt that has ended, which goes on as the one that looks after the next.
    private void afterRun(Throwable failure) {
        boolean progressed = metrics.transactions() > transactionsBefore;
        metrics.ended();
        if (progressed) {
            failuresInARow = 0;
        }
        Throwable reason = failure;
        boolean starting = false;
        while (reason != null && closing.getCount() > 0) {
            if (!prepareNext(reason, starting)) {
                finish(Phase.FAILED, reason);
                return;
            }
            starting = true;
            try {
                synchronized (this) {
                    if (closing.getCount() > 0) {
                        metrics.restarted();
                        begin(reason instanceof StartAnew anew && anew.isCarefully());
                        return;
                    }
                }
            } catch (RuntimeException | Error e) {
                reason = e;
            }
        }
        finish(Phase.STOPPED, null);
    }

    /** Notes why there will be another attempt and waits until it is due; returns false if there will be none. */
    private boolean prepareNext(Throwable reason, boolean starting) {
        Failure kind = Failure.of(reason, starting);
        if (kind == Failure.START_ANEW) {
            LOG.info("capture of {} starts anew: {}", settings.source(), reason.getMessage());
            return true;
        }
        metrics.failed();
        failuresInARow++;
        if (kind == Failure.LASTING || (kind == Failure.UNKNOWN && failuresInARow > MOST_UNKNOWN_FAILURES)) {
            LOG.error("capture of {} failed", settings.source(), reason);
            return false;
        }
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(10, failuresInARow - 1));
        String detail = Failure.explain(reason);
        LOG.warn(
                "capture of {} was interrupted ({}. time in a row), goes on in {} ms: {}",
                settings.source(),
                failuresInARow,
                pause,
                detail);
        LOG.debug("interruption of {}", settings.source(), reason);
        metrics.entered(Phase.WAITING);
        note(Phase.WAITING, detail);
        try {
            return !closing.await(pause, TimeUnit.MILLISECONDS) || closing.getCount() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void finish(Phase phase, Throwable reason) {
        metrics.entered(phase);
        note(phase, reason == null ? null : Failure.explain(reason));
        if (reason == null) {
            end.complete(null);
        } else {
            end.completeExceptionally(reason);
        }
    }

    private void note(Phase phase, String detail) {
        try (Connection hub = settings.hub().open("yecai capture " + settings.source())) {
            hub.setAutoCommit(false);
            SourceState.setPhase(hub, settings.source(), phase, detail);
            if (phase == Phase.WAITING) {
                SourceState.countRestart(hub, settings.source());
            }
            hub.commit();
        } catch (SQLException e) {
            LOG.warn("could not note in hub.source that {} is {}: {}", settings.source(), phase, e.getMessage());
        }
    }
}
