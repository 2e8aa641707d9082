package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;
import yecai.sql.pack.Pack;
import yecai.sql.pack.TableSpec;

/** Reads from the ERP's catalogue what the pack's tables look like there. */
public final class SourceCatalog {
    // Built-in types go into the mirror as they are; enums, composites and extension types as their text.
    private static final String COLUMNS = """
            with recursive base(type_oid, root_oid, root_mod) as (
                select t.oid, t.oid, -1 from pg_catalog.pg_type as t where t.typtype <> 'd'
                union all
                select d.oid, b.root_oid, d.typtypmod
                from pg_catalog.pg_type as d inner join base as b on d.typbasetype = b.type_oid
                where d.typtype = 'd'
            )
            select a.attname,
                case
                    when n.nspname = 'pg_catalog' and r.typtype in ('b', 'r', 'm')
                        and coalesce(e.typtype, 'b') in ('b', 'r', 'm') and coalesce(en.nspname, 'pg_catalog') = 'pg_catalog'
                    then pg_catalog.format_type(b.root_oid, case when a.atttypmod >= 0 then a.atttypmod else b.root_mod end)
                    else 'text'
                end as mirror_type
            from pg_catalog.pg_attribute as a
            inner join base as b on b.type_oid = a.atttypid
            inner join pg_catalog.pg_type as r on r.oid = b.root_oid
            inner join pg_catalog.pg_namespace as n on n.oid = r.typnamespace
            left join pg_catalog.pg_type as e on e.oid = r.typelem and r.typcategory = 'A'
            left join pg_catalog.pg_namespace as en on en.oid = e.typnamespace
            where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped
            """;

    private SourceCatalog() {}

    /**
     * Returns the pack's tables as the ERP has them, in the pack's order.
     *
     * @throws YecaiException of kind SOURCE that names each table and column of the pack that the ERP lacks
     */
    public static List<MirrorTable> read(Connection erp, Pack pack, String mirrorSchema) throws SQLException {
        List<MirrorTable> tables = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (TableSpec spec : pack.tables()) {
            Map<String, String> types = columnTypes(erp, spec);
            if (types.isEmpty()) {
                missing.add("table " + spec.sourceSchema() + "." + spec.sourceTable());
                continue;
            }
            List<MirrorColumn> columns = new ArrayList<>();
            for (String name : spec.columns()) {
                String type = types.get(name);
                if (type == null) {
                    missing.add("column " + spec.sourceSchema() + "." + spec.sourceTable() + "." + name);
                } else {
                    columns.add(new MirrorColumn(name, type));
                }
            }
            if (columns.size() == spec.columns().size()) {
                List<Integer> key =
                        spec.key().stream().map(spec.columns()::indexOf).toList();
                tables.add(new MirrorTable(
                        spec.sourceSchema(), spec.sourceTable(), mirrorSchema, spec.mirrorTable(), columns, key));
            }
        }
        if (!missing.isEmpty()) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "the ERP lacks what pack " + pack.name() + " captures: " + String.join(", ", missing)
                            + "; take them out of pack.yml, or check that this is the right database and version");
        }
        return tables;
    }

    private static Map<String, String> columnTypes(Connection erp, TableSpec spec) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (PreparedStatement statement = erp.prepareStatement(COLUMNS)) {
            statement.setString(1, Identifier.quote(spec.sourceSchema(), spec.sourceTable()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return types;
    }
}
