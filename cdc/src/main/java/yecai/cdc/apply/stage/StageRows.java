package yecai.cdc.apply.stage;

import java.sql.SQLException;
import yecai.cdc.change.Change;
import yecai.cdc.change.Change.Unchanged;

/** Puts the net effects of a table into its stage, and counts them. */
final class StageRows {
    private final RowText text;
    private final long[] transactions;
    private int inserts;
    private int updates;
    private int deletes;
    private int incomplete;

    private StageRows(RowText text, long[] transactions) {
        this.text = text;
        this.transactions = transactions;
    }

    /**
     * Writes them.
     *
     * @param transactions the ERP's transaction numbers by index
     * @param inserts whether inserted rows are staged too
     */
    static StageCounts write(RowText text, NetEffect effect, long[] transactions, boolean inserts) throws SQLException {
        StageRows rows = new StageRows(text, transactions);
        for (NetEntry entry : effect.entries()) {
            Change.Kind kind = entry.kind();
            if (kind != null && (inserts || kind != Change.Kind.INSERT)) {
                rows.write(kind, entry);
            }
        }
        return new StageCounts(rows.inserts, rows.updates, rows.deletes, rows.incomplete);
    }

    private void write(Change.Kind kind, NetEntry entry) throws SQLException {
        Object[] values = entry.values();
        String missing = kind == Change.Kind.DELETE ? null : missing(values);
        if (missing != null) {
            incomplete++;
        }
        text.text(letter(kind))
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
    }

    private String letter(Change.Kind kind) {
        return switch (kind) {
            case INSERT -> {
                inserts++;
                yield "I";
            }
            case UPDATE -> {
                updates++;
                yield "U";
            }
            case DELETE -> {
                deletes++;
                yield "D";
            }
        };
    }

    /** The places of the unchanged values as {@code ,1,5,}; null if there are none. */
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
}
