package yecai.cdc.reconcile;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a comparison is run.
 *
 * @param requestedBy who asks, as {@code hub.reconciliation} and the audit show it
 * @param timeout longest wait for the capture to hold, and for the ERP's snapshot
 * @param share most of the time that is spent reading the ERP, above 0 and up to 1: a tenth means nine times as long a pause
 *     after each piece that was read
 * @param repair whether rows that differ are made what the ERP has
 */
public record ReconcileOptions(String requestedBy, Duration timeout, double share, boolean repair) {
    public ReconcileOptions {
        requireNonNull(requestedBy, "requestedBy is null");
        requireNonNull(timeout, "timeout is null");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, not " + timeout);
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, not " + share);
        }
    }

    /** Thirty seconds, the whole time, no repair. */
    public static ReconcileOptions defaults() {
        return new ReconcileOptions("yecai reconcile", Duration.ofSeconds(30), 1, false);
    }

    /** The same, asked for by another. */
    public ReconcileOptions requestedBy(String who) {
        return new ReconcileOptions(who, timeout, share, repair);
    }

    /** The same, repairing or not. */
    public ReconcileOptions withRepair(boolean wanted) {
        return new ReconcileOptions(requestedBy, timeout, share, wanted);
    }

    /** The same with another share of the time. */
    public ReconcileOptions withShare(double wanted) {
        return new ReconcileOptions(requestedBy, timeout, wanted, repair);
    }
}
