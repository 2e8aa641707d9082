package yecai.hub.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/**
 * Ends reads whose rights shrank after their snapshot: a revoke, an expiry, a mask, a token or a principal that is no more.
 * Also those that somebody waits for who changes a view, as for a mask.
 * Asks the hub once a second, and only while something runs for longer than a moment.
 */
final class RightsWatch implements AutoCloseable {
    /** A read that runs, or a snapshot that is held. */
    interface Watched {
        Reader reader();

        /** What the principal might see in the read's snapshot. */
        String rights();

        /** The number of the server's process. */
        int backend();

        /** Ends it; may come from another thread, and when it is over already. */
        void end();
    }

    private static final Logger LOG = LoggerFactory.getLogger(RightsWatch.class);
    private static final long CHECK_MILLIS = 1_000;

    private final SignInLookup lookup;
    private final HeldSnapshots snapshots;
    private final Set<Watched> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService checker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "yecai-rights-watch");
        thread.setDaemon(true);
        return thread;
    });

    RightsWatch(SignInLookup lookup, HeldSnapshots snapshots) {
        this.lookup = lookup;
        this.snapshots = snapshots;
        checker.scheduleWithFixedDelay(this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(Watched read) {
        running.add(read);
    }

    /** From now on the read is not ended any more: its connection may be somebody else's. */
    void remove(Watched read) {
        synchronized (read) {
            running.remove(read);
        }
    }

    private void check() {
        try {
            snapshots.endExpired();
            List<Watched> reads = new ArrayList<>(running);
            reads.addAll(snapshots.list());
            if (reads.isEmpty()) {
                return;
            }
            for (Watched read : toEnd(reads)) {
                LOG.info(
                        "a read of {} is ended: its rights shrank, or a view is changed",
                        read.reader().principal());
                end(read);
            }
        } catch (RuntimeException problem) {
            LOG.warn("running reads could not be compared with their rights: {}", problem.getMessage());
        }
    }

    private void end(Watched read) {
        try {
            synchronized (read) {
                if (read instanceof HeldSnapshots.Held || running.contains(read)) {
                    read.end();
                }
            }
        } catch (RuntimeException problem) {
            LOG.warn("a read could not be ended: {}", problem.getMessage());
        }
    }

    private List<Watched> toEnd(List<Watched> reads) {
        List<Watched> ending = new ArrayList<>();
        for (int place : lookup.listEnded(reads)) {
            ending.add(reads.get(place));
        }
        Instant now = Instant.now();
        reads.stream()
                .filter(read -> read.reader().expiresAt().isBefore(now))
                .filter(read -> !ending.contains(read))
                .forEach(ending::add);
        return ending;
    }

    /** Refuses to go on with a read whose rights have shrunk. */
    void requireUnshrunk(Watched read) {
        if (!toEnd(List.of(read)).isEmpty()) {
            throw shrunk();
        }
    }

    static ProblemException shrunk() {
        return new ProblemException(
                ProblemCode.RIGHTS_CHANGED, "What you may see was changed while this was read. Start over.");
    }

    @Override
    public void close() {
        checker.shutdownNow();
    }
}
