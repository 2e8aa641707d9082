package yecai.cdc.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Limits the bytes a second, for all threads together; those that come too early wait. */
final class Throttle {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double nanosPerByte;
    private long free = System.nanoTime();

    /** @param megabytesPerSecond 0 for no limit */
    Throttle(double megabytesPerSecond) {
        nanosPerByte = megabytesPerSecond == 0 ? 0 : NANOS / (megabytesPerSecond * 1_000_000);
    }

    void pass(int bytes) {
        if (nanosPerByte == 0) {
            return;
        }
        long mine = reserve(bytes);
        for (long left = mine - System.nanoTime(); left > 0; left = mine - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private synchronized long reserve(int bytes) {
        free = Math.max(free, System.nanoTime()) + (long) (bytes * nanosPerByte);
        return free;
    }
}
