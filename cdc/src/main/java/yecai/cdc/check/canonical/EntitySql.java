package yecai.cdc.check.canonical;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Mapping;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/**
 * The SQL that lays the mappings of one canonical table, evaluated in full, beside its rows of one source. Parked
 * documents are left out on both sides; on the mapping's side by a condition on the derive key, which the planner applies
 * to the driving table, so that a document which cannot be evaluated isn't.
 *
 * @param feeding each mapping of the table with the columns of its view
 * @param stale keys of canonical rows that parked documents still have
 */
record EntitySql(
        String source,
        String mapSchema,
        CanonicalTable table,
        Map<Mapping, Set<String>> feeding,
        Parked parked,
        List<String> stale) {

    /** One row: expected, present, missing, extra, different, foreign_keys. */
    Query counts(Handle hub) {
        return query(hub, sql("counts").formatted(differs(), expected(), actual()));
    }

    /** Rows that differ: key, is_expected, is_present, columns (an array of names). */
    Query rows(Handle hub, int most) {
        return query(hub, sql("rows").formatted(differs(), expected(), actual(), columns(), most));
    }

    /** Rows of mappings whose key does not start with their prefix and derive key: mapping, key. */
    Query foreignKeys(Handle hub, int most) {
        return query(hub, sql("foreign").formatted(expected(), most));
    }

    /** Keys that the mappings give more than once: key, times, total (of such keys). */
    Query duplicates(Handle hub, int most) {
        return query(hub, sql("duplicates").formatted(expected(), most));
    }

    private String expected() {
        List<String> selects = new ArrayList<>();
        feeding.forEach((mapping, columns) -> selects.add(expected(mapping, columns, selects.size())));
        return String.join(" union all ", selects);
    }

    private String expected(Mapping mapping, Set<String> viewColumns, int place) {
        List<String> select = new ArrayList<>();
        select.add("true as here");
        select.add(SqlLiteral.of(mapping.name()) + " as mapping");
        select.add("cast(v.entity_key as text) collate \"C\" as entity_key");
        select.add("(" + SqlLiteral.of(mapping.prefix()) + " || cast(v.derive_key as text)) collate \"C\" as stem");
        int number = 0;
        for (CanonicalColumn column : table.columns().values()) {
            String value =
                    viewColumns.contains(column.name()) ? "v." + Identifier.quote(column.name()) : column.defaultSql();
            select.add(column.comparable(value) + " as c" + number++);
        }
        String sql = "select " + String.join(", ", select) + " from " + Identifier.quote(mapSchema, mapping.name())
                + " as v";
        return parked.of(mapping).isEmpty()
                ? sql
                : sql + " where v.derive_key <> all (cast(cast(:parked" + place + " as text[]) as " + mapping.keyType()
                        + "[])) or v.derive_key is null";
    }

    private String actual() {
        String values = IntStream.range(0, table.columns().size())
                .mapToObj(number -> {
                    CanonicalColumn column =
                            table.columns().values().stream().toList().get(number);
                    return column.comparable("t." + Identifier.quote(column.name())) + " as c" + number;
                })
                .collect(Collectors.joining(", "));
        return "select true as here, t.entity_key collate \"C\" as entity_key, " + values + " from "
                + table.relation() + " as t where t.source = " + SqlLiteral.of(source)
                + (stale.isEmpty() ? "" : " and t.entity_key <> all (:stale)");
    }

    private String differs() {
        return row("e") + " is distinct from " + row("a");
    }

    private String row(String side) {
        return IntStream.range(0, table.columns().size())
                .mapToObj(number -> side + ".c" + number)
                .collect(Collectors.joining(", ", "row(", ")"));
    }

    private String columns() {
        List<String> names = new ArrayList<>(table.columns().keySet());
        return IntStream.range(0, names.size())
                .mapToObj(number -> "case when e.c" + number + " is distinct from a.c" + number + " then "
                        + SqlLiteral.of(names.get(number)) + " end")
                .collect(Collectors.joining(", ", "array_remove(array[", "]::text[], null)"));
    }

    private Query query(Handle hub, String sql) {
        Query query = hub.createQuery(sql);
        // a query that does not look at the canonical rows leaves out what they need
        query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        int number = 0;
        for (Mapping mapping : feeding.keySet()) {
            query.bindArray("parked" + number++, String.class, parked.of(mapping));
        }
        return query.bindArray("stale", String.class, stale);
    }

    private static String sql(String name) {
        return Handles.sql(EntitySql.class, name);
    }
}
