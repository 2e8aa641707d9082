package yecai.hub.demo.prove;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A reader who continuously looks for partially applied transactions. Signed in as finance, it takes snapshot after
 * snapshot and in each one proves the {@link Invariant}s and that what it sees is a prefix of what the ERP committed.
 *
 * <p>Most rounds look only at documents that the hub wrote since the snapshot before; the first, the last and now and then one
 * between look at everything, as often as a tenth of the time allows.
 */
public final class AtomicityChecker implements AutoCloseable {
    private static final int MOST_FINDINGS = 20;
    private static final long FULL_SHARE = 10;

    private final Connection finance;
    private final Snapshot snapshot;
    private final Duration pause;
    private final Map<Invariant, Long> checks = new LinkedHashMap<>();
    private final List<String> findings = new ArrayList<>();
    private final Thread thread;
    private long snapshots;
    private long broken;
    private long transactions;
    private long lastFull;
    private long fullNanos;
    private volatile boolean running = true;
    private volatile SQLException failure;

    /**
     * Starts to look.
     *
     * @param finance a connection of a finance login, which this closes
     * @param source the ERP
     * @param log what the ERP commits
     * @param pause shortest time between two rounds; a round that took longer is followed by twice its time
     */
    public AtomicityChecker(Connection finance, String source, CommitLog log, Duration pause) throws SQLException {
        this.finance = finance;
        this.pause = pause;
        snapshot = new Snapshot(finance, source, log);
        for (Invariant invariant : Invariant.values()) {
            checks.put(invariant, 0L);
        }
        thread = new Thread(this::watch, "yecai-atomicity");
        thread.setDaemon(true);
        thread.start();
    }

    /** What was found so far. */
    public synchronized Proof proof() {
        Map<String, Long> counts = new LinkedHashMap<>();
        checks.forEach((invariant, count) -> counts.put(invariant.title(), count));
        return new Proof(snapshots, broken, counts, transactions, findings);
    }

    /** Looks at everything once more, and stops. */
    @Override
    public void close() throws SQLException {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Connection open = finance) {
            if (failure != null) {
                throw failure;
            }
            if (!open.isClosed()) {
                round(true);
            }
        }
    }

    private void watch() {
        try {
            round(true);
            while (running) {
                long start = System.nanoTime();
                round(start - lastFull > FULL_SHARE * Math.max(fullNanos, TimeUnit.SECONDS.toNanos(1)));
                pause(System.nanoTime() - start);
            }
        } catch (SQLException e) {
            failure = e;
        }
    }

    private void pause(long taken) {
        long end = System.nanoTime() + (pause.isZero() ? 0 : Math.max(pause.toNanos(), 2 * taken));
        while (running && System.nanoTime() < end) {
            LockSupport.parkNanos(Math.min(end - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(50)));
        }
    }

    private void round(boolean full) throws SQLException {
        long start = System.nanoTime();
        Snapshot.Seen seen = snapshot.take(full);
        note(seen);
        if (full) {
            lastFull = System.nanoTime();
            fullNanos = lastFull - start;
        }
    }

    private synchronized void note(Snapshot.Seen seen) {
        snapshots++;
        seen.checked().forEach((invariant, count) -> {
            if (count > 0) {
                checks.merge(invariant, 1L, Long::sum);
            }
        });
        transactions += seen.transactions();
        if (!seen.findings().isEmpty()) {
            broken++;
            seen.findings().stream()
                    .limit(Math.max(0, MOST_FINDINGS - findings.size()))
                    .forEach(finding -> findings.add("snapshot " + snapshots + ": " + finding));
        }
    }
}
