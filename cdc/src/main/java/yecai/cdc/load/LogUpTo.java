package yecai.cdc.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.change.Change;

/**
 * Passes on whole transactions up to a position of the log. A transaction says only at its end at which position it is, so it is held
 * until then; one too large for that is passed on when all before it are committed, and if it turns out to lie behind the
 * position its end is held back, and so it is never committed.
 */
final class LogUpTo implements ChangeSink {
    private final ChangeSink sink;
    private final LongSupplier committed;
    private final long target;
    private final long heldLimit;
    private final List<Change> held = new ArrayList<>();
    private List<Change> out = new ArrayList<>();
    private long heldBytes;
    private volatile long last;
    private volatile boolean there;

    /**
     * @param committed gives the position that the hub has committed
     * @param heldLimit most bytes of one transaction that are held
     */
    LogUpTo(ChangeSink sink, LongSupplier committed, long target, long heldLimit) {
        this.sink = sink;
        this.committed = committed;
        this.target = target;
        this.heldLimit = heldLimit;
        this.last = committed.getAsLong();
    }

    /** Returns whether the log was read to the target, and all that was passed on is committed. Any thread may ask. */
    boolean isApplied() {
        return there && committed.getAsLong() >= last;
    }

    @Override
    public void accept(List<Change> changes) throws InterruptedException {
        for (Change change : changes) {
            if (there) {
                return;
            }
            take(change);
        }
        flush();
    }

    @Override
    public void ended(Throwable cause) {
        sink.ended(cause);
    }

    private void take(Change change) throws InterruptedException {
        if (change instanceof Change.Heartbeat heartbeat) {
            if (heartbeat.position() >= target) {
                flush();
                there = true;
            }
            return;
        }
        if (change instanceof Change.End end && end.position() > target) {
            held.clear();
            flush();
            there = true;
            return;
        }
        held.add(change);
        heldBytes += change instanceof Change.Row row ? row.bytes() : 0;
        if (change instanceof Change.End end) {
            last = end.position();
            passOn();
        } else if (heldBytes > heldLimit) {
            flush();
            while (committed.getAsLong() < last) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            passOn();
            flush();
        }
    }

    private void passOn() {
        out.addAll(held);
        held.clear();
        heldBytes = 0;
    }

    private void flush() throws InterruptedException {
        if (!out.isEmpty()) {
            sink.accept(out);
            out = new ArrayList<>();
        }
    }
}
