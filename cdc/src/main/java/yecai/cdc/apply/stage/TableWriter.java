package yecai.cdc.apply.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import yecai.cdc.change.Change;
import yecai.cdc.derive.touch.RowKeys;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.script.Script;

/** Writes one table's net effects into its mirror. Every statement must write exactly the rows it was given. */
public final class TableWriter {
    private static final int LONG_SCRIPT = 512 << 10;

    private final Connection hub;
    private final MirrorTable table;
    private final StageSql sql;
    private final NetEffect effect;
    private final StoredRows stored;
    private final boolean dependedOn;
    private final Optional<RowKeys> keys;
    private final SentRows rows;
    private boolean staged;
    private long bytes;

    /**
     * Makes a writer.
     *
     * @param dependedOn whether it matters which documents the changed rows touch
     * @param keys notes them, if the columns of each row tell; empty if the stage must be asked
     */
    public TableWriter(Connection hub, MirrorTable table, int ordinal, boolean dependedOn, Optional<RowKeys> keys) {
        this.hub = hub;
        this.table = table;
        this.sql = StageSql.of(table, ordinal);
        this.effect = new NetEffect(table);
        this.stored = new StoredRows(hub, sql, table.columns().size());
        this.dependedOn = dependedOn;
        this.keys = keys;
        this.rows = new SentRows(hub, sql, !dependedOn || keys.isPresent());
    }

    /** Returns how many bytes more are held: those of the row, and of values that it lacked and the mirror has. */
    public long add(Change.Row row, int transaction) throws SQLException {
        long before = stored.bytes();
        effect.add(row, transaction, stored);
        long added = row.bytes() + stored.bytes() - before;
        bytes += added;
        return added;
    }

    /** Whose rows it writes. */
    public MirrorTable table() {
        return table;
    }

    /** What the rows touch by their columns; to be taken after {@link #write}. */
    public Optional<RowKeys> keys() {
        return keys;
    }

    /** Returns whether the stage holds images, before and after their change, of rows whose documents only it tells. */
    public boolean asksStage() {
        return staged && asks();
    }

    /** The temporary table, as it is in SQL. */
    public String stage() {
        return sql.stage();
    }

    /**
     * Brings what was added into the mirror. New rows go straight there, unless the stage must tell what they touch; all others by way
     * of the stage. What is left to do when it returns stands in the script.
     *
     * @param transactions the ERP's transaction numbers by index
     */
    public void write(long[] transactions, Script script, CopyText buffer) throws SQLException {
        StageCounts counts = rows.send(effect, bytes, transactions, script, buffer);
        staged = !counts.isEmpty();
        keys.ifPresent(noted -> effect.noteKeys(noted, !asks()));
        effect.clear();
        bytes = 0;
        add(script, sql.fillUnchanged(), counts.incomplete(), "completed");
        if (asks()) {
            add(script, sql.keepOld(), counts.updates() + counts.deletes(), "found");
        }
        add(script, sql.delete(), counts.deletes(), "deleted");
        add(script, sql.update(), counts.updates(), "updated");
        add(script, sql.insert(), counts.inserts(), "inserted");
        if (script.length() > LONG_SCRIPT) {
            script.run();
        }
    }

    /** Empties the mirror; the stage then holds the rows that were there. */
    public void truncate(int transaction, long txid, Script script) throws SQLException {
        rows.prepareStage(script);
        script.run();
        if (dependedOn) {
            try (PreparedStatement statement = hub.prepareStatement(sql.keepAll())) {
                statement.setInt(1, transaction);
                statement.setLong(2, txid);
                rows.noteStaged(statement.executeLargeUpdate());
            }
        }
        execute(sql.deleteAll());
    }

    /** Called when the transaction which may have made the stage was rolled back. */
    public void forgetStage() {
        rows.forgetStage();
        staged = false;
        effect.clear();
        keys.ifPresent(RowKeys::clear);
        bytes = 0;
    }

    /** Whether what changed and deleted rows touch must be asked of the stage. */
    private boolean asks() {
        return dependedOn && !keys.map(RowKeys::areKey).orElse(false);
    }

    private void add(Script script, String statement, int expected, String what) {
        if (expected > 0) {
            script.addPrepared(statement, count -> {
                if (count != expected) {
                    throw UnwritableRows.miscounted(table, expected, count, what);
                }
            });
        }
    }

    private void execute(String statementSql) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(statementSql);
        }
    }
}
