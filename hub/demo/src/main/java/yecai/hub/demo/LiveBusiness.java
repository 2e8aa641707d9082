package yecai.hub.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.cdc.Capture;
import yecai.hub.demo.display.LagProbe;
import yecai.hub.demo.erp.Workload;

/** The business of a demo while the capture runs: a warm-up, business for as long as asked, and the wait for the hub. */
final class LiveBusiness {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);

    private final DemoOptions options;
    private final StopRequest stop;
    private final Workload workload;
    private final Capture capture;
    private final LagProbe probe;

    LiveBusiness(DemoOptions options, StopRequest stop, Workload workload, Capture capture, LagProbe probe) {
        this.options = options;
        this.stop = stop;
        this.workload = workload;
        this.capture = capture;
        this.probe = probe;
    }

    // The first transactions find cold programs on both sides. They count, their lag does not.
    void warmUp() throws SQLException {
        workload.start(Math.min(options.rate(), 50));
        stop.await(WARM_UP.toMillis());
        workload.stop();
        throwFailure();
        while (probe.awaited() > 0 && !stop.isMade() && !capture.ended().isDone()) {
            stop.await(10);
        }
        probe.lags().clear();
    }

    /** Does business until the time is over, a stop is requested or something fails; returns how many seconds that was. */
    double run() throws SQLException {
        long start = System.nanoTime();
        workload.start(options.rate());
        long end = options.duration().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        while (!stop.isMade()
                && System.nanoTime() - start < end
                && !capture.ended().isDone()) {
            if (workload.failure().isPresent()) {
                break;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - (System.nanoTime() - start));
            stop.await(Math.max(1, Math.min(100, left)));
        }
        workload.stop();
        double seconds = (System.nanoTime() - start) / 1e9;
        throwFailure();
        return seconds;
    }

    /** Waits until the hub has applied what the ERP committed; fails with the capture. */
    void awaitApplied(TransactionCounts counts) throws SQLException {
        long wanted = counts.inErp();
        long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
        try (Connection finance = counts.openFinance()) {
            while (counts.applied(finance) < wanted
                    && System.nanoTime() < deadline
                    && !capture.ended().isDone()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        if (capture.ended().isCompletedExceptionally()) {
            capture.ended().join();
        }
    }

    /** Waits a little until finance has seen the last vouchers. */
    void awaitSeen() {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (probe.awaited() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private void throwFailure() {
        workload.failure().ifPresent(cause -> {
            throw new IllegalStateException("the demo ERP's workload failed", cause);
        });
    }
}
