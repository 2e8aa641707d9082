package yecai.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The data dictionary, in English and Chinese, kept in yecai/dictionary and written into the database as comments. A
 * column is looked up as {@code schema.relation.column}, then as {@code column}, so that a name that means the same
 * everywhere is described once.
 */
final class Dictionary {
    private static final String OBJECTS = """
            with ours as (
                select n.oid, n.nspname::text as nspname
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
        connection.setAutoCommit(false);
        try {
            int changed = write(connection, read(connection));
            connection.commit();
            return changed;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** The comments to write, by the owner of the objects. */
    private Map<String, List<String>> read(Connection connection) throws SQLException {
        Map<String, List<String>> comments = new TreeMap<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(OBJECTS)) {
            while (rows.next()) {
                Optional<String> text = find(rows.getString("name"), rows.getString("kind"));
                if (text.isPresent() && !text.get().equals(rows.getString("current"))) {
                    comments.computeIfAbsent(rows.getString("owner"), owner -> new ArrayList<>())
                            .add("comment on " + rows.getString("kind") + " " + rows.getString("object") + " is '"
                                    + text.get().replace("'", "''") + "'");
                }
            }
        }
        return comments;
    }

    private static int write(Connection connection, Map<String, List<String>> comments) throws SQLException {
        int changed = 0;
        for (var ofOwner : comments.entrySet()) {
            try (var statement = connection.createStatement()) {
                statement.execute("set local role " + ofOwner.getKey());
                for (String comment : ofOwner.getValue()) {
                    statement.addBatch(comment);
                }
                changed += statement.executeBatch().length;
            }
        }
        return changed;
    }

    Optional<String> find(String name, String kind) {
        String text = texts.get(name.startsWith("mart.") ? publicName(name) : name);
        if (kind.equals("column") && text == null) {
            text = texts.get(name.substring(name.lastIndexOf('.') + 1));
        } else if (kind.equals("view") && name.startsWith("mart.")) {
            text = half(name).orElse(text);
        }
        return Optional.ofNullable(text);
    }

    /** The table or published view that a view of schema mart belongs to, with the column if there is one. */
    private static String publicName(String name) {
        String[] parts = name.split("\\.", 3);
        String relation = parts[1].replaceFirst("_(scoped|all|narrow)$", "");
        int separator = relation.indexOf("__");
        String outer = separator < 0
                ? "canon." + relation
                : relation.substring(0, separator) + "." + relation.substring(separator + 2);
        return parts.length == 2 ? outer : outer + "." + parts[2];
    }

    private static Optional<String> half(String view) {
        if (view.endsWith("_scoped")) {
            return Optional.of(
                    "The rows of the reader's companies; one branch of a governed view. | 读者所属公司的行；受控视图的一个分支。");
        }
        if (view.endsWith("_narrow")) {
            return Optional.of(
                    "The rows of readers who are narrowed further than by company; one branch of a governed view."
                            + " | 除公司外还受其他维度限制的读者可见的行；受控视图的一个分支。");
        }
        return view.endsWith("_all")
                ? Optional.of("All rows, for readers of all companies only; one branch of a governed view."
                        + " | 全部行，仅供可读全部公司的读者；受控视图的一个分支。")
                : Optional.empty();
    }
}
