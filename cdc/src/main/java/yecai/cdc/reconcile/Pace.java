package yecai.cdc.reconcile;

import java.util.concurrent.locks.LockSupport;

/** Pauses that keep the time spent on reading to a share of all time. */
final class Pace {
    private final double share;

    Pace(double share) {
        this.share = share;
    }

    boolean isLimited() {
        return share < 1;
    }

    /** Pauses after a piece that took so long; ends at once when the thread is interrupted. */
    void rest(long nanos) {
        long end = System.nanoTime() + (long) (nanos * (1 - share) / share);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
