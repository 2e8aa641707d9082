package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import yecai.cdc.script.SqlTemplate;
import yecai.cdc.script.SqlValues;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/**
 * Puts the group's codes of companies into the rows of a mapping's view, in place of the ERP's. A code that the source has not
 * named before becomes the group's, unless another company has it; a row with such a code fails, and its document is parked.
 */
final class CompanyColumns {
    /** Columns with a company's code, and the function that is asked for one that is not registered. */
    private static final Map<String, String> UNKNOWN =
            Map.of("company", "hub.unknown_company", "counterparty_company", "hub.unknown_counterparty");

    // A subquery, not a join: the planner stays free to evaluate the view for single documents, and its joins keep
    // their order.
    private static final SqlTemplate CODE = SqlTemplate.of("""
            coalesce(
                (
                    select g.company
                    from hub.source_company as g
                    where g.source = {{source}}
                        and g.source_company = m.{{column}}
                ),
                {{unknown}}({{source}}, m.{{column}})
            ) as {{column}}""");

    private CompanyColumns() {}

    private record Column(String name, boolean isText) {
        // a company that is no text is refused when the view is laid beside its canonical table
        boolean isCode() {
            return isText && UNKNOWN.containsKey(name);
        }
    }

    /** Replaces the view by one with the same columns in the same order; codes are texts in it. */
    static void unify(Connection hub, String source, String schema, String view) throws SQLException {
        String name = Identifier.quote(schema, view);
        List<Column> columns = columns(hub, name);
        if (columns.stream().noneMatch(Column::isCode)) {
            return;
        }
        String selected = columns.stream()
                .map(column -> column.isCode() ? code(source, column.name()) : "m." + Identifier.quote(column.name()))
                .collect(Collectors.joining(",\n    "));
        // not by Jdbi: it would take a colon or question mark in the pack's SQL for a parameter
        try (Statement statement = hub.createStatement()) {
            String sql;
            try (ResultSet text = statement.executeQuery(
                    "select rtrim(pg_catalog.pg_get_viewdef(" + SqlLiteral.of(name) + "::regclass), ';')")) {
                text.next();
                sql = text.getString(1);
            }
            statement.execute("drop view " + name);
            statement.execute("create view " + name + " as select\n    " + selected + "\nfrom (\n" + sql + "\n) as m");
        }
    }

    private static String code(String source, String column) {
        return CODE.fill(SqlValues.NONE
                .literal("source", source)
                .sql("column", Identifier.quote(column))
                .sql("unknown", UNKNOWN.get(column)));
    }

    private static List<Column> columns(Connection hub, String view) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("""
                        select a.attname as name, t.typcategory = 'S' as is_text
                        from pg_catalog.pg_attribute as a
                        inner join pg_catalog.pg_type as t on t.oid = a.atttypid
                        where a.attrelid = :view::regclass and a.attnum > 0 and not a.attisdropped
                        order by a.attnum
                        """)
                        .bind("view", view)
                        .map((row, context) -> new Column(row.getString("name"), row.getBoolean("is_text")))
                        .list());
    }
}
