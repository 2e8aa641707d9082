package yecai.cdc.derive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Mapping;

/** Which canonical columns a mapping's view gives. */
public final class MappingColumns {
    private static final List<String> NOT_MAPPED = List.of("source", "source_tx", "source_committed_at", "applied_at");

    private MappingColumns() {}

    /**
     * Returns the canonical columns of the view, {@code entity_key} first.
     *
     * @throws YecaiException of kind PACK if the canonical table is unknown, a column does not belong to it, or a type
     *     differs
     */
    public static List<String> read(Connection hub, String mapSchema, Mapping mapping) throws SQLException {
        Map<String, String> canonical = columns(hub, "canon", mapping.entity());
        if (canonical.isEmpty()) {
            throw wrong(mapping, "there is no canonical table \"" + mapping.entity() + "\"");
        }
        Map<String, String> given = columns(hub, mapSchema, mapping.name());
        List<String> columns = new ArrayList<>();
        columns.add("entity_key");
        for (String required : List.of("derive_key", "entity_key")) {
            if (!given.containsKey(required)) {
                throw wrong(mapping, "it gives no column " + required);
            }
        }
        if (!given.get("derive_key").equals(canonicalType(hub, mapping.keyType()))) {
            throw wrong(
                    mapping,
                    "derive_key is " + given.get("derive_key") + ", but pack.yml says key: " + mapping.keyType());
        }
        for (Map.Entry<String, String> column : given.entrySet()) {
            String name = column.getKey();
            if (name.equals("derive_key") || name.equals("entity_key")) {
                continue;
            }
            if (NOT_MAPPED.contains(name)) {
                throw wrong(mapping, "column " + name + " is filled by the hub, a mapping may not give it");
            }
            String type = canonical.get(name);
            if (type == null) {
                throw wrong(mapping, "canon." + mapping.entity() + " has no column " + name);
            }
            if (!assignable(column.getValue(), type)) {
                throw wrong(
                        mapping,
                        "column " + name + " is " + column.getValue() + ", but canon." + mapping.entity() + " has "
                                + type + ": cast it");
            }
            columns.add(name);
        }
        return columns;
    }

    private static boolean assignable(String from, String to) {
        List<String> texts = List.of("text", "character varying", "name");
        List<String> integers = List.of("smallint", "integer", "bigint");
        return from.equals(to)
                || (to.equals("text") && texts.stream().anyMatch(from::startsWith))
                || (to.equals("numeric") && (from.startsWith("numeric") || integers.contains(from)))
                || (to.equals("bigint") && integers.contains(from))
                || (to.equals("integer") && from.equals("smallint"));
    }

    private static String canonicalType(Connection hub, String type) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("select pg_catalog.format_type(to_regtype(:type), null)")
                        .bind("type", type)
                        .mapTo(String.class)
                        .one());
    }

    /** Returns the table's columns with their types, in their order. */
    private static Map<String, String> columns(Connection hub, String schema, String table) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        Handles.use(
                hub,
                handle -> handle.createQuery("""
                        select a.attname as name, pg_catalog.format_type(a.atttypid, null) as type
                        from pg_catalog.pg_attribute as a
                        where a.attrelid = to_regclass(format('%I.%I', :schema::text, :table::text))
                            and a.attnum > 0
                            and not a.attisdropped
                        order by a.attnum
                        """)
                        .bind("schema", schema)
                        .bind("table", table)
                        .map((row, context) -> columns.put(row.getString("name"), row.getString("type")))
                        .list());
        return columns;
    }

    private static YecaiException wrong(Mapping mapping, String what) {
        return new YecaiException(Kind.PACK, "mapping/" + mapping.name() + ".sql: " + what);
    }
}
