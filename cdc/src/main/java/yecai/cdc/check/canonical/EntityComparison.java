package yecai.cdc.check.canonical;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.check.findings.Compared;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Findings;
import yecai.cdc.check.findings.Part;
import yecai.sql.jdbi.Handles;

/** One canonical table laid beside its mappings. Rows are looked at one by one only when their counts show a difference. */
record EntityComparison(Compared compared, List<Difference> differences) {

    private record Counts(long expected, long present, long missing, long extra, long different, long foreignKeys) {
        /** Pairs of a mapping's row and a canonical row; more than canonical rows in pairs if the mapping repeats a key. */
        boolean repeatsKeys(long canonical) {
            return missing > 0 || present > canonical;
        }

        long differing() {
            return missing + extra + different;
        }
    }

    /**
     * Compares.
     *
     * @param canonical how many rows the canonical table has of this source
     * @param leftOut how many documents are parked
     * @param named most rows to name
     */
    static EntityComparison run(Connection hub, EntitySql sql, long canonical, long leftOut, int named)
            throws SQLException {
        long start = System.nanoTime();
        String table = "canon." + sql.table().entity();
        Counts counts = count(hub, sql);
        List<Difference> differences = new ArrayList<>();
        if (counts.differing() > 0) {
            differences.add(new Difference(
                    Difference.Kind.CANONICAL_ROWS,
                    table,
                    "",
                    List.of(),
                    counts.differing(),
                    table + " is not what its mapping gives: " + counts.missing + " rows missing, " + counts.extra
                            + " extra, " + counts.different + " different"));
            nameRows(hub, sql, table, named, differences);
        }
        if (counts.foreignKeys > 0) {
            nameForeignKeys(hub, sql, counts.foreignKeys, named, differences);
        }
        if (counts.repeatsKeys(canonical)) {
            nameDuplicates(hub, sql, table, named, differences);
        }
        Compared compared = new Compared(
                Part.CANONICAL,
                table,
                Math.max(counts.expected, canonical),
                leftOut,
                counts.differing(),
                Findings.millisSince(start));
        return new EntityComparison(compared, differences);
    }

    private static Counts count(Connection hub, EntitySql sql) throws SQLException {
        return Handles.with(
                hub,
                handle -> sql.counts(handle)
                        .map(ConstructorMapper.of(Counts.class))
                        .one());
    }

    private record DifferingRow(String key, boolean isExpected, boolean isPresent, List<String> columns) {
        Difference difference(String table) {
            String name = table + " " + key;
            if (!isPresent) {
                return row(Difference.Kind.MISSING_IN_CANON, table, key, List.of(), name + " is missing");
            }
            if (!isExpected) {
                return row(
                        Difference.Kind.EXTRA_IN_CANON,
                        table,
                        key,
                        List.of(),
                        name + " is there, but the mapping does not give it");
            }
            return row(
                    Difference.Kind.DIFFERENT_IN_CANON,
                    table,
                    key,
                    columns,
                    name + " differs in " + String.join(", ", columns));
        }
    }

    private static void nameRows(Connection hub, EntitySql sql, String table, int named, List<Difference> differences)
            throws SQLException {
        Handles.use(
                hub,
                handle -> sql.rows(handle, named)
                        .map(ConstructorMapper.of(DifferingRow.class))
                        .forEach(row -> differences.add(row.difference(table))));
    }

    private record ForeignKey(String mapping, String key) {}

    private static void nameForeignKeys(
            Connection hub, EntitySql sql, long total, int named, List<Difference> differences) throws SQLException {
        Handles.use(
                hub,
                handle -> sql.foreignKeys(handle, named)
                        .map(ConstructorMapper.of(ForeignKey.class))
                        .forEach(row -> differences.add(new Difference(
                                Difference.Kind.FOREIGN_ENTITY_KEY,
                                row.mapping,
                                row.key,
                                List.of(),
                                total,
                                "mapping " + row.mapping + " gives "
                                        + (row.key.isEmpty()
                                                ? "a row without an entity key"
                                                : "the entity key " + row.key)
                                        + ", which does not start with its prefix and derive key"))));
    }

    private record Duplicate(String key, long times, long total) {}

    private static void nameDuplicates(
            Connection hub, EntitySql sql, String table, int named, List<Difference> differences) throws SQLException {
        Handles.use(
                hub,
                handle -> sql.duplicates(handle, named)
                        .map(ConstructorMapper.of(Duplicate.class))
                        .forEach(row -> differences.add(new Difference(
                                Difference.Kind.DUPLICATE_ENTITY_KEY,
                                table,
                                row.key,
                                List.of(),
                                row.total,
                                "the mapping of " + table + " gives the entity key " + row.key + " " + row.times
                                        + " times"))));
    }

    private static Difference row(Difference.Kind kind, String table, String key, List<String> columns, String text) {
        return new Difference(kind, table, key, columns, 1, text);
    }
}
