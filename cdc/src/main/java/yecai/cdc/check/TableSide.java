package yecai.cdc.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import yecai.sql.pack.SqlName;
import yecai.sql.pack.TableSpec;

/**
 * A captured table on one side, and the SQL that reads it there.
 *
 * @param name schema and table, as people write it
 * @param relation how the table stands after {@code from}; without the tables that inherit from it, for the ERP logs
 *     those under their own names
 * @param types the type of each column, as it stands in a cast
 * @param estimatedRows what the planner believes; 0 if it has no idea
 */
record TableSide(String name, String relation, Map<String, String> types, long estimatedRows) {
    private static final String SQL = """
            select c.relkind = 'p', greatest(c.reltuples, 0)::bigint, a.attname, format_type(a.atttypid, a.atttypmod)
            from pg_class as c
            inner join pg_namespace as n on n.oid = c.relnamespace
            left join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p', 'f')
            order by a.attnum
            """;

    static Optional<TableSide> find(Connection connection, String schema, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, schema);
            statement.setString(2, table);
            try (ResultSet row = statement.executeQuery()) {
                boolean partitioned = false;
                long estimatedRows = -1;
                Map<String, String> types = new LinkedHashMap<>();
                while (row.next()) {
                    partitioned = row.getBoolean(1);
                    estimatedRows = row.getLong(2);
                    types.put(row.getString(3), row.getString(4));
                }
                String relation = (partitioned ? "" : "only ") + SqlName.quote(schema, table);
                return estimatedRows < 0
                        ? Optional.empty()
                        : Optional.of(new TableSide(schema + "." + table, relation, types, estimatedRows));
            }
        }
    }

    /** Returns the captured columns that are not here. */
    List<String> missing(TableSpec table) {
        List<String> missing = new ArrayList<>(table.columns());
        missing.removeAll(types.keySet());
        return missing;
    }

    /** SQL: bucket, rows, sum of their hashes. The offset keeps the hash from being computed twice a row. */
    String buckets(TableSpec table, RowHash hash, long mask) {
        return "select x.h & " + mask + ", count(*), sum(x.h)::text from (select " + hash.of(table.columns())
                + " as h from " + relation + " offset 0) as x group by 1";
    }

    /** SQL with the wanted buckets as its parameter: hash and key columns of each row, ordered by hash. */
    String rows(TableSpec table, RowHash hash, long mask) {
        String keys = table.key().stream()
                .map(column -> SqlName.quote(column) + "::text as "
                        + SqlName.quote("k" + table.key().indexOf(column)))
                .collect(Collectors.joining(", "));
        return "select x.* from (select " + hash.of(table.columns()) + " as h, " + keys + " from " + relation
                + " offset 0) as x where x.h & " + mask + " = any (?) order by x.h";
    }

    /** SQL with the key's texts as its parameters: one hash for each captured column. */
    String columnHashes(TableSpec table, RowHash hash) {
        String hashes =
                table.columns().stream().map(column -> hash.of(List.of(column))).collect(Collectors.joining(", "));
        String condition = table.key().stream()
                .map(column -> SqlName.quote(column) + " = cast(?::text as " + types.get(column) + ")")
                .collect(Collectors.joining(" and "));
        return "select " + hashes + " from " + relation + " where " + condition;
    }
}
