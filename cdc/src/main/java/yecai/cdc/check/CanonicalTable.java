package yecai.cdc.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import yecai.sql.pack.SqlName;

/**
 * A canonical table and its business columns: all but the key, the lineage and what the table computes itself.
 *
 * @param columns in the table's order
 */
record CanonicalTable(String entity, Map<String, Column> columns) {
    private static final Set<String> NOT_BUSINESS =
            Set.of("source", "entity_key", "source_tx", "source_committed_at", "applied_at");

    private static final String TABLES = """
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), t.typcollation <> 0,
                t.typname in ('json', 'xml'), coalesce(pg_get_expr(d.adbin, d.adrelid), 'null')
            from pg_class as c
            inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            inner join pg_type as t on t.oid = a.atttypid
            left join pg_attrdef as d on d.adrelid = c.oid and d.adnum = a.attnum
            where c.relnamespace = to_regnamespace('canon') and c.relkind in ('r', 'p') and not c.relispartition
                and a.attgenerated = ''
            order by c.relname, a.attnum
            """;

    private static final String VIEW = """
            select a.attname
            from pg_attribute as a
            where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped
            """;

    /**
     * A column.
     *
     * @param collatable whether its comparison needs a collation
     * @param asText whether it has no equality of its own and is compared as text
     * @param defaultSql what it holds if a mapping says nothing of it
     */
    record Column(String name, String type, boolean collatable, boolean asText, String defaultSql) {
        /** Returns an expression as this column would hold it, ready to be compared. */
        String comparable(String expression) {
            String cast = "cast(" + expression + " as " + type + ")";
            return asText ? cast + "::text collate \"C\"" : collatable ? cast + " collate \"C\"" : cast;
        }
    }

    /** Returns the canonical tables by name: those with rows of a source. */
    static Map<String, CanonicalTable> list(Connection hub) throws SQLException {
        Map<String, Map<String, Column>> tables = new TreeMap<>();
        try (PreparedStatement statement = hub.prepareStatement(TABLES);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Column column = new Column(
                        row.getString(2), row.getString(3), row.getBoolean(4), row.getBoolean(5), row.getString(6));
                tables.computeIfAbsent(row.getString(1), name -> new LinkedHashMap<>())
                        .put(column.name(), column);
            }
        }
        tables.values().removeIf(columns -> !columns.keySet().containsAll(List.of("source", "entity_key")));
        Map<String, CanonicalTable> canonical = new TreeMap<>();
        tables.forEach((name, columns) -> {
            columns.keySet().removeAll(NOT_BUSINESS);
            canonical.put(name, new CanonicalTable(name, columns));
        });
        return canonical;
    }

    /** Returns the columns of a mapping view; none if there is no such view. */
    static Set<String> viewColumns(Connection hub, String schema, String view) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement(VIEW)) {
            statement.setString(1, SqlName.quote(schema, view));
            try (ResultSet row = statement.executeQuery()) {
                Stream.Builder<String> columns = Stream.builder();
                while (row.next()) {
                    columns.add(row.getString(1));
                }
                return columns.build().collect(Collectors.toSet());
            }
        }
    }

    String relation() {
        return SqlName.quote("canon", entity);
    }
}
