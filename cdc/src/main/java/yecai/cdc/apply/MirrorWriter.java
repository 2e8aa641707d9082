package yecai.cdc.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import yecai.cdc.apply.stage.CopyText;
import yecai.cdc.apply.stage.TableWriter;
import yecai.cdc.apply.stage.UnwritableRows;
import yecai.cdc.change.Change;
import yecai.cdc.derive.Derivation;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.script.Script;
import yecai.cdc.source.CaptureTuning;

/**
 * Writes rows into the mirrors of all tables, chunk by chunk within one transaction of the hub, and tells the derivation what
 * was changed. A chunk is the net effect of up to so many rows or bytes.
 */
final class MirrorWriter {
    private final CaptureTuning tuning;
    private final Derivation derivation;
    private final Script script;
    private final boolean isolateTables;
    private final CopyText buffer = new CopyText();
    private final Map<MirrorTable, TableWriter> writers = new HashMap<>();
    private final Set<TableWriter> pending = new LinkedHashSet<>();
    private int chunkRows;
    private long chunkBytes;

    /** @param isolateTables whether to write one table after the other, so that it is known whose rows do not fit */
    MirrorWriter(
            Connection hub,
            CaptureTuning tuning,
            Derivation derivation,
            Script script,
            List<MirrorTable> tables,
            boolean isolateTables) {
        this.tuning = tuning;
        this.derivation = derivation;
        this.script = script;
        this.isolateTables = isolateTables;
        for (int i = 0; i < tables.size(); i++) {
            MirrorTable table = tables.get(i);
            writers.put(
                    table, new TableWriter(hub, table, i, derivation.dependsOn(table), derivation.keysOfRows(table)));
        }
    }

    /** Takes a row of the newest transaction; writes the chunk before it if that is full. */
    void add(Change.Row row, SourceTransactions transactions) throws SQLException {
        // a row that moved to a new key must see its old key's last values, so the two stay in one chunk
        if ((isFull() || transactions.isFull()) && row.oldKey() == null) {
            writeChunk(transactions);
        }
        TableWriter writer = writers.get(row.table());
        chunkBytes += writer.add(row, transactions.newest());
        pending.add(writer);
        chunkRows++;
    }

    /** Empties a mirror, as the newest transaction did with its table. */
    void truncate(MirrorTable table, SourceTransactions transactions) throws SQLException {
        writeChunk(transactions);
        TableWriter writer = writers.get(table);
        writer.truncate(transactions.newest(), transactions.newestTxid(), script);
        derivation.touch(script, table, writer.stage());
        script.run();
    }

    boolean isFull() {
        return chunkRows >= tuning.chunkRows() || chunkBytes >= tuning.chunkBytes();
    }

    /** Writes the chunk; the script holds what is left to do when it returns. */
    void addChunk(SourceTransactions transactions) throws SQLException {
        for (TableWriter writer : pending) {
            write(writer, transactions);
        }
        for (TableWriter writer : pending) {
            if (writer.asksStage()) {
                derivation.touch(script, writer.table(), writer.stage());
            }
            if (writer.keys().isPresent()) {
                derivation.touch(script, writer.keys().get());
            }
        }
        pending.clear();
        chunkRows = 0;
        chunkBytes = 0;
    }

    /** Called when the transaction was committed. */
    void committed() {
        chunkRows = 0;
        chunkBytes = 0;
    }

    /** Called when the transaction was rolled back. */
    void forget() {
        writers.values().forEach(TableWriter::forgetStage);
        pending.clear();
        committed();
    }

    private void writeChunk(SourceTransactions transactions) throws SQLException {
        addChunk(transactions);
        script.run();
    }

    private void write(TableWriter writer, SourceTransactions transactions) throws SQLException {
        if (!isolateTables) {
            writer.write(transactions.txids(), script, buffer);
            return;
        }
        try {
            writer.write(transactions.txids(), script, buffer);
            script.run();
        } catch (SQLException e) {
            if (UnwritableRows.isUnfit(e)) {
                throw new UnwritableRows(writer.table(), e);
            }
            throw e;
        }
    }
}
