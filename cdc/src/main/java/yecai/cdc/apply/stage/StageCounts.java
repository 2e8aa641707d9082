package yecai.cdc.apply.stage;

/**
 * How many rows of each kind a stage was given.
 *
 * @param incomplete how many of them lack values that did not change
 */
record StageCounts(int inserts, int updates, int deletes, int incomplete) {
    static final StageCounts NONE = new StageCounts(0, 0, 0, 0);

    boolean isEmpty() {
        return inserts + updates + deletes == 0;
    }
}
