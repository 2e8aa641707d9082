package yecai.cdc.check.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;

/**
 * A captured table on one side, and the SQL that reads it there.
 *
 * @param name schema and table, as people write it
 * @param relation how the table is written after {@code from}; without the tables that inherit from it, for the ERP logs
 *     those under their own names
 * @param types the type of each column, as it is in a cast
 * @param estimatedRows what the planner believes; 0 if it has no idea
 */
public record TableSide(String name, String relation, Map<String, String> types, long estimatedRows) {
    private record Row(boolean isPartitioned, long estimatedRows, String name, String type) {}

    /** Finds the table; empty if the connection sees none of this name. */
    public static Optional<TableSide> find(Connection connection, String schema, String table) throws SQLException {
        String sql = """
                select c.relkind = 'p' as is_partitioned, greatest(c.reltuples, 0)::bigint as estimated_rows, a.attname as name,
                    format_type(a.atttypid, a.atttypmod) as type
                from pg_class as c
                inner join pg_namespace as n on n.oid = c.relnamespace
                left join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where n.nspname = :schema and c.relname = :table and c.relkind in ('r', 'p', 'f')
                order by a.attnum
                """;
        List<Row> columns = Handles.with(
                connection,
                handle -> handle.createQuery(sql)
                        .bind("schema", schema)
                        .bind("table", table)
                        .map(ConstructorMapper.of(Row.class))
                        .list());
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> types = new LinkedHashMap<>();
        columns.forEach(column -> types.put(column.name, column.type));
        String relation = (columns.get(0).isPartitioned ? "" : "only ") + Identifier.quote(schema, table);
        return Optional.of(new TableSide(schema + "." + table, relation, types, columns.get(0).estimatedRows));
    }

    /** Returns the captured columns that are not here. */
    List<String> missing(TableSpec table) {
        List<String> missing = new ArrayList<>(table.columns());
        missing.removeAll(types.keySet());
        return missing;
    }

    /** SQL: bucket, rows, sum of their hashes. The offset keeps the hash from being computed twice a row. */
    String buckets(TableSpec table, RowHash hash, long mask) {
        return "select x.h & " + mask + " as bucket, count(*) as row_count, sum(x.h)::text as sum from (select "
                + hash.of(table.columns()) + " as h from " + relation + " offset 0) as x group by 1";
    }

    /** SQL with the wanted buckets as its parameter {@code :buckets}: hash and key of each row, ordered by hash. */
    String rows(TableSpec table, RowHash hash, long mask) {
        String key = table.key().stream().map(hash::text).collect(Collectors.joining(", ", "array[", "]"));
        return "select x.hash, x.key from (select " + hash.of(table.columns()) + " as hash, " + key + " as key from "
                + relation + " offset 0) as x where x.hash & " + mask + " = any (:buckets) order by x.hash";
    }

    /** SQL with the key's texts as its parameters {@code :key0} and so on: an array of one hash for each captured column. */
    String columnHashes(TableSpec table, RowHash hash) {
        String hashes = table.columns().stream()
                .map(column -> hash.of(List.of(column)))
                .collect(Collectors.joining(", ", "array[", "]"));
        String condition = IntStream.range(0, table.key().size())
                .mapToObj(i -> {
                    String column = table.key().get(i);
                    return hash.isConverted()
                            ? hash.text(column) + " = :key" + i + "::text"
                            : Identifier.quote(column) + " = cast(:key" + i + "::text as " + types.get(column) + ")";
                })
                .collect(Collectors.joining(" and "));
        return "select " + hashes + " from " + relation + " where " + condition;
    }
}
