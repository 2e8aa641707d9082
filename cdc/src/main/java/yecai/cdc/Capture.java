package yecai.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.apply.RestartRequired;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.load.TableReload;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.preflight.SlotEnd;
import yecai.cdc.progress.SourceState.Phase;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;

/**
 * The running capture of one source: reads the ERP's log, applies it to the hub. Whole transactions only, each exactly once,
 * also across kills: the position is committed with the rows. When a server or a connection goes away, it tries again, with
 * growing pauses, until it is closed. Of the processes that capture a source one is the lead, and only that one writes.
 */
public final class Capture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

    private static final int MOST_FAILED_DROPS = 10;

    private final SourceSettings settings;
    private final boolean standsBy;
    private final UnaryOperator<ChangeSink> between;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final CaptureMetrics metrics = new CaptureMetrics();
    private final CapturePhases phases;
    private final RetryPolicy retries;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final SlotWatch slot;
    private volatile LeadKeeper lead;
    private volatile YecaiException givenUp;
    private Thread standby;
    private volatile CaptureRun run;
    private long transactionsBefore;

    public Capture(SourceSettings settings) {
        this(settings, false, UnaryOperator.identity());
    }

    /** @param between passes changes from the reader to the applier; tests interrupt the stream there */
    Capture(SourceSettings settings, UnaryOperator<ChangeSink> between) {
        this(settings, false, between);
    }

    private Capture(SourceSettings settings, boolean standsBy, UnaryOperator<ChangeSink> between) {
        this.settings = settings;
        this.standsBy = standsBy;
        this.between = between;
        this.phases = new CapturePhases(settings, metrics);
        this.retries = new RetryPolicy(settings.source());
        this.slot = new SlotWatch(settings, metrics, this::giveUp);
    }

    /**
     * A capture that waits while another process captures the source, and takes over as soon as that one ends, is silent for
     * some seconds, or cannot reach the hub. When another takes over from it, it waits again.
     */
    public static Capture standingBy(SourceSettings settings) {
        return new Capture(settings, true, UnaryOperator.identity());
    }

    /** Starts a capture that runs while single tables are copied again; fails as {@link #start()} does. */
    public static TableReload.StartedCapture forReload(SourceSettings settings) {
        Capture capture = new Capture(settings);
        capture.start();
        return capture::close;
    }

    /**
     * Starts reading and applying on threads of its own.
     *
     * @throws YecaiException that says what is missing: the load, the slot, a right, or that another capture runs
     */
    public synchronized void start() {
        if (standsBy) {
            requireErp();
            lead = LeadKeeper.tryTake(settings, true).orElse(null);
        } else {
            lead = LeadKeeper.take(settings);
        }
        if (lead == null) {
            standby = new Thread(() -> supervise(null), "yecai-standby-" + settings.source());
            standby.setDaemon(true);
            standby.start();
            return;
        }
        boolean started = false;
        try {
            begin(false);
            started = true;
        } finally {
            if (!started) {
                lead.close();
            }
        }
        Preflight.warnings(settings).forEach(warning -> LOG.warn("{}: {}", settings.source(), warning));
    }

    // A standby that could not take over says so at once.
    private void requireErp() {
        try (Connection erp = Preflight.openErp(settings, "yecai preflight")) {
            LOG.debug("the standby of {} reaches {}", settings.source(), erp);
        } catch (SQLException e) {
            LOG.debug("closing a connection to {} failed", settings.erp(), e);
        }
    }

    /** Completes when the capture has ended: normally after {@link #close()}, else with the reason. */
    public CompletableFuture<Void> ended() {
        return end;
    }

    /** Whether this process applies changes at the moment. */
    public boolean isStreaming() {
        return metrics.phase() == Phase.STREAMING;
    }

    /** Number of this process as the source's lead while it captures; empty while it does not. */
    public OptionalLong findLead() {
        LeadKeeper keeper = lead;
        return keeper == null || !isStreaming() ? OptionalLong.empty() : OptionalLong.of(keeper.epoch());
    }

    /** Figures of this capture. */
    public CaptureMetrics metrics() {
        return metrics;
    }

    /** Stops after the transaction that is being committed; what was read beyond it is read again next time. */
    @Override
    public void close() {
        closing.countDown();
        CaptureRun current = current();
        if (current != null) {
            current.stop();
            current.join();
        }
        try {
            if (standby != null) {
                standby.join(TimeUnit.SECONDS.toMillis(60));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized CaptureRun current() {
        return run;
    }

    private void begin(boolean isolateTables) {
        CaptureRun next = new CaptureRun(settings, lead.epoch(), standsBy, isolateTables, between, this::afterRun);
        next.start();
        run = next;
        metrics.started(next);
        transactionsBefore = metrics.transactions();
        slot.start();
    }

    // The ERP's disk comes first. On the thread of the watch: the capture itself may be waiting for something.
    private boolean giveUp(YecaiException reason) {
        LeadKeeper keeper = lead;
        if (keeper == null || keeper.isLost()) {
            return false;
        }
        givenUp = reason;
        CaptureRun current = run;
        if (current != null) {
            current.stop();
        }
        for (int failures = 0; !dropSlot(failures == MOST_FAILED_DROPS); failures++) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
        phases.enter(Phase.FAILED, reason, keeper);
        return true;
    }

    private boolean dropSlot(boolean isLast) {
        try {
            SlotEnd.drop(settings);
            return true;
        } catch (YecaiException e) {
            if (isLast) {
                throw e;
            }
            LOG.warn("{}: {}", settings.source(), e.getMessage());
            return false;
        }
    }

    // On the thread of the attempt that has ended, which then supervises the next one.
    private void afterRun(Throwable failure) {
        if (metrics.transactions() > transactionsBefore) {
            retries.reset();
        }
        metrics.ended();
        if (failure == null) {
            finish(null);
        } else {
            supervise(failure);
        }
    }

    /** Begins the next attempt, unless this is stopped or nothing can help; waits meanwhile, also to become the lead. */
    private void supervise(Throwable failure) {
        Throwable reason = failure;
        boolean starting = false;
        while (closing.getCount() > 0 && givenUp == null) {
            if (lead == null || lead.isLost()) {
                if (!standsBy) {
                    finish(LeadKeeper.conflict(settings));
                    return;
                }
                standBy();
            } else if (!prepareNext(reason, starting)) {
                finish(reason);
                return;
            }
            starting = true;
            try {
                synchronized (this) {
                    if (closing.getCount() > 0 && givenUp == null) {
                        if (run != null) {
                            metrics.restarted();
                        }
                        begin(reason instanceof RestartRequired restart && restart.isolateTables());
                        return;
                    }
                }
            } catch (RuntimeException | Error e) {
                reason = e;
            }
        }
        finish(null);
    }

    private void standBy() {
        if (lead != null) {
            lead.close();
        }
        lead = null;
        metrics.entered(Phase.STANDBY);
        LOG.info("another process captures {}: standing by", settings.source());
        try {
            Optional<LeadKeeper> taken = new Standby(settings).await(closing);
            taken.ifPresent(keeper -> LOG.warn("taking over source {} as lead {}", settings.source(), keeper.epoch()));
            lead = taken.orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /** Notes why there will be another attempt and waits until it is due; returns false if there will be none. */
    private boolean prepareNext(Throwable reason, boolean starting) {
        Failure kind = Failure.of(reason, starting);
        if (kind == Failure.RESTART) {
            LOG.info("capture of {} restarts: {}", settings.source(), reason.getMessage());
            return true;
        }
        metrics.failed();
        if (!retries.permits(kind, reason)) {
            return false;
        }
        phases.enter(Phase.WAITING, reason, lead);
        try {
            return !closing.await(retries.pauseMillis(), TimeUnit.MILLISECONDS) || closing.getCount() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void finish(Throwable failure) {
        Throwable reason = givenUp == null ? failure : givenUp;
        slot.close();
        phases.enter(reason == null ? Phase.STOPPED : Phase.FAILED, reason, lead);
        if (lead != null) {
            lead.close();
        }
        if (reason == null) {
            end.complete(null);
        } else {
            end.completeExceptionally(reason);
        }
    }
}
