package yecai.cdc.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happened to single partitions of a table of the ERP, which is in no log. */
final class PartitionChange {
    private PartitionChange() {}

    /**
     * Returns what happened that changed rows; empty if nothing did.
     *
     * @param table the partitioned table, as messages show it
     * @param before its leaves when they were last noted, each with its file: {@code schema.name|file}
     * @param now what it looks like
     */
    static Optional<String> find(String table, List<String> before, SourceShape now) {
        for (String partition : before) {
            if (!now.partitions().contains(partition)) {
                return Optional.of(
                        "partition " + SourceShape.nameOf(partition) + " of " + table
                                + " was truncated, rewritten, renamed, detached or dropped in the ERP, which is not in its log");
            }
        }
        for (Leaf leaf : now.leaves()) {
            if (!leaf.isOriginal() && !before.contains(leaf.leaf())) {
                return Optional.of("table " + leaf.name() + " was attached to " + table
                        + " in the ERP, or truncated or rewritten as a new partition of it, which is not in its log");
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the leaves to be noted after a truncation of the whole table: those to which nothing happened since that would not be
     * in the log are taken as they are now, the others stay as they were, so that {@link #find} finds them.
     *
     * @param transaction the ERP's number of the transaction that truncated the table
     */
    static List<String> afterTruncation(List<String> before, SourceShape now, long transaction) {
        List<String> noted = new ArrayList<>();
        List<String> replaced = new ArrayList<>();
        for (Leaf leaf : now.leaves()) {
            if (leaf.isOriginal() || leaf.writer() == transaction || before.contains(leaf.leaf())) {
                noted.add(leaf.leaf());
                replaced.add(leaf.name());
            }
        }
        before.stream()
                .filter(leaf -> !replaced.contains(SourceShape.nameOf(leaf)))
                .forEach(noted::add);
        return noted;
    }
}
