package yecai.cdc.apply;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.change.Change;

/**
 * What was read and waits to be applied, bounded by its size in bytes unless a single portion is larger. One thread fills it,
 * one empties it.
 */
final class ChangeQueue implements ChangeSink {
    private final long capacity;
    private final Deque<Portion> portions = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long bytes;
    private boolean ended;
    private boolean abandoned;
    private Throwable cause;

    private record Portion(List<Change> changes, long bytes) {}

    ChangeQueue(long capacity) {
        this.capacity = capacity;
    }

    /** Waits while there is no room. */
    @Override
    public void accept(List<Change> changes) throws InterruptedException {
        long size = 0;
        for (Change change : changes) {
            size += bytes(change);
        }
        lock.lockInterruptibly();
        try {
            while (bytes > 0 && bytes + size > capacity && !ended && !abandoned) {
                changed.await();
            }
            if (abandoned) {
                return;
            }
            portions.add(new Portion(changes, size));
            bytes += size;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(Throwable reason) {
        lock.lock();
        try {
            ended = true;
            cause = reason;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Roughly how much memory a change takes. */
    static long bytes(Change change) {
        return change instanceof Change.Row row ? row.bytes() : 64;
    }

    /** Called when no more is taken: later changes are dropped, and no thread waits. */
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            portions.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the next portion, or null if none comes in time. */
    List<Change> poll(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (portions.isEmpty() && !ended && millis > 0) {
                boolean signalled = changed.await(millis, TimeUnit.MILLISECONDS);
                if (!signalled && portions.isEmpty()) {
                    return null;
                }
            }
            Portion portion = portions.poll();
            if (portion == null) {
                return null;
            }
            bytes -= portion.bytes;
            changed.signalAll();
            return portion.changes;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether everything was taken. */
    boolean isEmpty() {
        lock.lock();
        try {
            return portions.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the reader has ended and everything was taken. */
    boolean isExhausted() {
        lock.lock();
        try {
            return ended && portions.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Returns why the reader ended, or null. */
    Throwable cause() {
        lock.lock();
        try {
            return cause;
        } finally {
            lock.unlock();
        }
    }
}
