package yecai.cdc.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import yecai.cdc.mirror.Identifier;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.SqlName;

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

    /** One row: expected, present, missing, extra, different, foreign keys. */
    private static final String COUNTS = """
            select count(*) filter (where e.here), count(*) filter (where a.here),
                count(*) filter (where e.here and a.here is null),
                count(*) filter (where a.here and e.here is null),
                count(*) filter (where e.here and a.here and %1$s),
                count(*) filter (where e.here and not coalesce(
                    e.entity_key = e.stem or starts_with(e.entity_key, e.stem || ':'), false))
            from (%2$s) as e
            full join (%3$s) as a on a.entity_key = e.entity_key
            """;

    private static final String ROWS = """
            select coalesce(e.entity_key, a.entity_key, ''), e.here is not null, a.here is not null, %4$s
            from (%2$s) as e
            full join (%3$s) as a on a.entity_key = e.entity_key
            where e.here is null or a.here is null or %1$s
            order by 1
            limit %5$d
            """;

    private static final String FOREIGN = """
            select e.mapping, coalesce(e.entity_key, '')
            from (%1$s) as e
            where not coalesce(e.entity_key = e.stem or starts_with(e.entity_key, e.stem || ':'), false)
            order by 2
            limit %2$d
            """;

    private static final String DUPLICATES = """
            select e.entity_key, count(*), count(*) over ()
            from (%1$s) as e
            group by e.entity_key
            having count(*) > 1
            order by 1
            limit %2$d
            """;

    PreparedStatement counts(Connection hub) throws SQLException {
        return prepare(hub, COUNTS.formatted(differs(), expected(), actual()), true);
    }

    PreparedStatement rows(Connection hub, int most) throws SQLException {
        return prepare(hub, ROWS.formatted(differs(), expected(), actual(), columns(), most), true);
    }

    PreparedStatement foreignKeys(Connection hub, int most) throws SQLException {
        return prepare(hub, FOREIGN.formatted(expected(), most), false);
    }

    PreparedStatement duplicates(Connection hub, int most) throws SQLException {
        return prepare(hub, DUPLICATES.formatted(expected(), most), false);
    }

    private String expected() {
        return feeding.entrySet().stream()
                .map(mapping -> expected(mapping.getKey(), mapping.getValue()))
                .collect(Collectors.joining(" union all "));
    }

    private String expected(Mapping mapping, Set<String> viewColumns) {
        List<String> select = new ArrayList<>();
        select.add("true as here");
        select.add(Identifier.literal(mapping.name()) + " as mapping");
        select.add("cast(v.entity_key as text) collate \"C\" as entity_key");
        select.add(
                "(" + Identifier.literal(mapping.prefix()) + " || cast(v.derive_key as text)) collate \"C\" as stem");
        int number = 0;
        for (CanonicalTable.Column column : table.columns().values()) {
            String value =
                    viewColumns.contains(column.name()) ? "v." + SqlName.quote(column.name()) : column.defaultSql();
            select.add(column.comparable(value) + " as c" + number++);
        }
        String sql =
                "select " + String.join(", ", select) + " from " + SqlName.quote(mapSchema, mapping.name()) + " as v";
        return parked.of(mapping).isEmpty()
                ? sql
                : sql + " where v.derive_key <> all (cast(cast(? as text[]) as " + mapping.keyType()
                        + "[])) or v.derive_key is null";
    }

    private String actual() {
        String values = IntStream.range(0, table.columns().size())
                .mapToObj(number -> {
                    CanonicalTable.Column column =
                            table.columns().values().stream().toList().get(number);
                    return column.comparable("t." + SqlName.quote(column.name())) + " as c" + number;
                })
                .collect(Collectors.joining(", "));
        return "select true as here, t.entity_key collate \"C\" as entity_key, " + values + " from "
                + table.relation() + " as t where t.source = " + Identifier.literal(source)
                + (stale.isEmpty() ? "" : " and t.entity_key <> all (?)");
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
                        + Identifier.literal(names.get(number)) + " end")
                .collect(Collectors.joining(", ", "array_to_string(array[", "], ' ')"));
    }

    private PreparedStatement prepare(Connection hub, String sql, boolean withActual) throws SQLException {
        PreparedStatement statement = hub.prepareStatement(sql);
        int parameter = 1;
        for (Mapping mapping : feeding.keySet()) {
            if (!parked.of(mapping).isEmpty()) {
                statement.setArray(
                        parameter++,
                        hub.createArrayOf("text", parked.of(mapping).toArray()));
            }
        }
        if (withActual && !stale.isEmpty()) {
            statement.setArray(parameter, hub.createArrayOf("text", stale.toArray()));
        }
        return statement;
    }
}
