package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.text.Resources;

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
                        where (c.relnamespace = 'canon'::regnamespace or c.oid in ('hub.control_total'::regclass, 'hub.late_change'::regclass))
                            and c.relkind in ('r', 'p')
                            and not (c.relrowsecurity and c.relforcerowsecurity
                                and 4 = (select count(*) from pg_policy as p where p.polrelid = c.oid))
                        """)).isEmpty();
    }

    /** Readers as of canonical tables; the capture reads, and only the functions that write for finance write. */
    @Test
    void everyTableOfFinance_forcesRowSecurity_andIsWrittenByItsFunctionsOnly() throws Exception {
        assertThat(hub.list("postgres", """
                        select c.relname from pg_class as c where c.relnamespace = 'books'::regnamespace and c.relkind in ('r', 'p')
                        """)).contains("group_rate", "equity_rate");
        assertThat(hub.list("postgres", """
                        select c.oid::regclass::text
                        from pg_class as c
                        where c.relnamespace = 'books'::regnamespace
                            and c.relkind in ('r', 'p')
                            and not (c.relrowsecurity and c.relforcerowsecurity
                                and 5 = (select count(*) from pg_policy as p where p.polrelid = c.oid))
                        """)).isEmpty();
        assertThat(hub.list("postgres", """
                        select distinct x.grantee::regrole || ' ' || x.privilege_type
                        from pg_class as c
                        cross join lateral aclexplode(c.relacl) as x
                        where c.relnamespace = 'books'::regnamespace and c.relkind in ('r', 'p')
                            and x.privilege_type <> 'SELECT' and x.grantee <> c.relowner
                        """)).containsExactly("yecai_books INSERT");
    }

    @Test
    void everyViewOfAReader_isASecurityBarrierOwnedByTheMartRole() throws Exception {
        String readable = """
                select c.oid::regclass::text
                from pg_class as c
                inner join pg_namespace as n on n.oid = c.relnamespace
                where n.nspname in ('hub', 'canon', 'books', 'mart', 'finance', 'production', 'reporting')
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
                        where g.table_schema in ('hub', 'canon', 'books', 'mart', 'finance', 'production', 'reporting')
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
                        where n.nspname in ('hub', 'canon', 'books', 'mart', 'finance', 'production', 'reporting')
                            and (p.prosecdef or p.prosqlbody is null)
                            and not coalesce(p.proconfig @> array['search_path=pg_catalog, pg_temp'], false)
                        """)).isEmpty();
        assertThat(hub.list("postgres", """
                        select p.oid::regprocedure::text
                        from pg_proc as p
                        inner join pg_namespace as n on n.oid = p.pronamespace
                        where n.nspname in ('hub', 'canon', 'books', 'mart', 'finance', 'production', 'reporting')
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

    @Test
    void numbersOfCanonicalRows_areFinite() throws Exception {
        assertThat(hub.list("postgres", """
                        select distinct c.oid::regclass::text
                        from pg_class as c
                        inner join pg_attribute as a on a.attrelid = c.oid and a.atttypid = 'numeric'::regtype
                        where c.relnamespace = 'canon'::regnamespace
                            and c.relkind = 'r'
                            and not exists (
                                select from pg_constraint as x
                                where x.conrelid = c.oid and x.conname = 'numbers_are_finite' and a.attnum = any (x.conkey)
                            )
                        """)).isEmpty();
        String row =
                "insert into canon.receipt (source, entity_key, company, amount, amount_functional) values ('t', 'f', 'C1', ";
        for (String number : new String[] {"'NaN', 1", "1, 'NaN'", "'Infinity', null", "null, '-Infinity'"}) {
            assertThatThrownBy(() -> hub.run("yecai_capture", row + number + ")"))
                    .as(number)
                    .hasMessageContaining("numbers_are_finite");
        }
        hub.run("yecai_capture", row + "null, 1e100)");
    }

    @Test
    void parkedDocuments_areShownToDbasAndTheCaptureOnly() throws Exception {
        EmbeddedHub own = EmbeddedHub.migrated();
        own.run("postgres", """
                create role parked_dba login in role yecai_dba;
                insert into hub.source (source, pack, pack_version) values ('erp', 'demo', '1');
                insert into hub.parked (source, mapping, derive_key, entity, reason)
                values ('erp', 'gl_entry', '17', 'gl_entry', 'division by zero')
                """);
        own.run("postgres", "grant connect on database " + own.database() + " to parked_dba");

        assertThat(own.list("parked_dba", "select concat_ws(' ', mapping, derive_key, reason) from hub.parked"))
                .containsExactly("gl_entry 17 division by zero");
        assertThatThrownBy(() -> own.run("parked_dba", "delete from hub.parked"))
                .hasMessageContaining("permission denied");
        assertThat(own.list("postgres", """
                        select r.rolname
                        from pg_roles as r
                        where not r.rolsuper
                            and r.rolname not in ('yecai_owner', 'yecai_capture')
                            and not pg_has_role(r.oid, 'yecai_dba', 'usage')
                            and has_table_privilege(r.oid, 'hub.parked', 'select')
                            and r.rolname !~ '^pg_'
                        """)).isEmpty();
    }
}
