package yecai.cdc.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import yecai.cdc.CaptureTuning;
import yecai.cdc.change.Change;
import yecai.cdc.derive.Derivation;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.progress.Barrier;
import yecai.cdc.progress.Position;
import yecai.cdc.script.Script;

/**
 * One transaction of the hub that holds one or many whole transactions of the ERP: mirror rows, canonical rows, position.
 * A transaction of the ERP that is larger than a chunk is written while it arrives, and committed when it is complete.
 */
final class HubTransaction {
    private static final long FIRST_REPLAN = 500;

    private final Connection hub;
    private final CaptureTuning tuning;
    private final Position position;
    private final Barrier barrier;
    private final Derivation derivation;
    private final Map<MirrorTable, TableWriter> writers = new HashMap<>();
    private final Set<TableWriter> pending = new LinkedHashSet<>();
    private final Set<TableWriter> written = new LinkedHashSet<>();
    private final CopyText buffer = new CopyText();
    private final Script script;
    private final boolean careful;

    private long[] txids = new long[64];
    private long[] committedAt = new long[64];
    private int begun;
    private int ended;
    private long endPosition;
    private long events;
    private long applied;
    private long replanAt = FIRST_REPLAN;
    private int chunkRows;
    private long chunkBytes;

    HubTransaction(
            Connection hub,
            CaptureTuning tuning,
            Position position,
            Barrier barrier,
            Derivation derivation,
            List<MirrorTable> tables,
            boolean careful) {
        this.hub = hub;
        this.tuning = tuning;
        this.position = position;
        this.barrier = barrier;
        this.derivation = derivation;
        this.script = new Script(hub);
        this.careful = careful;
        for (int i = 0; i < tables.size(); i++) {
            MirrorTable table = tables.get(i);
            writers.put(table, new TableWriter(hub, table, i, derivation.dependsOn(table)));
        }
    }

    /** Takes the next change. */
    void add(Change change) throws SQLException {
        if (change instanceof Change.Row row) {
            addRow(row);
        } else if (change instanceof Change.Truncate truncate) {
            truncate(truncate.table());
        } else if (change instanceof Change.Begin begin) {
            begin(begin.txid());
        } else if (change instanceof Change.End end) {
            committedAt[begun - 1] = end.committedAt();
            ended = begun;
            endPosition = end.position();
            events += end.events();
        } else if (change instanceof Change.Mark mark && isBetween() && ended > 0) {
            endPosition = mark.position();
        }
    }

    /** Returns whether no transaction of the ERP is half read. */
    boolean isBetween() {
        return begun == ended;
    }

    boolean isEmpty() {
        return begun == 0;
    }

    boolean isFull() {
        return chunkRows >= tuning.chunkRows() || chunkBytes >= tuning.chunkBytes() || begun >= 10_000;
    }

    /** Writes, derives, moves the position and commits. Only whole transactions may have been added. */
    void commit() throws SQLException {
        if (!isBetween()) {
            throw new IllegalStateException("transaction " + txids[begun - 1] + " is not complete");
        }
        addChunk();
        derivation.noteTouched(script);
        script.run();
        if (derivation.lookForNew(script)) {
            script.run();
        }
        boolean derives = derivation.derive(script, txids, committedAt, ended);
        movePosition();
        try {
            script.run();
        } catch (SQLException e) {
            if (!derives || !derivation.canPark(e)) {
                throw e;
            }
            derivation.deriveCarefully(e);
            movePosition();
            script.run();
        }
        derivation.done();
        hub.commit();
        position.confirm();
        replanWhenGrown();
        reset();
    }

    /** Moves the position over a stretch without captured changes. */
    void commitEmpty(long to) throws SQLException {
        position.moveEmpty(script, to);
        script.run();
        hub.commit();
        position.confirm();
    }

    /** Forgets what was added. */
    void rollback() throws SQLException {
        script.clear();
        hub.rollback();
        writers.values().forEach(TableWriter::forgetStage);
        derivation.forget();
        pending.clear();
        reset();
    }

    // A plan that was made on a small table may use an index that is useless on a large one. Plans are made anew
    // whenever as
    // much was applied since the last time as had been before.
    private void replanWhenGrown() throws SQLException {
        applied += events;
        if (applied >= replanAt) {
            try (Statement statement = hub.createStatement()) {
                statement.execute("discard plans");
            }
            hub.commit();
            replanAt = applied * 2;
        }
    }

    private void movePosition() {
        position.move(script, endPosition, ended, events, committedAt[0], committedAt[ended - 1]);
        barrier.notice(script);
    }

    private void begin(long txid) {
        if (begun == txids.length) {
            txids = Arrays.copyOf(txids, begun * 2);
            committedAt = Arrays.copyOf(committedAt, begun * 2);
        }
        txids[begun++] = txid;
    }

    private void addRow(Change.Row row) throws SQLException {
        // a row that moved to a new key must see its old key's last values, so the two stay in one chunk
        if (isFull() && row.oldKey() == null) {
            writeChunk();
            clearStages();
        }
        TableWriter writer = writers.get(row.table());
        chunkBytes += writer.add(row, begun - 1);
        pending.add(writer);
        chunkRows++;
    }

    private void truncate(MirrorTable table) throws SQLException {
        writeChunk();
        clearStages();
        TableWriter writer = writers.get(table);
        writer.truncate(begun - 1, txids[begun - 1]);
        derivation.touch(script, table, writer.stage());
        script.run();
        writer.clearStage();
    }

    private void writeChunk() throws SQLException {
        addChunk();
        script.run();
    }

    private void addChunk() throws SQLException {
        for (TableWriter writer : pending) {
            write(writer);
        }
        for (TableWriter writer : pending) {
            if (writer.keepsOld()) {
                derivation.touch(script, writer.table(), writer.stage());
            }
        }
        written.addAll(pending);
        pending.clear();
        chunkRows = 0;
        chunkBytes = 0;
    }

    // A careful attempt writes table by table, so that it is known whose rows do not fit.
    private void write(TableWriter writer) throws SQLException {
        if (!careful) {
            writer.write(txids, script, buffer);
            return;
        }
        try {
            writer.write(txids, script, buffer);
            script.run();
        } catch (SQLException e) {
            if (isUnfit(e)) {
                throw new UnwritableRows(writer.table(), e);
            }
            throw e;
        }
    }

    /** Returns whether a value did not fit into a column. */
    static boolean isUnfit(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private void clearStages() throws SQLException {
        for (TableWriter writer : written) {
            writer.clearStage();
        }
        written.clear();
    }

    private void reset() {
        begun = 0;
        ended = 0;
        events = 0;
        chunkRows = 0;
        chunkBytes = 0;
        written.clear();
    }
}
