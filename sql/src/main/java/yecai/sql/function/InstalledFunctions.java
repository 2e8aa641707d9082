package yecai.sql.function;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import yecai.sql.function.FunctionFile.Made;
import yecai.sql.jdbi.RawSql;

/** The functions, procedures and helper views that the hub has in schemas hub and canon, and what writes for finance. Acts as yecai_owner. */
final class InstalledFunctions {
    private static final String ROUTINES = """
            from pg_proc as p
            where (
                p.pronamespace in ('hub'::regnamespace, 'canon'::regnamespace)
                and pg_get_userbyid(p.proowner) in ('yecai_owner', 'yecai_access', 'yecai_mart', 'yecai_mart_all')
                or p.pronamespace in ('books'::regnamespace, 'finance'::regnamespace)
                and pg_get_userbyid(p.proowner) = 'yecai_books'
            )
            """;
    /** The lints are views as well, but not of here. */
    private static final String VIEWS = """
            from pg_class as c
            where c.relnamespace = 'hub'::regnamespace
                and c.relkind = 'v'
                and c.relname !~ '^lint(_|$)'
                and pg_get_userbyid(c.relowner) in ('yecai_owner', 'yecai_mart_all')
            """;
    /**
     * Whether an earlier transaction made the routine: one that this transaction made or replaced has a number of this
     * transaction or of a later savepoint. An older signature of a routine is told apart by it.
     */
    private static final String IS_OLDER = " and age(p.xmin) > 0";

    private final Handle handle;

    InstalledFunctions(Handle handle) {
        this.handle = handle;
    }

    /** Takes all rights on routines away: the files grant what is to be, also where one of them grants less than before. */
    void revokeGrants() throws SQLException {
        for (String statement : list("""
                select format(
                    'set local role %I; revoke all on routine %s from %s', pg_get_userbyid(p.proowner),
                    p.oid::regprocedure, string_agg(distinct coalesce(quote_ident(r.rolname), 'public'), ', '))
                from (select p.oid, p.proowner, p.proacl\s""" + ROUTINES + """
                ) as p
                cross join lateral aclexplode(p.proacl) as x
                left join pg_roles as r on r.oid = x.grantee
                where x.grantee <> p.proowner
                group by p.oid, p.proowner
                order by p.oid
                """)) {
            execute(statement);
        }
        execute("set local role yecai_owner");
    }

    /** Drops objects by their names, with any parameters. */
    void drop(List<Made> objects) throws SQLException {
        execute("set local role yecai_owner");
        List<String> names = objects.stream().map(Made::name).toList();
        drop(
                "routine",
                list(routine(ROUTINES)).stream()
                        .filter(routine -> names.contains(nameOf(routine)))
                        .toList());
        drop("view", list(view()).stream().filter(names::contains).toList());
    }

    /** Drops what this transaction neither made nor replaced. */
    void dropAllBut(Set<Made> objects) throws SQLException {
        execute("set local role yecai_owner");
        drop("routine", list(routine(ROUTINES + IS_OLDER)));
        drop(
                "view",
                list(view()).stream()
                        .filter(view -> !objects.contains(new Made(true, view)))
                        .toList());
    }

    private void drop(String what, List<String> objects) throws SQLException {
        if (!objects.isEmpty()) {
            execute("drop " + what + " " + String.join(", ", objects));
        }
    }

    private static String routine(String from) {
        return "select p.oid::regprocedure::text " + from + " order by 1";
    }

    private static String view() {
        return "select c.oid::regclass::text " + VIEWS + " order by 1";
    }

    private static String nameOf(String routine) {
        return routine.substring(0, routine.indexOf('('));
    }

    private List<String> list(String sql) {
        return handle.createQuery(sql).mapTo(String.class).list();
    }

    private void execute(String sql) throws SQLException {
        RawSql.execute(handle, sql);
    }
}
