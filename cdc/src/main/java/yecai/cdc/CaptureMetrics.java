package yecai.cdc;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import yecai.cdc.preflight.SlotLog;
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
    private volatile SlotLog slotLog;
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

    /** How often it was restarted, for any reason. */
    public long restarts() {
        return restarts.get();
    }

    /** How often an attempt failed. */
    public long failures() {
        return failures.get();
    }

    /** Tables that are paused until an operator decides. */
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

    /** How much of its log the ERP keeps for the source, as it was seen last; empty if it could not be seen. */
    public Optional<SlotLog> slotLog() {
        return Optional.ofNullable(slotLog);
    }

    void sawSlot(SlotLog now) {
        slotLog = now;
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
        entered(Phase.STREAMING);
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
