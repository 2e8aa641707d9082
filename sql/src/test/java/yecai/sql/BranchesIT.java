package yecai.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The branch for readers of all companies does not run for others, whatever the plan. */
class BranchesIT {
    private static final List<String> PLANNERS = List.of(
            "reset all",
            "set enable_nestloop = off; set join_collapse_limit = 1; set from_collapse_limit = 1",
            "set enable_seqscan = off; set enable_material = off; set enable_bitmapscan = off",
            "set enable_hashjoin = off; set enable_mergejoin = off; set enable_memoize = off",
            "set enable_seqscan = off; set enable_hashagg = off; set enable_sort = off; set random_page_cost = 0");

    private static EmbeddedHub filled() throws SQLException {
        EmbeddedHub hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into canon.cost_entry (source, entity_key, company, element, functional_currency, amount_functional)
                select 't', n::text, 'C' || (n % 2 + 1), case n % 2 when 1 then 'HIDDEN' else 'SHOWN' end, 'CNY', n
                from generate_series(1, 1000) as n
                """);
        hub.run("postgres", """
                analyze canon.cost_entry;
                create schema probe;
                create function probe.tell(value text) returns boolean language plpgsql cost 0.0000001 as $$
                begin raise notice '%', value; return true; end $$;
                grant usage on schema probe to public
                """);
        return hub;
    }

    /** Branches that ran for a prepared statement with a generic plan, and what the function in it was told. */
    private record Seen(long branches, List<String> told) {
        static Seen of(Connection session, Statement statement) throws SQLException {
            statement.clearWarnings();
            List<String> scans = new ArrayList<>();
            try (var plan = statement.executeQuery("explain (analyze, costs off, timing off) execute question(1)")) {
                while (plan.next()) {
                    if (plan.getString(1).contains(" on cost_entry e")) {
                        scans.add(plan.getString(1));
                    }
                }
            }
            assertThat(scans).hasSize(3);
            List<String> told = new ArrayList<>();
            for (var warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                told.add(warning.getMessage());
            }
            return new Seen(
                    scans.stream()
                            .filter(scan -> !scan.contains("never executed"))
                            .count(),
                    told);
        }
    }

    private static void prepare(Statement statement, String planner) throws SQLException {
        statement.execute("deallocate all; " + planner + "; set plan_cache_mode = force_generic_plan");
        statement.execute("prepare question(numeric) as select count(*) from finance.cost_ledger"
                + " where probe.tell(element) and amount_functional >= $1");
    }

    @Test
    void branchOfAllCompanies_isNeverExecutedForAReaderOfOne_norAnyAfterTheRevoke() throws Exception {
        EmbeddedHub hub = filled();
        Reader reader = Reader.add(hub, "b_reader", "finance_reader").grant("company", "C1");
        for (String planner : PLANNERS) {
            reader.grant("company", "C1");
            try (Connection session = hub.open(reader.login());
                    Statement statement = session.createStatement()) {
                prepare(statement, planner);
                Seen before = Seen.of(session, statement);
                assertThat(before.branches()).as(planner).isEqualTo(1);
                assertThat(before.told()).as(planner).hasSize(500).containsOnly("SHOWN");

                reader.revoke("company", "C1");
                assertThat(Seen.of(session, statement)).as(planner).isEqualTo(new Seen(0, List.of()));
            }
        }
    }

    /** What the test above would see if the condition were checked for each row instead of once. */
    @Test
    void conditionThatIsCheckedForEachRow_isSeenToRun() throws Exception {
        EmbeddedHub hub = filled();
        hub.run("postgres", """
                do $do$
                begin
                    execute 'create or replace view mart.finance__cost_ledger_all as ' || regexp_replace(
                        pg_get_viewdef('mart.finance__cost_ledger_all'::regclass),
                        'WHERE \\(+\\s*SELECT r\\.all_companies',
                        'WHERE company IS NULL OR ( SELECT r.all_companies');
                end
                $do$
                """);
        Reader reader = Reader.add(hub, "b_broken", "finance_reader").grant("company", "C1");
        try (Connection session = hub.open(reader.login());
                Statement statement = session.createStatement()) {
            prepare(statement, PLANNERS.get(0));
            assertThat(Seen.of(session, statement).branches()).isEqualTo(2);
        }
    }
}
