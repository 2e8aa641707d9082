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

/** A BI tool with one pool of connections, each of which acts as one principal after the other. */
class ServiceLoginIT {
    private static final String COMPANIES = "select string_agg(distinct company, ',') from finance.receipt";
    private static EmbeddedHub hub;

    @BeforeAll
    static void people() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into canon.receipt (source, entity_key, company, amount)
                select 't', n::text, 'C' || (n % 3 + 1), n from generate_series(1, 90) as n
                """);
        Reader.add(hub, "svc_ann", "finance_reader").grant("company", "C1");
        Reader.add(hub, "svc_bob", "finance_reader").grant("company", "C2");
        Reader.add(hub, "svc_eve", "finance_reader").grant("company", "*");
        hub.run(
                "postgres",
                "create role svc_dba login; grant yecai_dba to svc_dba; grant connect on database " + hub.database()
                        + " to svc_dba");
    }

    private static String service(String name, String... principals) throws SQLException {
        hub.run("svc_dba", "select hub.add_principal('" + name + "', 'service', '{}')");
        hub.run("svc_dba", "select hub.add_login('" + name + "_1', '" + name + "', 'secret')");
        for (String principal : principals) {
            hub.run("svc_dba", "select hub.let_act_as('" + name + "', '" + principal + "', 'reports')");
        }
        return name + "_1";
    }

    private static void seesNothing(Connection session) throws SQLException {
        try {
            assertThat(EmbeddedHub.list(session, COMPANIES)).containsOnlyNulls();
        } catch (SQLException denied) {
            assertThat(denied.getMessage()).contains("permission denied");
        }
    }

    @Test
    void session_actsAsThePrincipalsItIsGranted_andNoOthers() throws Exception {
        String login = service("svc_tool", "svc_ann", "svc_bob");
        try (Connection session = hub.open(login)) {
            assertThat(EmbeddedHub.list(session, "set role svc_ann; " + COMPANIES))
                    .containsExactly("C1");
            assertThat(EmbeddedHub.list(session, "set role svc_bob; " + COMPANIES))
                    .containsExactly("C2");
            for (String other : new String[] {
                "svc_eve", "svc_ann_login", "finance_reader", "yecai_mart", "yecai_dba", "yecai_access", "svc_dba"
            }) {
                assertThatThrownBy(() -> EmbeddedHub.list(session, "set role " + other))
                        .as(other)
                        .hasMessageContaining("permission denied");
            }
            assertThatThrownBy(() -> EmbeddedHub.list(session, "set session authorization svc_ann"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void sessionThatNamesNobody_seesNothing() throws Exception {
        String login = service("svc_quiet", "svc_ann", "svc_bob");
        try (Connection session = hub.open(login)) {
            seesNothing(session);
            for (String reset : new String[] {
                "set role none",
                "reset role",
                "discard all",
                "reset all; reset role",
                "set session authorization default",
                "begin; set local role svc_ann; commit",
                "begin; set role svc_ann; rollback",
                "set role svc_quiet",
                "reset session authorization"
            }) {
                EmbeddedHub.list(session, "set role svc_ann; " + COMPANIES);
                EmbeddedHub.list(session, "set role none");
                EmbeddedHub.list(session, "begin; set local role svc_ann; " + COMPANIES + "; commit");
                for (String statement : reset.split("; ")) {
                    EmbeddedHub.list(session, statement);
                }
                seesNothing(session);
            }
        }
    }

    /** As a pool of transactions does it: whoever comes next gets a connection that somebody else has used. */
    @Test
    void pool_givesEachTransactionTheRowsOfItsPrincipal_alsoWithPreparedStatements() throws Exception {
        String login = service("svc_pool", "svc_ann", "svc_bob");
        List<Connection> pool = new ArrayList<>();
        try {
            for (int n = 0; n < 4; n++) {
                pool.add(hub.open(login));
                EmbeddedHub.list(pool.get(n), "set plan_cache_mode = force_generic_plan");
                EmbeddedHub.list(pool.get(n), "set role svc_ann");
                EmbeddedHub.list(pool.get(n), "prepare q as " + COMPANIES);
                EmbeddedHub.list(pool.get(n), "set role none");
            }
            for (int turn = 0; turn < 24; turn++) {
                Connection session = pool.get(turn % 4);
                boolean ann = turn % 3 == 0;
                EmbeddedHub.list(session, "begin");
                EmbeddedHub.list(session, "set local role " + (ann ? "svc_ann" : "svc_bob"));
                assertThat(EmbeddedHub.list(session, "execute q")).containsExactly(ann ? "C1" : "C2");
                EmbeddedHub.list(session, "commit");
                assertThatThrownBy(() -> EmbeddedHub.list(session, "execute q")).isInstanceOf(SQLException.class);
            }
        } finally {
            for (Connection session : pool) {
                session.close();
            }
        }
    }

    /** Also of views that read only settings: PostgreSQL makes a plan anew for another role only where row policies are involved. */
    @Test
    void keptPlanOfAnyView_hasTheRowsOfThePrincipalWhoIsNext() throws Exception {
        String login = service("svc_views", "svc_ann", "svc_eve");
        List<String> views = hub.list("postgres", """
                select format('%I.%I', schemaname, viewname) from pg_views
                where schemaname in ('finance', 'production', 'reporting') and viewowner = 'yecai_mart'
                    and has_table_privilege('finance_reader', format('%I.%I', schemaname, viewname), 'select')
                order by 1
                """);
        assertThat(views).contains("finance.aging_bucket", "finance.receipt");
        List<String> withRows = new ArrayList<>();
        try (Connection kept = hub.open(login)) {
            EmbeddedHub.list(kept, "set plan_cache_mode = force_generic_plan");
            for (String view : views) {
                String question = "select count(*)::text from " + view;
                EmbeddedHub.list(kept, "set role svc_eve; prepare q as " + question);
                for (String principal : List.of("svc_eve", "svc_ann", "svc_eve")) {
                    String rows = EmbeddedHub.list(kept, "set role " + principal + "; " + question)
                            .get(0);
                    if (!rows.equals("0")) {
                        withRows.add(view);
                    }
                    assertThat(EmbeddedHub.list(kept, "execute q"))
                            .as(view + " " + principal)
                            .containsExactly(rows);
                }
                EmbeddedHub.list(kept, "deallocate q; reset role");
            }
        }
        assertThat(withRows).contains("finance.aging_bucket", "finance.receipt");
    }

    @Test
    void revoke_reachesPooledSessions_andEndsThoseThatMayHoldTheRole() throws Exception {
        String login = service("svc_held", "svc_ann", "svc_bob");
        try (Connection holder = hub.open(login);
                Connection idle = hub.open(login);
                Connection snapshot = hub.open(login);
                Connection others = hub.open("svc_bob_login")) {
            EmbeddedHub.list(holder, "set role svc_bob");
            assertThat(EmbeddedHub.list(holder, COMPANIES)).containsExactly("C2");
            EmbeddedHub.list(snapshot, "set role svc_bob");
            EmbeddedHub.list(snapshot, "begin isolation level repeatable read");
            EmbeddedHub.list(snapshot, COMPANIES);

            hub.run("svc_dba", "select hub.grant_access('svc_bob', 'company', 'C3', null, 'test')");
            hub.run("svc_dba", "select hub.revoke_access('svc_bob', 'company', 'C3', 'test')");
            assertThat(EmbeddedHub.list(holder, COMPANIES)).containsExactly("C2");
            hub.list("svc_dba", "select hub.end_stale_sessions()");
            EmbeddedHub.awaitEnd(snapshot);
            assertThat(EmbeddedHub.list(holder, COMPANIES)).containsExactly("C2");

            hub.run("svc_dba", "select hub.forbid_acting_as('svc_held', 'svc_bob', 'left')");
            assertThatThrownBy(() -> EmbeddedHub.list(idle, "set role svc_bob"))
                    .hasMessageContaining("permission denied");
            hub.list("svc_dba", "select hub.end_stale_sessions()");
            EmbeddedHub.awaitEnd(holder);
            assertThat(EmbeddedHub.list(others, COMPANIES)).containsExactly("C2");
        }
        try (Connection anew = hub.open(login)) {
            assertThat(EmbeddedHub.list(anew, "set role svc_ann; " + COMPANIES)).containsExactly("C1");
            hub.list("svc_dba", "select hub.end_stale_sessions()");
            assertThat(EmbeddedHub.list(anew, COMPANIES)).containsExactly("C1");
            assertThatThrownBy(() -> EmbeddedHub.list(anew, "set role svc_bob"))
                    .hasMessageContaining("permission denied");
        }
        assertThat(hub.list("postgres", "select reason from hub.session_end where login = 'svc_held_1' order by 1"))
                .contains("it may still act as a principal that its service no longer may");
    }

    @Test
    void principalThatIsDropped_isActedAsNoMore() throws Exception {
        String login = service("svc_gone", "svc_ann");
        hub.run("svc_dba", """
                select hub.add_principal('svc_leaver', 'person', '{finance_reader}');
                select hub.let_act_as('svc_gone', 'svc_leaver', 'reports')
                """);
        try (Connection session = hub.open(login)) {
            EmbeddedHub.list(session, "set role svc_leaver");
            hub.run("svc_dba", "select hub.drop_principal('svc_leaver', 'left')");
            hub.list("svc_dba", "select hub.end_stale_sessions()");
            EmbeddedHub.awaitEnd(session);
        }
        hub.run("svc_dba", "select hub.add_principal('svc_leaver', 'person', '{finance_reader}')");
        assertThatThrownBy(() -> hub.run(login, "set role svc_leaver")).hasMessageContaining("permission denied");
    }

    @Test
    void serviceWithRightsOfItsOwn_orOfAnotherService_isRefused() throws Exception {
        service("svc_plain");
        service("svc_second");
        hub.run("svc_dba", "select hub.add_principal('svc_rich', 'service', '{finance_reader}')");
        for (String refused : new String[] {
            "select hub.let_act_as('svc_rich', 'svc_ann', 'x')",
            "select hub.let_act_as('svc_ann', 'svc_bob', 'x')",
            "select hub.let_act_as('svc_plain', 'svc_second', 'x')",
            "select hub.let_act_as('svc_plain', 'svc_plain', 'x')",
            "select hub.let_act_as('svc_plain', 'yecai_mart', 'x')",
            "select hub.let_act_as('svc_nobody', 'svc_ann', 'x')"
        }) {
            assertThatThrownBy(() -> hub.run("svc_dba", refused)).as(refused).hasMessageContaining("may not act as");
        }
        hub.run("svc_dba", "select hub.let_act_as('svc_plain', 'svc_ann', 'x')");
        assertThatThrownBy(() -> hub.run("svc_dba", "select hub.let_act_as('svc_plain', 'svc_ann', 'x')"))
                .hasMessageContaining("already");
        assertThatThrownBy(() -> hub.run("svc_ann_login", "select hub.let_act_as('svc_plain', 'svc_eve', 'x')"))
                .hasMessageContaining("permission denied");
    }
}
