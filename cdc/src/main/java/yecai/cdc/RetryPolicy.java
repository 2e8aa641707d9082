package yecai.cdc;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a capture tries again after a failure, and after what pause. Pauses double with each failure in a row. Used by the
 * thread that supervises the capture.
 */
final class RetryPolicy {
    static final int MOST_UNKNOWN_FAILURES = 8;

    /** With their pauses, some five minutes. */
    static final int MOST_REFUSED_LOGINS = 28;

    private static final Logger LOG = LoggerFactory.getLogger(RetryPolicy.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 15_000;

    private final String source;
    private int failuresInARow;

    RetryPolicy(String source) {
        this.source = source;
    }

    /** Called when the capture has committed a transaction since the last failure. */
    void reset() {
        failuresInARow = 0;
    }

    /** Counts and logs a failure; returns whether there is to be another attempt, after {@link #pauseMillis()}. */
    boolean permits(Failure kind, Throwable reason) {
        failuresInARow++;
        if (kind == Failure.PERMANENT
                || (kind == Failure.UNKNOWN && failuresInARow > MOST_UNKNOWN_FAILURES)
                || (kind == Failure.LOGIN && failuresInARow > MOST_REFUSED_LOGINS)) {
            LOG.error("capture of {} failed", source, reason);
            return false;
        }
        LOG.warn(
                "capture of {} was interrupted ({}. time in a row), tries again in {} ms: {}",
                source,
                failuresInARow,
                pauseMillis(),
                Failure.explain(reason));
        LOG.debug("interruption of {}", source, reason);
        return true;
    }

    /** Returns how long to wait before the next attempt. */
    long pauseMillis() {
        return Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(10, failuresInARow - 1));
    }
}
