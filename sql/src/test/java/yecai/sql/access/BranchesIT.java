package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** Branches of a view that are not for the reader are not planned, and would not run, whatever the plan. */
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

    /** Branches that a prepared statement with a generic plan has and that ran, and what the function in it was told. */
    private record Seen(int planned, long ran, Set<String> told) {
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
            Set<String> told = new TreeSet<>();
            for (var warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                told.add(warning.getMessage());
            }
            return new Seen(
                    scans.size(),
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
    void viewsOfSettings_haveTheSameRowsForReadersOfEveryKind_andNoneForOthers() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        Reader some = Reader.add(hub, "b_some", "finance_reader").grant("company", "C1");
        Reader all = Reader.add(hub, "b_all", "finance_reader").grant("company", "*");
        Reader narrowed = Reader.add(hub, "b_narrowed", "finance_reader")
                .grant("company", "C1")
                .grant("plant", "P1");
        Reader nobody = Reader.add(hub, "b_nobody", "finance_reader");
        String question = "select bucket_set || ' ' || bucket from finance.aging_bucket"
                + " union all select currency from finance.reporting_currency order by 1";

        assertThat(some.list(question)).contains("CNY", "due not_due").doesNotHaveDuplicates();
        assertThat(all.list(question)).isEqualTo(some.list(question));
        assertThat(narrowed.list(question)).isEqualTo(some.list(question));
        assertThat(nobody.list(question)).isEmpty();
    }

    @Test
    void branchesOfOtherReaders_areNotPlanned_norAnyAfterTheRevoke() throws Exception {
        EmbeddedHub hub = filled();
        Reader reader = Reader.add(hub, "b_reader", "finance_reader");
        for (String planner : PLANNERS) {
            reader.grant("company", "C1");
            try (Connection session = hub.open(reader.login());
                    Statement statement = session.createStatement()) {
                prepare(statement, planner);
                assertThat(Seen.of(session, statement)).as(planner).isEqualTo(new Seen(1, 1, Set.of("SHOWN")));

                reader.revoke("company", "C1");
                assertThat(Seen.of(session, statement)).as(planner).isEqualTo(new Seen(0, 0, Set.of()));
            }
        }
    }

    /** A plan without the branch would show no rows at all, since a reader of all companies has none of its own. */
    @Test
    void planThatWasMadeBeforeAGrant_isMadeAgain() throws Exception {
        EmbeddedHub hub = filled();
        Reader reader = Reader.add(hub, "b_granted", "finance_reader");
        try (Connection session = hub.open(reader.login());
                Statement statement = session.createStatement()) {
            prepare(statement, PLANNERS.get(0));
            assertThat(Seen.of(session, statement)).isEqualTo(new Seen(0, 0, Set.of()));
            reader.grant("company", "C2");
            assertThat(Seen.of(session, statement)).isEqualTo(new Seen(1, 1, Set.of("HIDDEN")));
            reader.grant("company", "*");
            assertThat(Seen.of(session, statement)).isEqualTo(new Seen(2, 1, Set.of("HIDDEN", "SHOWN")));
            reader.grant("plant", "P1");
            assertThat(Seen.of(session, statement)).isEqualTo(new Seen(1, 1, Set.of()));
        }
    }

    /** What a session would see that kept its plan: the condition above the branch is checked once, and nothing runs. */
    @Test
    void planThatIsKept_runsNothingAfterTheRevoke() throws Exception {
        EmbeddedHub hub = filled();
        hub.run("postgres", "alter table hub.scope disable trigger forget_plans");
        Reader reader = Reader.add(hub, "b_kept", "finance_reader");
        for (String planner : PLANNERS) {
            reader.grant("company", "*");
            try (Connection session = hub.open(reader.login());
                    Statement statement = session.createStatement()) {
                prepare(statement, planner);
                assertThat(Seen.of(session, statement))
                        .as(planner)
                        .isEqualTo(new Seen(1, 1, Set.of("HIDDEN", "SHOWN")));
                reader.revoke("company", "*");
                assertThat(Seen.of(session, statement)).as(planner).isEqualTo(new Seen(1, 0, Set.of()));
            }
        }
    }

    /** What the test above would see if the condition were checked for each row instead of once. */
    @Test
    void conditionThatIsCheckedForEachRow_isSeenToRun() throws Exception {
        EmbeddedHub hub = filled();
        hub.run("postgres", """
                alter table hub.scope disable trigger forget_plans;
                do $do$
                begin
                    execute 'create or replace view mart.finance__cost_ledger_all as ' || regexp_replace(
                        pg_get_viewdef('mart.finance__cost_ledger_all'::regclass),
                        'WHERE \\(+\\s*SELECT r\\.all_companies',
                        'WHERE company IS NULL OR ( SELECT r.all_companies');
                end
                $do$
                """);
        Reader reader = Reader.add(hub, "b_broken", "finance_reader").grant("company", "*");
        try (Connection session = hub.open(reader.login());
                Statement statement = session.createStatement()) {
            prepare(statement, PLANNERS.get(0));
            assertThat(Seen.of(session, statement).ran()).isEqualTo(1);
            reader.revoke("company", "*");
            assertThat(Seen.of(session, statement).ran()).isEqualTo(1);
        }
    }
}
