package yecai.cdc.reconcile;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import yecai.cdc.check.mirror.RowHash;
import yecai.cdc.check.mirror.TableSide;

/**
 * The SQL that reads one side of a captured table by ranges. A range holds the keys whose hashes share their last bits: so all
 * ranges are about as large, whatever the key's type, and both servers agree on them, whatever their collations are.
 *
 * @param columns columns that both sides have
 * @param hasIntegerKey whether the key is one integer on both sides
 * @param ranges a power of two
 */
record RangeSql(
        TableSide side, RowHash hash, List<String> columns, List<String> key, boolean hasIntegerKey, int ranges) {
    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");

    /** Returns whether the key is one integer there. */
    static boolean isInteger(TableSide side, List<String> key) {
        return key.size() == 1 && INTEGERS.contains(side.types().get(key.get(0)));
    }

    /**
     * SQL: range, number of rows, sum of their hashes.
     *
     * @param condition on the rows, or an empty text
     */
    String sums(String condition) {
        return "select " + range() + " as range, count(*) as row_count, sum(" + hash.of(columns)
                + ")::text as sum from " + side.relation() + (condition.isEmpty() ? "" : " where " + condition)
                + " group by 1";
    }

    /** SQL with the wanted ranges as its parameter {@code :ranges}: hash and key of each row, ordered by hash. */
    String rows() {
        String texts = key.stream().map(hash::text).collect(Collectors.joining(", ", "array[", "]"));
        return "select " + hash.of(columns) + " as hash, " + texts + " as key from " + side.relation() + " where "
                + range() + " = any (:ranges) order by 1";
    }

    private String range() {
        return "(" + hash.ofKey(key, hasIntegerKey) + " & " + (ranges - 1) + ")";
    }
}
