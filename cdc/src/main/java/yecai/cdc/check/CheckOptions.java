package yecai.cdc.check;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a check is run.
 *
 * @param requestedBy who asks, as others see it while the capture is held, for example a login and a host
 * @param timeout longest wait for the capture to hold, and longest time that it is held
 * @param workers connections that read each side at the same time
 * @param named most rows that are named for one table
 */
public record CheckOptions(String requestedBy, Duration timeout, int workers, int named) {
    public CheckOptions {
        requireNonNull(requestedBy, "requestedBy is null");
        requireNonNull(timeout, "timeout is null");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, not " + timeout);
        }
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be positive, not " + workers);
        }
        if (named < 1) {
            throw new IllegalArgumentException("named must be positive, not " + named);
        }
    }

    /** Thirty seconds, two connections a side, twenty rows a table. */
    public static CheckOptions defaults() {
        return new CheckOptions("yecai check", Duration.ofSeconds(30), 2, 20);
    }
}
