package yecai.hub.api;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waiting for what happens soon, but not at once. */
final class Waiting {
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(20);

    private Waiting() {}

    interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Waits until the condition holds.
     *
     * @throws AssertionError that names what was waited for if it does not within the time
     */
    static void until(String what, Duration most, Condition condition) throws Exception {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited " + most.toSeconds() + " s until " + what);
            }
            LockSupport.parkNanos(POLL);
        }
    }
}
