package yecai.cdc.snapshot;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/** A point in time up to which something is waited for. Not thread-safe. */
public final class Deadline {
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long HELD_UP = TimeUnit.SECONDS.toNanos(1);

    private long end;

    private Deadline(long end) {
        this.end = end;
    }

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Returns the time left, at least a millisecond. */
    public long millisLeft() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }

    /**
     * Waits until the condition holds; returns false when the time is over. For as long as this process was held up between two
     * looks, as when its machine stands still, it has not waited.
     */
    public boolean await(Condition condition) throws SQLException {
        while (!condition.holds()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            long before = System.nanoTime();
            LockSupport.parkNanos(POLL);
            long slept = System.nanoTime() - before;
            if (slept > HELD_UP) {
                end += slept;
            }
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new YecaiException(Kind.CONFLICT, "the check was interrupted");
            }
        }
        return true;
    }

    public interface Condition {
        boolean holds() throws SQLException;
    }
}
