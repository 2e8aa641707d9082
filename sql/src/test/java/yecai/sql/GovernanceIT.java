package yecai.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GovernanceIT {
    private static EmbeddedHub hub;

    @BeforeAll
    static void migrate() throws SQLException {
        hub = EmbeddedHub.migrated();
    }

    @Test
    void everyCanonicalTable_forcesRowSecurityWithItsFourPolicies() throws Exception {
        assertThat(hub.list("postgres", """
                        select c.oid::regclass::text
                        from pg_class as c
                        where (c.relnamespace = 'canon'::regnamespace or c.oid = 'hub.control_total'::regclass)
                            and c.relkind in ('r', 'p')
                            and not (c.relrowsecurity and c.relforcerowsecurity
                                and 4 = (select count(*) from pg_policy as p where p.polrelid = c.oid))
                        """)).isEmpty();
    }

    @Test
    void everyViewOfAReader_isASecurityBarrierOwnedByTheMartRole() throws Exception {
        String readable = """
                select c.oid::regclass::text
                from pg_class as c
                inner join pg_namespace as n on n.oid = c.relnamespace
                where n.nspname in ('hub', 'canon', 'mart', 'finance', 'production', 'reporting')
                    and c.relkind in ('r', 'p', 'v', 'm')
                    and (has_table_privilege('finance_reader', c.oid, 'select')
                        or has_table_privilege('production_reader', c.oid, 'select')
                        or has_table_privilege('reporting_reader', c.oid, 'select'))
                """;
        assertThat(hub.list("postgres", readable)).hasSizeGreaterThan(15);
        assertThat(hub.list("postgres", readable + """
                                and not (c.relkind = 'v' and pg_get_userbyid(c.relowner) = 'yecai_mart'
                                    and coalesce(c.reloptions @> array['security_barrier=true'], false))
                                """)).isEmpty();
    }

    @Test
    void martRoles_ownNoTable() throws Exception {
        assertThat(
                        hub.list(
                                "postgres",
                                "select relname from pg_class where relkind in ('r', 'p', 'm')"
                                        + " and pg_get_userbyid(relowner) in ('yecai_mart', 'yecai_mart_all', 'yecai_mart_narrow')"))
                .isEmpty();
    }

    @Test
    void readers_mayOnlySelect() throws Exception {
        assertThat(hub.list("postgres", """
                        select g.table_schema || '.' || g.table_name || ' ' || g.privilege_type || ' ' || g.grantee
                        from information_schema.role_table_grants as g
                        where g.table_schema in ('hub', 'canon', 'mart', 'finance', 'production', 'reporting')
                            and (g.grantee = 'PUBLIC' or g.grantee in ('finance_reader', 'production_reader', 'reporting_reader'))
                            and (g.privilege_type <> 'SELECT' or g.grantee = 'PUBLIC')
                        """)).isEmpty();
    }

    @Test
    void functions_pinTheirSearchPathWithTemporaryTablesLast_andAreNotForEverybody() throws Exception {
        assertThat(hub.list("postgres", """
                        select p.oid::regprocedure::text
                        from pg_proc as p
                        inner join pg_namespace as n on n.oid = p.pronamespace
                        where n.nspname in ('hub', 'canon', 'mart', 'finance', 'production', 'reporting')
                            and (p.prosecdef or p.prosqlbody is null)
                            and not coalesce(p.proconfig @> array['search_path=pg_catalog, pg_temp'], false)
                        """)).isEmpty();
        assertThat(hub.list("postgres", """
                        select p.oid::regprocedure::text
                        from pg_proc as p
                        inner join pg_namespace as n on n.oid = p.pronamespace
                        where n.nspname in ('hub', 'canon', 'mart', 'finance', 'production', 'reporting')
                            and has_function_privilege('public', p.oid, 'execute')
                        """)).isEmpty();
    }

    @Test
    void viewFiles_areAllListedInTheirOrder() throws Exception {
        var folder = java.nio.file.Path.of("src/main/resources/yecai/views");
        try (var files = java.nio.file.Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".sql"))
                            .map(file -> folder.relativize(file).toString().replace(".sql", "")))
                    .containsExactlyInAnyOrderElementsOf(Resources.lines("views/order.txt"));
        }
    }
}
