package yecai.cdc.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One canonical table laid beside its mappings. Rows are looked at one by one only when their counts show a difference. */
record EntityComparison(Compared compared, List<Difference> differences) {

    private record Counts(long expected, long present, long missing, long extra, long different, long foreign) {
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
        if (counts.foreign > 0) {
            nameForeignKeys(hub, sql, counts.foreign, named, differences);
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
        try (PreparedStatement statement = sql.counts(hub);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Counts(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
        }
    }

    private static void nameRows(Connection hub, EntitySql sql, String table, int named, List<Difference> differences)
            throws SQLException {
        try (PreparedStatement statement = sql.rows(hub, named);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String key = row.getString(1);
                String name = table + " " + key;
                if (!row.getBoolean(3)) {
                    differences.add(row(Difference.Kind.MISSING_IN_CANON, table, key, List.of(), name + " is missing"));
                } else if (!row.getBoolean(2)) {
                    differences.add(row(
                            Difference.Kind.EXTRA_IN_CANON,
                            table,
                            key,
                            List.of(),
                            name + " is there, but the mapping does not give it"));
                } else {
                    List<String> columns = List.of(row.getString(4).split(" "));
                    differences.add(row(
                            Difference.Kind.DIFFERENT_IN_CANON,
                            table,
                            key,
                            columns,
                            name + " differs in " + String.join(", ", columns)));
                }
            }
        }
    }

    private static void nameForeignKeys(
            Connection hub, EntitySql sql, long total, int named, List<Difference> differences) throws SQLException {
        try (PreparedStatement statement = sql.foreignKeys(hub, named);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String mapping = row.getString(1);
                String key = row.getString(2);
                differences.add(new Difference(
                        Difference.Kind.FOREIGN_ENTITY_KEY,
                        mapping,
                        key,
                        List.of(),
                        total,
                        "mapping " + mapping + " gives "
                                + (key.isEmpty() ? "a row without an entity key" : "the entity key " + key)
                                + ", which does not start with its prefix and derive key"));
            }
        }
    }

    private static void nameDuplicates(
            Connection hub, EntitySql sql, String table, int named, List<Difference> differences) throws SQLException {
        try (PreparedStatement statement = sql.duplicates(hub, named);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String key = row.getString(1) == null ? "" : row.getString(1);
                differences.add(new Difference(
                        Difference.Kind.DUPLICATE_ENTITY_KEY,
                        table,
                        key,
                        List.of(),
                        row.getLong(3),
                        "the mapping of " + table + " gives the entity key " + key + " " + row.getLong(2) + " times"));
            }
        }
    }

    private static Difference row(Difference.Kind kind, String table, String key, List<String> columns, String text) {
        return new Difference(kind, table, key, columns, 1, text);
    }
}
