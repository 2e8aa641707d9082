package yecai.cdc.apply.stage;

import java.sql.SQLException;
import yecai.cdc.mirror.MirrorTable;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/** The mirror of one table cannot take its rows: a value does not fit, or the mirror is no longer what it was. */
public final class UnwritableRows extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient MirrorTable table;

    public UnwritableRows(MirrorTable table, Exception cause) {
        super(cause.getMessage(), cause);
        this.table = table;
    }

    /** Returns whether a statement failed since a value does not fit into a column, or a row into a table or an index. */
    public static boolean isUnfit(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    static UnwritableRows miscounted(MirrorTable table, int expected, int actual, String what) {
        return new UnwritableRows(
                table,
                new YecaiException(
                        Kind.CONFLICT,
                        "of " + expected + " rows of mirror table " + table.quoted() + " only " + actual + " were "
                                + what + ": the mirror no longer matches the ERP; this batch is rolled back"));
    }

    /** Whose rows they are. */
    public MirrorTable table() {
        return table;
    }
}
