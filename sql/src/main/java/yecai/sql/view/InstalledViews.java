package yecai.sql.view;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.postgresql.util.PSQLException;
import yecai.sql.jdbi.RawSql;

/** The views and functions that the hub's view owners have in the database. */
final class InstalledViews {
    private static final String DEPENDENT_OBJECTS = "2BP01";
    private static final String VIEWS = """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class as c
            inner join pg_namespace as n on n.oid = c.relnamespace
            where c.relkind = 'v'
                and n.nspname in ('mart', 'finance', 'production', 'reporting', 'canon')
                and pg_get_userbyid(c.relowner) in ('yecai_owner', 'yecai_mart', 'yecai_mart_all', 'yecai_mart_narrow')
            """;
    private static final String FUNCTIONS = """
            select p.oid::regprocedure::text
            from pg_proc as p
            inner join pg_namespace as n on n.oid = p.pronamespace
            where n.nspname in ('finance', 'production', 'reporting')
                and pg_get_userbyid(p.proowner) in ('yecai_owner', 'yecai_mart')
            """;

    private final Handle handle;

    InstalledViews(Handle handle) {
        this.handle = handle;
    }

    /** Drops what has none of the names, but never by cascade. Views may ask functions, and no function names a view's type. */
    void dropAllBut(Set<String> names) throws SQLException {
        drop("view", without(names, list(VIEWS)));
        drop("function", without(names, list(FUNCTIONS)));
    }

    private List<String> list(String sql) {
        return handle.createQuery(sql).mapTo(String.class).list();
    }

    private static List<String> without(Set<String> names, List<String> found) {
        return found.stream()
                .filter(name -> !names.contains(name.replaceFirst("\\(.*", "")))
                .toList();
    }

    private void drop(String what, List<String> names) throws SQLException {
        if (names.isEmpty()) {
            return;
        }
        handle.execute("set local role yecai_owner");
        try {
            RawSql.execute(handle, "drop " + what + " " + String.join(", ", names));
        } catch (PSQLException problem) {
            if (!DEPENDENT_OBJECTS.equals(problem.getSQLState()) || problem.getServerErrorMessage() == null) {
                throw problem;
            }
            throw new SQLException(
                    "the hub's views must be recreated, but others depend on them: drop these, migrate, and make them"
                            + " again. " + problem.getServerErrorMessage().getDetail(),
                    problem.getSQLState(),
                    problem);
        }
    }
}
