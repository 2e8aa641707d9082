package yecai.cdc.shape;

/**
 * A partition that holds rows.
 *
 * @param leaf its name and its file
 * @param number its number (oid)
 * @param isOriginal whether it was made as a partition and never emptied or rewritten, so that all its rows came by the log
 * @param writer the transaction that changed its entry in the catalogue last, as a truncation does
 */
record Leaf(String leaf, long number, boolean isOriginal, long writer) {
    /** As messages show it. */
    String name() {
        return SourceShape.nameOf(leaf);
    }
}
