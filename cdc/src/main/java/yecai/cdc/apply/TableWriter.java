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
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/** Writes one table's net effects into its mirror. Every statement must write exactly the rows it was given. */
final class TableWriter {
    private final Connection hub;
    private final MirrorTable table;
    private final StageSql sql;
    private final NetEffect effect;
    private final boolean keepsOld;
    private boolean staged;

    /** @param keepsOld whether the images of rows before their change are wanted */
    TableWriter(Connection hub, MirrorTable table, int ordinal, boolean keepsOld) {
        this.hub = hub;
        this.table = table;
        this.sql = StageSql.of(table, ordinal);
        this.effect = new NetEffect(table);
        this.keepsOld = keepsOld;
    }

    void add(Change.Row row, int transaction) throws SQLException {
        effect.add(row, transaction, (ignoredTable, key) -> find(key));
    }

    MirrorTable table() {
        return table;
    }

    boolean keepsOld() {
        return keepsOld;
    }

    /**
     * Brings what was added into the mirror; the stage then holds old and new images.
     *
     * @param transactions the ERP's transaction numbers by index
     */
    void write(long[] transactions, CopyText buffer) throws SQLException {
        ensureStage();
        int[] counts = copy(transactions, buffer);
        effect.clear();
        int inserts = counts[0];
        int updates = counts[1];
        int deletes = counts[2];
        if (counts[3] > 0) {
            expect(counts[3], execute(sql.fillUnchanged()), "completed");
        }
        if (keepsOld && updates + deletes > 0) {
            expect(updates + deletes, execute(sql.keepOld()), "found");
        }
        if (deletes > 0) {
            expect(deletes, execute(sql.delete()), "deleted");
        }
        if (updates > 0) {
            expect(updates, execute(sql.update()), "updated");
        }
        if (inserts > 0) {
            expect(inserts, execute(sql.insert()), "inserted");
        }
    }

    /** Empties the mirror; the stage then holds the rows that were there. */
    void truncate(int transaction, long txid) throws SQLException {
        ensureStage();
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

    private void ensureStage() throws SQLException {
        if (!staged) {
            try (Statement statement = hub.createStatement()) {
                statement.execute(sql.create());
            }
            staged = true;
        }
    }

    /** Is told that the transaction which may have made the stage was rolled back. */
    void forgetStage() {
        staged = false;
        effect.clear();
    }

    private int[] copy(long[] transactions, CopyText buffer) throws SQLException {
        int[] counts = new int[4];
        CopyIn copy = hub.unwrap(PGConnection.class).getCopyAPI().copyIn(sql.copy());
        try {
            buffer.reset();
            for (NetEffect.Entry entry : effect.entries()) {
                Change.Kind kind = entry.kind();
                if (kind == null) {
                    continue;
                }
                counts[kind.ordinal()]++;
                if (encode(buffer, kind, entry, transactions)) {
                    counts[3]++;
                }
                if (buffer.length() > 1 << 20) {
                    copy.writeToCopy(buffer.bytes(), 0, buffer.length());
                    buffer.reset();
                }
            }
            if (buffer.length() > 0) {
                copy.writeToCopy(buffer.bytes(), 0, buffer.length());
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        return counts;
    }

    private boolean encode(CopyText buffer, Change.Kind kind, NetEffect.Entry entry, long[] transactions) {
        Object[] values = entry.values();
        String missing = kind == Change.Kind.DELETE ? null : missing(values);
        buffer.text(
                        switch (kind) {
                            case INSERT -> "I";
                            case UPDATE -> "U";
                            case DELETE -> "D";
                        })
                .tab()
                .number(entry.transaction())
                .tab()
                .number(transactions[entry.transaction()])
                .tab()
                .value(missing);
        for (Object value : values) {
            buffer.tab().value(value);
        }
        buffer.endRow();
        return missing != null;
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
                    values[i] = row.getString(i + 1);
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
            throw new YecaiException(
                    Kind.CONFLICT,
                    "of " + expected + " rows of mirror table " + table.quoted() + " only " + actual + " were " + what
                            + ": the mirror no longer matches the ERP; nothing of this batch is kept, load the source again");
        }
    }
}
