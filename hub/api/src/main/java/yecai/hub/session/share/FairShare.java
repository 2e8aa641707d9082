package yecai.hub.session.share;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Places of which one principal can have at most half, so that it never takes the last one from the others. */
public final class FairShare {
    /** A place that was taken; given back when closed. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    private final int most;
    private final Semaphore all;
    private final Map<String, Semaphore> shares = new ConcurrentHashMap<>();

    public FairShare(int most) {
        this.most = most;
        this.all = new Semaphore(most);
    }

    /** Returns how many places one principal can have: half of them, and one at least. */
    public int share() {
        return Math.max(1, most / 2);
    }

    /**
     * Takes a place. A principal that has its share already waits for one of its own, and is not in the others' way.
     *
     * @return empty if there was none in time
     */
    public Optional<Place> take(String principal, Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        Semaphore own = shares.computeIfAbsent(principal, ignored -> new Semaphore(share()));
        if (!own.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        boolean isTaken = false;
        try {
            isTaken = all.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            if (!isTaken) {
                own.release();
            }
        }
        return isTaken ? Optional.of(() -> giveBack(own)) : Optional.empty();
    }

    private void giveBack(Semaphore own) {
        all.release();
        own.release();
    }

    public int taken() {
        return most - all.availablePermits();
    }

    /** Returns how many wait for a place: for one of all, or for one of their own share. */
    public int waiting() {
        return all.getQueueLength()
                + shares.values().stream().mapToInt(Semaphore::getQueueLength).sum();
    }
}
