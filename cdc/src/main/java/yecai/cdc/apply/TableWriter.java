package yecai.cdc.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import yecai.cdc.change.Change;
import yecai.cdc.change.Change.Unchanged;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.script.Script;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/** Writes one table's net effects into its mirror. Every statement must write exactly the rows it was given. */
final class TableWriter {
    private static final int FEW_ROWS = 200;
    private static final long FEW_BYTES = 64 << 10;
    private static final int LONG_SCRIPT = 512 << 10;

    private final Connection hub;
    private final MirrorTable table;
    private final StageSql sql;
    private final NetEffect effect;
    private final boolean keepsOld;
    private boolean staged;
    private long bytes;

    /** @param keepsOld whether the images of rows before their change are wanted */
    TableWriter(Connection hub, MirrorTable table, int ordinal, boolean keepsOld) {
        this.hub = hub;
        this.table = table;
        this.sql = StageSql.of(table, ordinal);
        this.effect = new NetEffect(table);
        this.keepsOld = keepsOld;
    }

    /** Returns how many bytes more are held: those of the row, and of values that it lacked and the mirror has. */
    long add(Change.Row row, int transaction) throws SQLException {
        long before = bytes;
        effect.add(row, transaction, (ignoredTable, key) -> find(key));
        bytes += row.bytes();
        return bytes - before;
    }

    MirrorTable table() {
        return table;
    }

    boolean keepsOld() {
        return keepsOld;
    }

    /**
     * Brings what was added into the mirror; the stage then holds old and new images. What is left to do when it returns
     * stands in the script.
     *
     * @param transactions the ERP's transaction numbers by index
     */
    void write(long[] transactions, Script script, CopyText buffer) throws SQLException {
        if (!staged) {
            script.add(sql.create());
            staged = true;
        }
        int[] counts = effect.entries().size() <= FEW_ROWS && bytes <= FEW_BYTES
                ? insert(transactions, script)
                : copy(transactions, script, buffer);
        effect.clear();
        bytes = 0;
        int inserts = counts[0];
        int updates = counts[1];
        int deletes = counts[2];
        add(script, sql.fillUnchanged(), counts[3], "completed");
        if (keepsOld) {
            add(script, sql.keepOld(), updates + deletes, "found");
        }
        add(script, sql.delete(), deletes, "deleted");
        add(script, sql.update(), updates, "updated");
        add(script, sql.insert(), inserts, "inserted");
        if (script.length() > LONG_SCRIPT) {
            script.run();
        }
    }

    private void add(Script script, String statement, int expected, String what) {
        if (expected > 0) {
            script.addPrepared(statement, count -> expect(expected, count, what));
        }
    }

    /** Empties the mirror; the stage then holds the rows that were there. */
    void truncate(int transaction, long txid) throws SQLException {
        if (!staged) {
            try (Statement statement = hub.createStatement()) {
                statement.execute(sql.create());
            }
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

    String stage() {
        return sql.stage();
    }

    /** Empties the stage in the middle of a transaction. */
    void clearStage() throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute("truncate " + sql.stage());
        }
    }

    /** Is told that the transaction which may have made the stage was rolled back. */
    void forgetStage() {
        staged = false;
        effect.clear();
        bytes = 0;
    }

    // A few rows go with the script, which saves the two round trips of a COPY.
    private int[] insert(long[] transactions, Script script) throws SQLException {
        int[] counts = new int[4];
        ValuesText rows = new ValuesText();
        boolean any = false;
        for (NetEffect.Entry entry : effect.entries()) {
            any |= encode(rows, entry, transactions, counts);
        }
        if (any) {
            script.add(sql.insertValues(rows.toString()));
        }
        return counts;
    }

    private int[] copy(long[] transactions, Script script, CopyText buffer) throws SQLException {
        script.run();
        int[] counts = new int[4];
        CopyIn copy = hub.unwrap(PGConnection.class).getCopyAPI().copyIn(sql.copy());
        try {
            buffer.start(copy);
            for (NetEffect.Entry entry : effect.entries()) {
                encode(buffer, entry, transactions, counts);
            }
            buffer.flush();
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        return counts;
    }

    private static boolean encode(RowText text, NetEffect.Entry entry, long[] transactions, int[] counts)
            throws SQLException {
        Change.Kind kind = entry.kind();
        if (kind == null) {
            return false;
        }
        counts[kind.ordinal()]++;
        Object[] values = entry.values();
        String missing = kind == Change.Kind.DELETE ? null : missing(values);
        if (missing != null) {
            counts[3]++;
        }
        text.text(
                        switch (kind) {
                            case INSERT -> "I";
                            case UPDATE -> "U";
                            case DELETE -> "D";
                        })
                .next()
                .number(entry.transaction())
                .next()
                .number(transactions[entry.transaction()])
                .next()
                .value(missing);
        for (Object value : values) {
            text.next().value(value);
        }
        text.endRow();
        return true;
    }

    private static String missing(Object[] values) {
        StringBuilder missing = null;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == Unchanged.UNCHANGED) {
                if (missing == null) {
                    missing = new StringBuilder(",");
                }
                missing.append(i).append(',');
            }
        }
        return missing == null ? null : missing.toString();
    }

    private Object[] find(Object[] key) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement(sql.find())) {
            for (int i = 0; i < key.length; i++) {
                statement.setString(i + 1, key[i].toString());
            }
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Object[] values = new Object[table.columns().size()];
                for (int i = 0; i < values.length; i++) {
                    String value = row.getString(i + 1);
                    bytes += value == null ? 0 : value.length();
                    values[i] = value;
                }
                return values;
            }
        }
    }

    private int execute(String statementSql) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement(statementSql)) {
            return statement.executeUpdate();
        }
    }

    private void expect(int expected, int actual, String what) {
        if (expected != actual) {
            throw new UnwritableRows(
                    table,
                    new YecaiException(
                            Kind.CONFLICT,
                            "of " + expected + " rows of mirror table " + table.quoted() + " only " + actual + " were "
                                    + what + ": the mirror no longer matches the ERP; nothing of this batch is kept"));
        }
    }
}
