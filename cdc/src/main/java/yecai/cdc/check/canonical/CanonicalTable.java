package yecai.cdc.check.canonical;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.Identifier;

/**
 * A canonical table and its business columns: all but the key, the lineage and what the table computes itself.
 *
 * @param columns in the table's order
 */
record CanonicalTable(String entity, Map<String, CanonicalColumn> columns) {
    private static final Set<String> NOT_BUSINESS =
            Set.of("source", "entity_key", "source_tx", "source_committed_at", "applied_at");

    private record Row(
            String tableName, String name, String type, boolean collatable, boolean asText, String defaultSql) {
        CanonicalColumn column() {
            return new CanonicalColumn(name, type, collatable, asText, defaultSql);
        }
    }

    /** Returns the canonical tables by name: those with rows of a source. */
    static Map<String, CanonicalTable> list(Connection hub) throws SQLException {
        Map<String, Map<String, CanonicalColumn>> tables = new TreeMap<>();
        Handles.use(
                hub,
                handle -> handle.createQuery(Handles.sql(CanonicalTable.class, "columns"))
                        .map(ConstructorMapper.of(Row.class))
                        .forEach(row -> tables.computeIfAbsent(row.tableName(), name -> new LinkedHashMap<>())
                                .put(row.name(), row.column())));
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
        String sql = """
                select a.attname
                from pg_attribute as a
                where a.attrelid = to_regclass(:view) and a.attnum > 0 and not a.attisdropped
                """;
        return Handles.with(
                hub,
                handle -> handle.createQuery(sql)
                        .bind("view", Identifier.quote(schema, view))
                        .mapTo(String.class)
                        .collect(Collectors.toSet()));
    }

    String relation() {
        return Identifier.quote("canon", entity);
    }
}
