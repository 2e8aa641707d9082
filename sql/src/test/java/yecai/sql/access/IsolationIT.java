package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** What a reader tries in SQL; THREATS.md lists it with what the other tests show. */
class IsolationIT {
    private static final String HIDDEN = "HIDDEN-CUSTOMER-7";
    private static EmbeddedHub hub;
    private static Reader reader;

    @BeforeAll
    static void rows() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into canon.receipt (source, entity_key, company, customer, posting_date, amount)
                select 't', n::text, 'C' || (n % 2 + 1), case n % 2 when 1 then 'HIDDEN-CUSTOMER-7' else 'SHOWN' end,
                    date '2026-01-01', n
                from generate_series(1, 1000) as n
                """);
        hub.run("yecai_capture", """
                insert into canon.cost_entry (source, entity_key, company, element, functional_currency, amount_functional)
                select 't', n::text, 'C' || (n % 2 + 1), case n % 2 when 1 then 'HIDDEN-CUSTOMER-7' else 'SHOWN' end, 'CNY', n
                from generate_series(1, 1000) as n
                """);
        hub.run("postgres", "analyze canon.receipt, canon.cost_entry");
        reader = Reader.add(hub, "i_reader", "finance_reader").grant("company", "C1");
    }

    /** Every relation of the hub but the published views. */
    @Test
    void readers_areDeniedEveryRelationButTheirViews() throws Exception {
        List<String> relations = hub.list("postgres", """
                select format('%I.%I', n.nspname, c.relname)
                from pg_class as c
                inner join pg_namespace as n on n.oid = c.relnamespace
                where n.nspname in ('hub', 'canon', 'books', 'mart', 'production', 'reporting') and c.relkind in ('r', 'v', 'p')
                """);
        assertThat(relations).hasSizeGreaterThan(150);
        try (Connection session = hub.open(reader.login())) {
            for (String relation : relations) {
                assertThatThrownBy(() -> EmbeddedHub.list(session, "select count(*) from " + relation))
                        .as(relation)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    /** By the functions that the planner asks; every reader may execute them. */
    @Test
    void companiesOfOthers_areNotTold() throws Exception {
        Reader.add(hub, "i_other", "finance_reader").grant("company", "C2");

        assertThat(reader.list("select hub.companies_of('i_reader')")).containsExactly("{C1}");
        for (String told : List.of("hub.companies_of('i_other')", "hub.branches_of('i_other')")) {
            assertThat(reader.list("select " + told)).as(told).containsExactly("{}");
        }
    }

    @Test
    void loaderWithoutItsPolicy_failsWithAnError() throws Exception {
        EmbeddedHub other = EmbeddedHub.migrated();
        other.run("postgres", "drop policy capture_all on canon.receipt");

        assertThatThrownBy(() -> other.run(
                        "yecai_capture",
                        "insert into canon.receipt (source, entity_key, company, amount) values ('t', '1', 'C1', 1)"))
                .hasMessageContaining("row-level security policy");
        assertThat(other.list("postgres", "select detail from hub.lint_08_policy"))
                .containsExactly("lacks its policy capture_all");
    }

    /** A function that tells what it is given, an operator with an estimator, a division as an oracle. */
    @Test
    void leakyFunctionsOperatorsAndOracles_seeNoHiddenRow() throws Exception {
        hub.run("postgres", """
                create schema attack;
                create function attack.tell(value text) returns boolean language plpgsql cost 0.0000001 as $$
                begin raise notice '%', value; return true; end $$;
                create function attack.same(one text, other text) returns boolean language plpgsql cost 0.0000001 as $$
                begin raise notice '%', one; return one = other; end $$;
                create operator attack.=~= (leftarg = text, rightarg = text, function = attack.same, restrict = eqsel);
                grant usage on schema attack to public
                """);
        try (Connection session = hub.open(reader.login());
                var statement = session.createStatement()) {
            List<String> told = new ArrayList<>();
            for (String query : new String[] {
                "select count(*) from finance.receipt where attack.tell(customer)",
                "select count(*) from finance.receipt where customer operator(attack.=~=) 'x'",
                "select count(*) from finance.cost_ledger where attack.tell(element)",
                "set join_collapse_limit = 1; set from_collapse_limit = 1; set enable_nestloop = off;"
                        + " select count(*) from finance.cost_ledger where attack.tell(element)",
                "set enable_material = off; set enable_seqscan = off;"
                        + " select count(*) from finance.cost_ledger where attack.tell(element)",
                "select count(*) from finance.receipt as a where exists"
                        + " (select from finance.receipt as b where b.customer = a.customer and attack.tell(b.customer))",
                "select count(*) from finance.receipt where 1 / (case customer when '" + HIDDEN
                        + "' then 0 else 1 end) = 1"
            }) {
                statement.clearWarnings();
                statement.execute(query);
                for (var warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                    told.add(warning.getMessage());
                }
            }
            assertThat(told).isNotEmpty().containsOnly("SHOWN");
        }
    }

    @Test
    void functionsOfTheHub_ignoreTablesOfTheCallersTemporarySchema() throws Exception {
        hub.run(
                "postgres",
                "create role i_dba login; grant yecai_dba to i_dba; grant connect, temporary on database "
                        + hub.database() + " to i_dba");
        assertThatThrownBy(() -> hub.list("i_dba", """
                        create temporary table principal (principal text, ended_at timestamptz);
                        insert into pg_temp.principal values ('i_nobody', null);
                        set search_path = pg_temp;
                        select hub.grant_access('i_nobody', 'company', '*', null, 'x')
                        """)).hasMessageContaining("i_nobody is unknown to the hub");
    }

    @Test
    void readers_createNothing_andReachNoPartition() throws Exception {
        for (String attempt : List.of(
                "create temporary table mine (n integer)",
                "create table finance.mine (n integer)",
                "create materialized view finance.mine as select * from finance.receipt",
                "create function pg_temp.f() returns integer language sql as 'select 1'",
                "create view finance.mine as select * from canon.receipt",
                "alter view finance.receipt set (security_barrier = false)",
                "begin; lock table canon.receipt in share mode",
                "copy canon.receipt to stdout",
                "select lo_import('/etc/passwd')",
                "select pg_read_file('/etc/passwd')",
                "copy (select 1) to program 'cat'",
                "set session authorization postgres",
                "alter role i_reader superuser")) {
            assertThatThrownBy(() -> hub.run(reader.login(), attempt))
                    .as(attempt)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(denied|must be|permission).*");
        }
        // PostgreSQL only warns that nothing was granted.
        hub.run(reader.login(), "grant select on finance.receipt to public");
        assertThat(hub.list("postgres", "select has_table_privilege('public', 'finance.receipt', 'select')"))
                .containsExactly("f");
        hub.run("postgres", "grant references, select on finance.receipt to i_reader");
        assertThat(hub.list("postgres", "select detail from hub.lint_10_grant")).hasSize(2);
        hub.run("postgres", "revoke references, select on finance.receipt from i_reader");
    }

    /** What RATIONALE.md writes down as visible, and what is not. */
    @Test
    void statisticsOfHiddenRows_holdNoValues() throws Exception {
        assertThat(reader.list("select count(*) from pg_stats where schemaname = 'canon'"))
                .containsExactly("0");
        assertThatThrownBy(() -> reader.list("select * from pg_statistic")).hasMessageContaining("denied");
        assertThat(String.join("\n", reader.list("explain (analyze, verbose) select * from finance.receipt")))
                .contains("receipt")
                .doesNotContain(HIDDEN);
    }

    /** Texts that every login can read. */
    @Test
    void textsOfPoliciesAndViews_holdNoDataAndNoSecret() throws Exception {
        String salt = hub.list("postgres", "select salt from hub.mask_salt").get(0);
        hub.run("postgres", "select hub.set_mask('finance.receipt', 'customer', 'i_reader', 'hash', 'test')");
        String texts = String.join(
                "\n",
                reader.list("select coalesce(pg_get_viewdef(c.oid), '') from pg_class as c where c.relkind = 'v'"
                        + " union all select pg_get_expr(p.polqual, p.polrelid) from pg_policy as p"
                        + " union all select p.prosrc from pg_proc as p inner join pg_namespace as n on n.oid = p.pronamespace"
                        + " where n.nspname = 'hub' union all select rolname from pg_roles"));
        assertThat(texts).contains("mask_salt").doesNotContain(salt, HIDDEN, "'C1'", "SCRAM-SHA-256$");
    }
}
