package yecai.cdc.check.mirror;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Which rows of a table have no equal on the other side. Memory is bounded: beyond a number of rows they are only counted,
 * and then {@link #total()} is the least that it can be.
 */
public final class RowDifferences {
    private static final int MOST_KEYS = 100_000;

    private final Set<List<String>> onErp = new HashSet<>();
    private final Set<List<String>> onMirror = new HashSet<>();
    private long erpRows;
    private long mirrorRows;

    /** Goes through both sides' rows at once, each ordered by its hashes; rows of the same hash are the same row. */
    public static RowDifferences between(Iterator<HashedRow> erp, Iterator<HashedRow> mirror) {
        RowDifferences differences = new RowDifferences();
        HashedRow onErp = next(erp);
        HashedRow onMirror = next(mirror);
        while (onErp != null || onMirror != null) {
            int order = onMirror == null ? -1 : onErp == null ? 1 : Long.compare(onErp.hash(), onMirror.hash());
            if (order < 0) {
                differences.erpRows++;
                keep(differences.onErp, onErp);
            } else if (order > 0) {
                differences.mirrorRows++;
                keep(differences.onMirror, onMirror);
            }
            if (order <= 0) {
                onErp = next(erp);
            }
            if (order >= 0) {
                onMirror = next(mirror);
            }
        }
        return differences;
    }

    private static HashedRow next(Iterator<HashedRow> rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    /** Returns whether all keys are known; else there were too many to keep. */
    public boolean isExact() {
        return erpRows <= MOST_KEYS && mirrorRows <= MOST_KEYS;
    }

    /** Returns how many keys are concerned. */
    public long total() {
        return isExact() ? onErp.size() + onMirror.size() - both().size() : Math.max(erpRows, mirrorRows);
    }

    /** Returns how many rows both have with other values; 0 if it is not exact, since nothing is known of single rows then. */
    public long changed() {
        return isExact() ? both().size() : 0;
    }

    /** Returns how many rows only the ERP has; those that differ in any way if it is not exact. */
    public long missing() {
        return isExact() ? onErp.size() - both().size() : erpRows;
    }

    /** Returns how many rows only the mirror has; those that differ in any way if it is not exact. */
    public long extra() {
        return isExact() ? onMirror.size() - both().size() : mirrorRows;
    }

    /** The keys of rows that the ERP has in this way and the mirror does not. */
    public Set<List<String>> onErp() {
        return Collections.unmodifiableSet(onErp);
    }

    /** The keys of rows that the mirror has in this way and the ERP does not. */
    public Set<List<String>> onMirror() {
        return Collections.unmodifiableSet(onMirror);
    }

    /** Returns how many keys only the ERP has, only the mirror has, and both have with other columns, in words. */
    String summary() {
        if (!isExact()) {
            return "at least " + total() + " rows differ";
        }
        Set<List<String>> both = both();
        return total() + " rows differ: " + (onErp.size() - both.size()) + " missing, "
                + (onMirror.size() - both.size()) + " extra, " + both.size() + " different";
    }

    /** Returns some of the keys concerned; shorter texts first, so that numbers come in their order. */
    List<List<String>> firstKeys(int most) {
        Set<List<String>> keys = new HashSet<>(onErp);
        keys.addAll(onMirror);
        return keys.stream()
                .sorted(Comparator.<List<String>>comparingInt(
                                key -> String.join("", key).length())
                        .thenComparing(key -> String.join("\0", key)))
                .limit(most)
                .toList();
    }

    private Set<List<String>> both() {
        Set<List<String>> both = new HashSet<>(onErp);
        both.retainAll(onMirror);
        return both;
    }

    private static void keep(Set<List<String>> keys, HashedRow row) {
        if (keys.size() < MOST_KEYS) {
            keys.add(row.key());
        }
    }
}
