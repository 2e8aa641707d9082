package yecai.hub.access;

import static yecai.hub.access.ChangeList.REASON;
import static yecai.hub.access.ChangeList.texts;

import java.util.SortedSet;
import java.util.TreeSet;
import yecai.hub.access.AccessState.ColumnKey;

/** How the masks and the labels of columns differ. */
final class ColumnDiff {
    private final AccessState wanted;
    private final AccessState live;
    private final ChangeList changes;

    ColumnDiff(AccessState wanted, AccessState live, ChangeList changes) {
        this.wanted = wanted;
        this.live = live;
        this.changes = changes;
    }

    void masks() {
        wanted.masks().forEach((key, mask) -> {
            if (!mask.equals(live.masks().get(key))) {
                changes.add(
                        "set_mask("
                                + texts(
                                        key.column().dataset(),
                                        key.column().column(),
                                        key.role(),
                                        mask.mask(),
                                        mask.reason())
                                + ")",
                        name(key.column()) + " is not masked as declared for " + key.role());
            }
        });
        live.masks().keySet().stream()
                .filter(key -> !wanted.masks().containsKey(key))
                .forEach(key -> changes.add(
                        "clear_mask("
                                + texts(key.column().dataset(), key.column().column(), key.role()) + ", " + REASON
                                + ")",
                        name(key.column()) + " is masked for " + key.role() + ", which is not declared"));
    }

    void labels() {
        SortedSet<ColumnKey> columns = new TreeSet<>(wanted.labels().keySet());
        columns.addAll(live.labels().keySet());
        for (ColumnKey column : columns) {
            String label = wanted.labels().get(column);
            if (label == null || !label.equals(live.labels().get(column))) {
                changes.add(
                        "set_label(" + texts(column.dataset(), column.column()) + ", "
                                + (label == null ? "null" : texts(label)) + ")",
                        "the label of " + name(column) + " is " + live.labels().get(column));
            }
        }
    }

    private static String name(ColumnKey column) {
        return column.dataset() + "." + column.column();
    }
}
