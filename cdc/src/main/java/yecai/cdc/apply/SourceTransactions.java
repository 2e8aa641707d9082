package yecai.cdc.apply;

import java.sql.SQLException;
import java.util.Arrays;
import yecai.cdc.change.Change;
import yecai.cdc.derive.apart.UnderivedBatch;
import yecai.cdc.derive.session.Deriving;
import yecai.cdc.progress.Position;
import yecai.cdc.script.Script;

/** The ERP's transactions that one transaction of the hub holds, by index. */
final class SourceTransactions {
    private static final int MOST = 10_000;

    private long[] txids = new long[64];
    private long[] committedAt = new long[64];
    private int begun;
    private int ended;
    private long endPosition;
    private long events;

    void begin(Change.Begin begin) {
        if (begun == txids.length) {
            txids = Arrays.copyOf(txids, begun * 2);
            committedAt = Arrays.copyOf(committedAt, begun * 2);
        }
        txids[begun++] = begin.txid();
    }

    void end(Change.End end) {
        committedAt[begun - 1] = end.committedAt();
        ended = begun;
        endPosition = end.position();
        events += end.events();
    }

    /** Takes the position behind the last transaction, if all are complete. */
    void passTo(Change.Heartbeat heartbeat) {
        if (isBetween() && ended > 0) {
            endPosition = heartbeat.position();
        }
    }

    /** Returns whether all of them are complete. */
    boolean isBetween() {
        return begun == ended;
    }

    boolean isEmpty() {
        return begun == 0;
    }

    boolean isFull() {
        return begun >= MOST;
    }

    /** Index of the newest. */
    int newest() {
        return begun - 1;
    }

    long newestTxid() {
        return txids[begun - 1];
    }

    /** The ERP's numbers of them; valid up to {@link #newest()}. */
    long[] txids() {
        return txids;
    }

    /** How many row changes the complete ones hold. */
    long events() {
        return events;
    }

    /** Recomputes the canonical rows that they touch, and adds to the script what moves the position over them. */
    void derive(Deriving deriving, Runnable move) throws SQLException {
        deriving.run(txids, committedAt, ended, move);
    }

    /** Returns what is left to derive when they are in the mirrors. */
    UnderivedBatch batch() {
        return new UnderivedBatch(endPosition, events, Arrays.copyOf(txids, ended), Arrays.copyOf(committedAt, ended));
    }

    /** Adds to the script what moves the position over them. */
    void move(Position position, Script script) {
        position.move(script, endPosition, ended, events, committedAt[0], committedAt[ended - 1]);
    }

    void clear() {
        begun = 0;
        ended = 0;
        events = 0;
    }
}
