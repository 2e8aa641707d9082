package yecai.cdc.apply.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import yecai.cdc.change.Change;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.script.Script;

/** Writes one table's net effects into its mirror. Every statement must write exactly the rows it was given. */
public final class TableWriter {
    private static final int FEW_ROWS = 200;
    private static final long FEW_BYTES = 64 << 10;
    private static final int LONG_SCRIPT = 512 << 10;

    private final Connection hub;
    private final MirrorTable table;
    private final StageSql sql;
    private final NetEffect effect;
    private final StoredRows stored;
    private final boolean keepsOld;
    private boolean staged;
    private long bytes;

    /** @param keepsOld whether the images of rows before their change are wanted */
    public TableWriter(Connection hub, MirrorTable table, int ordinal, boolean keepsOld) {
        this.hub = hub;
        this.table = table;
        this.sql = StageSql.of(table, ordinal);
        this.effect = new NetEffect(table);
        this.stored = new StoredRows(hub, sql, table.columns().size());
        this.keepsOld = keepsOld;
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

    /** Returns whether the stage holds the images of rows before their change. */
    public boolean keepsOld() {
        return keepsOld;
    }

    /** The temporary table, as it is in SQL. */
    public String stage() {
        return sql.stage();
    }

    /**
     * Brings what was added into the mirror; the stage then holds old and new images. What is left to do when it returns
     * stands in the script.
     *
     * @param transactions the ERP's transaction numbers by index
     */
    public void write(long[] transactions, Script script, CopyText buffer) throws SQLException {
        if (!staged) {
            script.add(sql.create());
            staged = true;
        }
        StageCounts counts = stage(transactions, script, buffer);
        effect.clear();
        bytes = 0;
        add(script, sql.fillUnchanged(), counts.incomplete(), "completed");
        if (keepsOld) {
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
    public void truncate(int transaction, long txid) throws SQLException {
        if (!staged) {
            execute(sql.create());
            staged = true;
        }
        if (keepsOld) {
            try (PreparedStatement statement = hub.prepareStatement(sql.keepAll())) {
                statement.setInt(1, transaction);
                statement.setLong(2, txid);
                statement.executeUpdate();
            }
        }
        execute(sql.deleteAll());
    }

    /** Empties the stage in the middle of a transaction. */
    public void clearStage() throws SQLException {
        execute("truncate " + sql.stage());
    }

    /** Called when the transaction which may have made the stage was rolled back. */
    public void forgetStage() {
        staged = false;
        effect.clear();
        bytes = 0;
    }

    // A few rows go with the script, which saves the two round trips of a COPY.
    private StageCounts stage(long[] transactions, Script script, CopyText buffer) throws SQLException {
        if (effect.entries().size() <= FEW_ROWS && bytes <= FEW_BYTES) {
            return StageRows.insert(sql, effect, transactions, script);
        }
        script.run();
        return StageRows.copy(hub, sql, effect, transactions, buffer);
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
