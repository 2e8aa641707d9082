package yecai.cdc.reconcile;

import yecai.cdc.check.mirror.RowDifferences;
import yecai.cdc.shape.FollowedTable;

/**
 * A table that was compared.
 *
 * @param differences its rows that have no equal on the other side; null if it could not be compared
 */
record Compared(FollowedTable followed, RowDifferences differences, TableResult result) {
    boolean differs() {
        return differences != null && differences.total() > 0;
    }
}
