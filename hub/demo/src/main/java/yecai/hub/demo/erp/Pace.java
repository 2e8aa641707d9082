package yecai.hub.demo.erp;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** When the next transaction is due; shared by all workers. A worker that is late by more than a second does not catch up. */
final class Pace {
    private final long interval;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    private Pace(long interval) {
        this.interval = interval;
    }

    static Pace perSecond(double rate) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate must be positive, not " + rate);
        }
        return new Pace((long) (TimeUnit.SECONDS.toNanos(1) / rate));
    }

    static Pace asFastAsPossible() {
        return new Pace(0);
    }

    /** Waits for the next turn; false if it is not wanted any more. */
    boolean await(BooleanSupplier wanted) {
        if (interval == 0) {
            return wanted.getAsBoolean();
        }
        long due = next.getAndAdd(interval);
        long late = System.nanoTime() - due;
        if (late > TimeUnit.SECONDS.toNanos(1)) {
            next.addAndGet(late);
        }
        while (wanted.getAsBoolean()) {
            long left = due - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(50)));
        }
        return false;
    }
}
