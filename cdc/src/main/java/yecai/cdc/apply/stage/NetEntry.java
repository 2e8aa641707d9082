package yecai.cdc.apply.stage;

import yecai.cdc.change.Change;

/**
 * The last state of one key after a run of changes.
 *
 * @param existed whether the mirror had the key before the run
 * @param values one per column; of a deleted row at least the key's
 * @param deleted whether the key is gone in the end
 * @param transaction index of the last transaction that wrote the row, among those of the hub's transaction
 */
record NetEntry(boolean existed, Object[] values, boolean deleted, int transaction) {
    /** Returns what is to be done, or null if the row came and went. */
    Change.Kind kind() {
        if (deleted) {
            return existed ? Change.Kind.DELETE : null;
        }
        return existed ? Change.Kind.UPDATE : Change.Kind.INSERT;
    }
}
