package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import yecai.sql.pack.Pack;
import yecai.sql.pack.TableSpec;

/** Makes a pack out of a catalogue: it captures every column of every table that identifies its rows, and maps nothing. */
public final class CatalogPack {
    // A table's key is that by which its log identifies rows; with REPLICA IDENTITY FULL, its primary key or the
    // narrowest unique index whose columns are never null. A partitioned table stands for its partitions.
    private static final String TABLES = """
            select n.nspname, c.relname,
                (select array_agg(a.attname::text order by a.attnum) from pg_catalog.pg_attribute as a
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated <> 'v'),
                (select array_agg(a.attname::text order by u.place)
                 from pg_catalog.pg_index as i
                 cross join lateral unnest(i.indkey[0:i.indnkeyatts - 1]) with ordinality as u(attnum, place)
                 inner join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = u.attnum
                 where i.indrelid = c.oid and i.indisunique and i.indimmediate and i.indisvalid and i.indpred is null
                    and i.indexprs is null
                    and case c.relreplident when 'd' then i.indisprimary when 'i' then i.indisreplident when 'f' then true
                        else false end
                 group by i.indexrelid, i.indisprimary
                 having bool_and(a.attnotnull)
                 order by i.indisprimary desc, count(*), i.indexrelid
                 limit 1)
            from pg_catalog.pg_class as c
            inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where n.nspname = any(?) and c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
            order by n.nspname, c.relname
            """;

    private CatalogPack() {}

    /** Returns the pack of the given schemas; tables that do not identify their rows are left out. */
    public static Pack of(Connection erp, String name, List<String> schemas) throws SQLException {
        List<TableSpec> tables = new ArrayList<>();
        Map<String, Integer> mirrors = new LinkedHashMap<>();
        try (PreparedStatement statement = erp.prepareStatement(TABLES)) {
            statement.setArray(1, erp.createArrayOf("text", schemas.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getArray(3) == null || row.getArray(4) == null) {
                        continue;
                    }
                    String table = row.getString(2);
                    int namesakes = mirrors.merge(table, 1, Integer::sum);
                    tables.add(new TableSpec(
                            row.getString(1),
                            table,
                            namesakes == 1 ? table : table + "_" + namesakes,
                            List.of((String[]) row.getArray(4).getArray()),
                            List.of((String[]) row.getArray(3).getArray()),
                            List.of()));
                }
            }
        }
        return new Pack(name, "1", Map.of("en", name), "postgresql", tables, List.of(), List.of(), List.of());
    }
}
