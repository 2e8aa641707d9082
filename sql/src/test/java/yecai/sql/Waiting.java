package yecai.sql;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waiting for what happens soon, but not at once. How soon is no matter here: a machine that does ten other things, or stands still
 * for half a minute, must not fail a test. What is promised in time is measured by {@link Promise}.
 */
public final class Waiting {
    /** After this nothing is expected to happen any more. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

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
     * @throws AssertionError that names what was waited for if it does not within {@link #PATIENCE}
     */
    public static <X extends Exception> void until(String what, Condition<X> condition) throws X {
        until(what, PATIENCE, condition);
    }

    /**
     * Waits until the condition holds.
     *
     * @param most for what takes long; less than {@link #PATIENCE} counts as that
     * @throws AssertionError that names what was waited for if it does not within the time
     */
    public static <X extends Exception> void until(String what, Duration most, Condition<X> condition) throws X {
        Duration patience = most.compareTo(PATIENCE) > 0 ? most : PATIENCE;
        long end = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE;
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited " + patience.toSeconds() + " s until " + what);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(pause + pause / 4, LONGEST_PAUSE);
        }
    }
}
