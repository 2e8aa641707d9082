package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import yecai.sql.pack.TableSpec;

/** Reads from the ERP's catalogue what the pack's tables look like there. */
public final class SourceCatalog {
    // Built-in types go into the mirror as they are, but without a length or precision, so that these may grow.
    // Everything
    // else goes as its text: enums, composite and extension types, and built-in types whose text names other objects.
    private static final String COLUMNS = """
            with recursive base(type_oid, root_oid) as (
                select t.oid, t.oid from pg_catalog.pg_type as t where t.typtype <> 'd'
                union all
                select d.oid, b.root_oid
                from pg_catalog.pg_type as d inner join base as b on d.typbasetype = b.type_oid
                where d.typtype = 'd'
            )
            select a.attname,
                case
                    when n.nspname = 'pg_catalog' and r.typtype in ('b', 'r', 'm')
                        and coalesce(e.typtype, 'b') in ('b', 'r', 'm') and coalesce(en.nspname, 'pg_catalog') = 'pg_catalog'
                        and not (coalesce(e.typname, r.typname) ~ '^(reg|pg_(?!lsn|snapshot))'
                            or coalesce(e.typname, r.typname) in ('aclitem', 'gtsvector'))
                    then case pg_catalog.format_type(b.root_oid, -1)
                        when 'bit' then 'bit varying'
                        when 'bit[]' then 'bit varying[]'
                        else pg_catalog.format_type(b.root_oid, -1)
                    end
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

    /** Returns the given columns of a table as the mirror holds them. */
    public static MirrorTable read(Connection erp, TableSpec spec, List<String> columns, String mirrorSchema)
            throws SQLException {
        Map<String, String> types = columnTypes(erp, spec);
        return new MirrorTable(
                spec.sourceSchema(),
                spec.sourceTable(),
                mirrorSchema,
                spec.mirrorTable(),
                columns.stream()
                        .map(name -> new MirrorColumn(name, types.get(name)))
                        .toList(),
                spec.key().stream().map(columns::indexOf).toList());
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
