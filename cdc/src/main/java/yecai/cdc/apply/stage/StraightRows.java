package yecai.cdc.apply.stage;

import java.sql.SQLException;
import yecai.cdc.change.Change;

/** The new rows of a table, as they go into its mirror without a stage. */
final class StraightRows {
    private StraightRows() {}

    /**
     * Writes them.
     *
     * @param transactions the ERP's transaction numbers by index
     * @return how many there are
     */
    static int write(RowText text, NetEffect effect, long[] transactions) throws SQLException {
        int rows = 0;
        for (NetEntry entry : effect.entries()) {
            if (entry.kind() == Change.Kind.INSERT) {
                text.number(transactions[entry.transaction()]);
                for (Object value : entry.values()) {
                    text.next().value(value);
                }
                text.endRow();
                rows++;
            }
        }
        return rows;
    }
}
