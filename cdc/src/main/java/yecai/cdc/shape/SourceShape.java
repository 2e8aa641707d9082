package yecai.cdc.shape;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a table of the ERP looks like, as far as the text of its rows depends on it.
 *
 * @param types of each column: its type, with the labels of an enum and the attributes of a composite type
 * @param partitions each leaf's name and file, if the table is partitioned
 * @param attached leaves that were attached rather than made as partitions, so that their rows came without a log
 */
public record SourceShape(Map<String, String> types, List<String> partitions, List<String> attached) {
    private static final String COLUMNS = """
            with recursive inner_type(attnum, type_oid) as (
                select a.attnum, a.atttypid from pg_catalog.pg_attribute as a
                where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped
                union
                select i.attnum, u.oid
                from inner_type as i
                inner join pg_catalog.pg_type as t on t.oid = i.type_oid
                cross join lateral (values (t.typbasetype), (case when t.typcategory = 'A' then t.typelem else 0 end)) as u(oid)
                where u.oid <> 0
            )
            select a.attname,
                pg_catalog.format_type(a.atttypid, a.atttypmod)
                    || coalesce((select string_agg(' enum ' || (select string_agg(quote_literal(e.enumlabel), ',' order by e.enumlabel collate "C")
                                from pg_catalog.pg_enum as e where e.enumtypid = t.oid), '')
                            from inner_type as i inner join pg_catalog.pg_type as t on t.oid = i.type_oid
                            where i.attnum = a.attnum and t.typtype = 'e'), '')
                    || coalesce((select string_agg(' composite ' || (select string_agg(c.attname || ' ' || pg_catalog.format_type(c.atttypid, c.atttypmod), ',' order by c.attnum)
                                from pg_catalog.pg_attribute as c where c.attrelid = t.typrelid and c.attnum > 0 and not c.attisdropped), '')
                            from inner_type as i inner join pg_catalog.pg_type as t on t.oid = i.type_oid
                            where i.attnum = a.attnum and t.typtype = 'c'), '')
            from pg_catalog.pg_attribute as a
            where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped
            order by a.attnum
            """;
    // a table that was made as a partition entered the catalogue together with its place in the partitioned table
    private static final String PARTITIONS = """
            select n.nspname || '.' || c.relname, c.relfilenode::text, i.xmin = y.xmin
            from pg_catalog.pg_partition_tree(to_regclass(?)) as t
            inner join pg_catalog.pg_class as c on c.oid = t.relid
            inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            left join pg_catalog.pg_inherits as i on i.inhrelid = c.oid
            left join pg_catalog.pg_type as y on y.oid = c.reltype
            where t.isleaf and t.level > 0
            order by 1
            """;

    /** Returns the table's shape; empty if there is no such table. Sets the connection's search path. */
    public static Optional<SourceShape> find(Connection erp, String quotedTable) throws SQLException {
        // the names of types are written with their schemas then, always
        try (Statement statement = erp.createStatement()) {
            statement.execute("set search_path = pg_catalog");
        }
        Map<String, String> types = new LinkedHashMap<>();
        try (PreparedStatement statement = erp.prepareStatement(COLUMNS)) {
            statement.setString(1, quotedTable);
            statement.setString(2, quotedTable);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        if (types.isEmpty()) {
            return Optional.empty();
        }
        List<String> partitions = new ArrayList<>();
        List<String> attached = new ArrayList<>();
        try (PreparedStatement statement = erp.prepareStatement(PARTITIONS)) {
            statement.setString(1, quotedTable);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    partitions.add(rows.getString(1) + "|" + rows.getString(2));
                    if (!rows.getBoolean(3)) {
                        attached.add(rows.getString(1) + "|" + rows.getString(2));
                    }
                }
            }
        }
        return Optional.of(new SourceShape(types, partitions, attached));
    }

    /** Returns the types of the given columns, in their order; empty texts for those that are not there. */
    public List<String> typesOf(List<String> columns) {
        return columns.stream().map(column -> types.getOrDefault(column, "")).toList();
    }
}
