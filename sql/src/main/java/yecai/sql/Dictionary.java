package yecai.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data dictionary, in English and Chinese, kept in yecai/dictionary and written into the database as comments. A
 * column is looked up as {@code schema.relation.column}, then as {@code column}, so that a name that means the same
 * everywhere is described once.
 */
final class Dictionary {
    private static final String OBJECTS = """
            with ours as (
                select n.oid, n.nspname
                from pg_namespace as n
                where n.nspname in ('hub', 'canon', 'mart', 'finance', 'production', 'reporting')
            )
            select 'schema' as kind, s.nspname as object, s.nspname as name,
                (select pg_get_userbyid(n.nspowner) from pg_namespace as n where n.oid = s.oid) as owner,
                obj_description(s.oid, 'pg_namespace') as current
            from ours as s
            union all
            select case c.relkind when 'v' then 'view' else 'table' end, format('%I.%I', s.nspname, c.relname),
                s.nspname || '.' || c.relname, pg_get_userbyid(c.relowner), obj_description(c.oid, 'pg_class')
            from pg_class as c
            inner join ours as s on s.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v')
            union all
            select 'column', format('%I.%I.%I', s.nspname, c.relname, a.attname),
                s.nspname || '.' || c.relname || '.' || a.attname, pg_get_userbyid(c.relowner),
                col_description(c.oid, a.attnum)
            from pg_class as c
            inner join ours as s on s.oid = c.relnamespace
            inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relkind in ('r', 'p', 'v')
            union all
            select case p.prokind when 'p' then 'procedure' else 'function' end, p.oid::regprocedure::text,
                s.nspname || '.' || p.proname, pg_get_userbyid(p.proowner), obj_description(p.oid, 'pg_proc')
            from pg_proc as p
            inner join ours as s on s.oid = p.pronamespace
            order by owner
            """;

    private final Map<String, String> texts = new HashMap<>();

    Dictionary() {
        for (String file : List.of("relations", "columns")) {
            for (String line : Resources.lines("dictionary/" + file + ".txt")) {
                int equals = line.indexOf(" = ");
                if (equals < 0 || !line.contains(" | ")) {
                    throw new YecaiException(
                            YecaiException.Kind.INTERNAL,
                            "yecai/dictionary/" + file + ".txt: write `name = English. | 中文。`, not: " + line);
                }
                texts.put(line.substring(0, equals), line.substring(equals + 3));
            }
        }
    }

    /** Writes the comments that are missing or differ; returns how many. Objects without an entry are left alone. */
    int apply(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        int changed = 0;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(OBJECTS)) {
            while (rows.next()) {
                Optional<String> text = find(rows.getString("name"), rows.getString("kind"));
                if (text.isPresent() && !text.get().equals(rows.getString("current"))) {
                    statements.add("set local role " + rows.getString("owner"));
                    statements.add("comment on " + rows.getString("kind") + " " + rows.getString("object") + " is '"
                            + text.get().replace("'", "''") + "'");
                    changed++;
                }
            }
        }
        if (changed > 0) {
            try (var statement = connection.createStatement()) {
                // One simple query, hence one transaction, after which the role is what it was.
                statement.execute(String.join(";\n", statements));
            }
        }
        return changed;
    }

    Optional<String> find(String name, String kind) {
        String text = texts.get(name);
        if (text == null && kind.equals("column")) {
            text = texts.get(name.substring(name.lastIndexOf('.') + 1));
        }
        if (text == null && kind.equals("view") && name.startsWith("mart.")) {
            text = inner(name.substring("mart.".length()));
        }
        return Optional.ofNullable(text);
    }

    private static String inner(String name) {
        if (name.endsWith("_scoped")) {
            return "The rows of the reader's companies; one half of a governed view. | 读者所属公司的行；受控视图的一半。";
        }
        if (name.endsWith("_all")) {
            return "All rows, for readers of all companies only; one half of a governed view. | 全部行，仅供可读全部公司的读者；受控视图的一半。";
        }
        return "Governed view of canon." + name + ". | canon." + name + " 的受控视图。";
    }
}
