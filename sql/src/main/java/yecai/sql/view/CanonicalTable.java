package yecai.sql.view;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.jdbi.v3.core.Handle;
import yecai.sql.text.Identifier;

/**
 * A canonical table as the database has it.
 *
 * @param name name in schema canon
 * @param columns names of its columns in their order
 */
record CanonicalTable(String name, List<String> columns) {
    static List<CanonicalTable> list(Handle handle) {
        return handle.createQuery("""
                        select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
                        from pg_class as c
                        inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                        where c.relnamespace = 'canon'::regnamespace and c.relkind = 'r'
                        group by c.relname
                        order by c.relname
                        """).mapTo(CanonicalTable.class).list();
    }

    /** All rows and columns, each column by its name. */
    String query() {
        return columns.stream().map(column -> "t." + Identifier.quote(column)).collect(joining(", ", "select ", ""))
                + " from canon." + Identifier.quote(name) + " as t";
    }
}
