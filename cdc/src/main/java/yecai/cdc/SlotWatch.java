package yecai.cdc;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.preflight.SlotLog;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/**
 * Looks every ten seconds how much of its log the ERP keeps for a source, whatever the capture waits for, and gives the slot up
 * at the limit of the configuration.
 */
final class SlotWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlotWatch.class);
    private static final long LOOK_SECONDS = 10;

    /** The time over which the growth of the log is measured. */
    private static final Duration RATE_OVER = Duration.ofMinutes(10);

    private final SourceSettings settings;
    private final CaptureMetrics metrics;
    private final Predicate<YecaiException> giveUp;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private SlotLog earlier;
    private long earlierAt;

    /** @param giveUp drops the slot, and tells why; returns false if the slot is not this process's */
    SlotWatch(SourceSettings settings, CaptureMetrics metrics, Predicate<YecaiException> giveUp) {
        this.settings = settings;
        this.metrics = metrics;
        this.giveUp = giveUp;
        this.thread = new Thread(this::watch, "yecai-slot-" + settings.source());
        this.thread.setDaemon(true);
    }

    /** Starts it, unless it was started before. */
    synchronized void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** Ends it, when it has done what it is doing. */
    @Override
    public void close() {
        closing.countDown();
    }

    private void watch() {
        try {
            do {
                look();
            } while (!closing.await(LOOK_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Optional<SlotLog> now = SlotLog.find(settings).map(this::measured);
            metrics.sawSlot(now.orElse(null));
            OptionalLong limit = settings.options().giveUpSlotAt();
            if (now.isPresent() && limit.isPresent() && now.get().keptBytes() > limit.getAsLong()) {
                YecaiException reason = reason(now.get(), limit.getAsLong());
                if (giveUp.test(reason)) {
                    metrics.sawSlot(null);
                    LOG.error("{}: {}", settings.source(), reason.getMessage());
                    closing.countDown();
                }
            }
        } catch (YecaiException e) {
            LOG.warn("{}: {}", settings.source(), e.getMessage());
        }
    }

    private SlotLog measured(SlotLog now) {
        long nanos = System.nanoTime();
        SlotLog result = earlier == null ? now : now.since(earlier, Duration.ofNanos(nanos - earlierAt));
        if (earlier == null || nanos - earlierAt > RATE_OVER.toNanos()) {
            earlier = now;
            earlierAt = nanos;
        }
        return result;
    }

    private YecaiException reason(SlotLog now, long limit) {
        return new YecaiException(
                Kind.SOURCE,
                "the ERP kept " + SlotLog.text(now.keptBytes()) + " of its log for slot " + settings.slot()
                        + ", and sources."
                        + settings.source() + ".give_up_slot_at allows " + SlotLog.text(limit)
                        + ": the hub has given the slot up, and lacks what was committed since; see why the capture was"
                        + " behind, then run `yecai reconcile --new-slot --source " + settings.source() + "`");
    }
}
