package yecai.hub.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what an attacker would into every text column of the demo ERP, in all rows: names, descriptions, numbers of documents, free
 * texts. Left as they are only columns whose values the ERP itself restricts, by a key to other rows or a check, and codes without which a
 * row would be parked instead of shown.
 */
final class ErpAttack {
    private static final String COLUMNS = """
            select quote_ident(c.table_schema) || '.' || quote_ident(c.table_name) as erp_table, quote_ident(c.column_name) as erp_column,
                exists (
                    select from pg_constraint as u
                    where u.conrelid = (c.table_schema || '.' || c.table_name)::regclass and u.contype in ('p', 'u')
                        and (
                            select a.attnum from pg_attribute as a where a.attrelid = u.conrelid and a.attname = c.column_name
                        ) = any (u.conkey)
                ) as is_unique
            from information_schema.columns as c
            inner join information_schema.tables as t
                on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
            where c.table_schema = 'erp' and c.data_type = 'text' and c.is_generated = 'NEVER'
                and c.column_name not in (
                    'company', 'plant', 'currency', 'functional_currency', 'uom', 'base_uom', 'period', 'time_zone', 'rate_type', 'account',
                    'gl_account', 'stock_account', 'doc_type', 'origin_table', 'step'
                )
                and not exists (
                    select from pg_constraint as x
                    where (x.conrelid = (c.table_schema || '.' || c.table_name)::regclass and x.contype in ('f', 'c', 'p')
                        or x.confrelid = (c.table_schema || '.' || c.table_name)::regclass and x.contype = 'f')
                        and (
                            select a.attnum
                            from pg_attribute as a
                            where a.attrelid = (c.table_schema || '.' || c.table_name)::regclass and a.attname = c.column_name
                        ) = any (case when x.conrelid = (c.table_schema || '.' || c.table_name)::regclass then x.conkey else x.confkey end)
                )
            order by 1, 2
            """;

    private ErpAttack() {}

    /** Writes them and returns the columns. */
    static List<String> write(Connection erp, List<String> attacks) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = erp.createStatement();
                ResultSet found = statement.executeQuery(COLUMNS)) {
            while (found.next()) {
                write(erp, found.getString(1), found.getString(2), found.getBoolean(3), attacks);
                columns.add(found.getString(1) + "." + found.getString(2));
            }
        }
        return columns;
    }

    private static void write(Connection erp, String table, String column, boolean isUnique, List<String> attacks)
            throws SQLException {
        String text = "(?::text[])[1 + abs(hashtext(r.ctid::text)) % ?]" + (isUnique ? " || r." + column : "");
        try (PreparedStatement update =
                erp.prepareStatement("update " + table + " as r set " + column + " = " + text)) {
            update.setArray(1, erp.createArrayOf("text", attacks.toArray()));
            update.setInt(2, attacks.size());
            update.executeUpdate();
        }
    }
}
