package yecai.cdc.apply.stage;

import yecai.cdc.change.Change.Unchanged;

/** Fills in the large values of a row that the ERP's log left out since they did not change. */
final class UnchangedValues {
    private UnchangedValues() {}

    static boolean isIn(Object[] values) {
        for (Object value : values) {
            if (value == Unchanged.UNCHANGED) {
                return true;
            }
        }
        return false;
    }

    /** Fills in the values of a row as it was before. */
    static void fill(Object[] values, Object[] before) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == Unchanged.UNCHANGED) {
                values[i] = before[i];
            }
        }
    }

    /** Fills in the values of a row that was deleted in this run: its nulls say nothing, since it may have only its key. */
    static void fillKnown(Object[] values, Object[] deleted) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == Unchanged.UNCHANGED && deleted[i] != null) {
                values[i] = deleted[i];
            }
        }
    }
}
