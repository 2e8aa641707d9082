package yecai.cdc;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import yecai.cdc.progress.Position;
import yecai.cdc.progress.SourceState.Phase;

/** Figures of one source's capture since the process began. Any thread may read them, at any time. */
public final class CaptureMetrics {
    private final AtomicLong restarts = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile Phase phase = Phase.NEW;
    private volatile Instant phaseSince = Instant.now();
    private volatile int stoppedTables;
    private volatile Position position;
    private final AtomicLong earlierTransactions = new AtomicLong();
    private final AtomicLong earlierEvents = new AtomicLong();

    CaptureMetrics() {}

    /** What the capture is doing. */
    public Phase phase() {
        return phase;
    }

    public Instant phaseSince() {
        return phaseSince;
    }

    /** How often it was started anew, for whatever reason. */
    public long restarts() {
        return restarts.get();
    }

    /** How often an attempt failed. */
    public long failures() {
        return failures.get();
    }

    /** Tables that stand still until an operator decides. */
    public int stoppedTables() {
        return stoppedTables;
    }

    /** Transactions of the ERP that were committed in the hub. */
    public long transactions() {
        Position current = position;
        return earlierTransactions.get() + (current == null ? 0 : current.transactions());
    }

    /** Row changes that were committed in the hub. */
    public long events() {
        Position current = position;
        return earlierEvents.get() + (current == null ? 0 : current.events());
    }

    /** Commit time in the ERP of the newest transaction that this process committed in the hub; null if there is none. */
    public Instant lastCommittedAt() {
        Position current = position;
        return current == null ? null : current.lastCommittedAt();
    }

    void entered(Phase now) {
        if (phase != now) {
            phaseSince = Instant.now();
        }
        phase = now;
    }

    void started(CaptureRun run) {
        position = run.position();
        stoppedTables = run.stoppedTables();
    }

    void ended() {
        Position last = position;
        if (last != null) {
            earlierTransactions.addAndGet(last.transactions());
            earlierEvents.addAndGet(last.events());
            position = null;
        }
    }

    void failed() {
        failures.incrementAndGet();
    }

    void restarted() {
        restarts.incrementAndGet();
    }
}
