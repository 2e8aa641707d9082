package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.SqlLiteral;

/** The text and the columns of a mapping's view in the hub. */
final class ViewText {
    private ViewText() {}

    /** A column, and whether its type is one of the texts. */
    record Column(String name, boolean isText) {}

    /**
     * Replaces a view by what reads from its text.
     *
     * @param view quoted, with its schema
     * @param select {@code select …} without {@code from}; the view's text is {@code e} in it
     */
    static void replace(Connection hub, String view, String select) throws SQLException {
        // not by Jdbi: it would take a colon or question mark in the pack's SQL for a parameter
        try (Statement statement = hub.createStatement()) {
            String sql;
            try (ResultSet text = statement.executeQuery(
                    "select rtrim(pg_catalog.pg_get_viewdef(" + SqlLiteral.of(view) + "::regclass), ';')")) {
                text.next();
                sql = text.getString(1);
            }
            statement.execute("drop view " + view);
            statement.execute("create view " + view + " as " + select + "\nfrom (\n" + sql + "\n) as e");
        }
    }

    /** Lists the columns of a view in their order. */
    static List<Column> columns(Connection hub, String view) throws SQLException {
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
