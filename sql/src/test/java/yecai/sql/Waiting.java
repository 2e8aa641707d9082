package yecai.sql;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waiting for what happens soon, but not at once. */
public final class Waiting {
    // a condition is often a query on a connection of its own: asked too often, it takes the processor from what it
    // waits for
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private Waiting() {}

    /** What a test waits for; what it throws ends the waiting. */
    public interface Condition<X extends Exception> {
        boolean holds() throws X;
    }

    /**
     * Waits until the condition holds.
     *
     * @throws AssertionError that names what was waited for if it does not within the time
     */
    public static <X extends Exception> void until(String what, Duration most, Condition<X> condition) throws X {
        long end = System.nanoTime() + most.toNanos();
        long pause = FIRST_PAUSE;
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited " + most.toSeconds() + " s until " + what);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(pause + pause / 4, LONGEST_PAUSE);
        }
    }
}
