package yecai.cdc.check;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which rows of a table have no equal on the other side. Memory is bounded: beyond a number of rows they are only counted,
 * and then {@link #total()} is the least that it can be.
 */
final class RowDifferences {
    private static final int MOST_KEYS = 100_000;

    private final Set<List<String>> onErp = new HashSet<>();
    private final Set<List<String>> onMirror = new HashSet<>();
    private long erpRows;
    private long mirrorRows;

    /** Goes through both streams at once; rows of the same hash are the same row. */
    static RowDifferences between(HashedRows erp, HashedRows mirror) throws SQLException {
        RowDifferences differences = new RowDifferences();
        while (erp.isPresent() || mirror.isPresent()) {
            int order = !mirror.isPresent() ? -1 : !erp.isPresent() ? 1 : Long.compare(erp.hash(), mirror.hash());
            if (order < 0) {
                differences.erpRows++;
                keep(differences.onErp, erp);
            } else if (order > 0) {
                differences.mirrorRows++;
                keep(differences.onMirror, mirror);
            }
            if (order <= 0) {
                erp.next();
            }
            if (order >= 0) {
                mirror.next();
            }
        }
        return differences;
    }

    boolean isExact() {
        return erpRows <= MOST_KEYS && mirrorRows <= MOST_KEYS;
    }

    /** Returns how many keys are concerned. */
    long total() {
        return isExact() ? onErp.size() + onMirror.size() - both().size() : Math.max(erpRows, mirrorRows);
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

    private static void keep(Set<List<String>> keys, HashedRows rows) throws SQLException {
        if (keys.size() < MOST_KEYS) {
            keys.add(rows.key());
        }
    }
}
