package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** What a member of yecai_dba could do without an audit entry: read as anybody, set passwords, revive and make logins. */
class DbaDoorsIT {
    private static EmbeddedHub hub;

    @BeforeAll
    static void people() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into canon.receipt (source, entity_key, company, amount)
                select 't', n::text, 'C' || (n % 2 + 1), n from generate_series(1, 100) as n
                """);
        hub.run(
                "postgres",
                "create role door_dba login; grant yecai_dba to door_dba; grant connect on database " + hub.database()
                        + " to door_dba");
        Reader.add(hub, "door_ann", "finance_reader").grant("company", "C1");
        Reader.add(hub, "door_all", "finance_reader").grant("company", "*");
        hub.run(
                "door_dba",
                "select hub.add_login('door_ended', 'door_ann', 'secret');"
                        + " select hub.end_login('door_ended', now() - interval '1 day', 'left')");
    }

    private static String actor(String action, String subject) throws SQLException {
        return hub.list(
                        "postgres",
                        "select actor from hub.audit where action = '" + action + "' and subject = '" + subject
                                + "' order by audit desc limit 1")
                .get(0);
    }

    @Test
    void actingAsAReader_orChangingItsLogin_isRefused() throws Exception {
        String database = hub.database();
        for (String attempt : new String[] {
            "set role yecai_preview",
            "set role yecai_login_admin",
            "set role yecai_access",
            "set role yecai_mart",
            "set role yecai_mart_all",
            "set role yecai_owner",
            "set role yecai_capture",
            "set role yecai_api",
            "set role door_ann",
            "set role door_all",
            "set role door_ann_login",
            "set session authorization door_all_login",
            "select set_config('role', 'door_all', true)",
            "alter role door_ann_login password 'stolen'",
            "alter role door_ann_login rename to door_mine",
            "alter role door_ended valid until '2099-01-01'",
            "alter role door_ended login",
            "alter role door_ann_login connection limit 100",
            "alter role door_ann_login in database " + database + " set role = 'door_all'",
            "alter role door_ann_login set role = 'door_all'",
            "alter role door_ann_login set statement_timeout = 0",
            "alter role door_ann_login reset all",
            "alter role all set role = 'door_all'",
            "alter database " + database + " set role = 'door_all'",
            "create role door_evil login createrole",
            "create user door_evil password 'x'",
            "alter role door_dba createrole",
            "alter role door_dba bypassrls",
            "grant door_ann to door_dba",
            "grant door_all to door_ann_login",
            "grant yecai_preview to door_dba",
            "grant yecai_access to door_dba",
            "grant finance_reader to door_dba",
            "grant pg_read_all_data to door_dba",
            "drop role door_ann_login",
            "reassign owned by door_ann to door_dba",
            "insert into hub.login (login, principal, created_by) values ('door_dba', 'door_all', 'x')",
            "update hub.login set valid_to = 'infinity' where login = 'door_ended'",
            "insert into hub.scope (principal, dimension, value, reason, granted_by)"
                    + " values ('door_dba', 'company', '*', 'x', 'x')",
            "insert into hub.login_draft (login, maker, settings, roles) values ('x', 'x', '{}', '{}')",
            "delete from hub.login_draft",
            "select hub.lend_rights('door_all')",
            "select hub.note_preview('door_all', 'finance.receipt')",
            "select hub.let_api_act_as('door_all')",
            "select * from finance.receipt",
            "select * from mart.receipt_all",
            "select * from canon.receipt",
            "create schema door_dba",
            "create function hub.mine() returns void language sql as 'select'",
            "create temporary table t (n integer)"
        }) {
            assertThatThrownBy(() -> hub.run("door_dba", attempt)).as(attempt).isInstanceOf(SQLException.class);
        }
        assertThat(hub.list("postgres", "select problem from hub.first_bad_audit()"))
                .isEmpty();
    }

    @Test
    void preview_givesCountsOnly_leavesNoRights_andIsAudited() throws Exception {
        String receipts = "select concat_ws(' ', company, visible) from hub.preview_as('%s', 'finance.receipt')";
        assertThat(hub.list("door_dba", receipts.formatted("door_ann"))).containsExactly("C1 50");
        assertThat(hub.list("door_dba", receipts.formatted("door_all"))).containsExactly("C1 50", "C2 50");
        assertThat(actor("preview", "door_all")).isEqualTo("door_dba");
        assertThat(hub.list("door_dba", "select visible from hub.preview_as('door_ann', 'production.stock_balance')"))
                .isEmpty();
        assertThat(hub.list("postgres", """
                        select principal from hub.principal where principal = 'yecai_mart'
                        union all select principal from hub.scope where principal = 'yecai_mart'
                        """)).isEmpty();

        try (Connection session = hub.open("door_dba")) {
            session.setAutoCommit(false);
            EmbeddedHub.list(session, receipts.formatted("door_all"));
            assertThat(EmbeddedHub.list(session, "select current_user")).containsExactly("door_dba");
            assertThatThrownBy(() -> EmbeddedHub.list(session, "select count(*) from finance.receipt"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void preview_countsByTheMaskOfThePrincipal_andByItsNarrowScopes() throws Exception {
        Reader.add(hub, "door_masked", "finance_reader").grant("company", "*");
        hub.run(
                "door_dba",
                "select hub.set_mask('finance.receipt', 'company', 'door_masked', 'full', 'test');"
                        + " select hub.add_principal('door_narrow', 'person', '{finance_reader}');"
                        + " select hub.grant_access('door_narrow', 'company', 'C1', null, 'test');"
                        + " select hub.grant_access('door_narrow', 'customer_group', 'G1', null, 'test')");

        assertThat(hub.list("door_dba", "select visible from hub.preview_as('door_masked', 'finance.receipt')"))
                .containsExactly("100");
        assertThat(hub.list("door_dba", "select visible from hub.preview_as('door_narrow', 'finance.receipt')"))
                .isEmpty();
        hub.run("door_dba", "select hub.clear_mask('finance.receipt', 'company', 'door_masked', 'test')");
    }

    @Test
    void login_thatADbaMakes_isWholeAndNamesTheDba() throws Exception {
        hub.run("door_dba", "select hub.add_login('door_new', 'door_ann', 'secret', 'infinity', 3)");

        assertThat(hub.list("door_new", "select current_user || ' ' || count(*) from finance.receipt"))
                .containsExactly("door_ann 50");
        assertThat(actor("add_login", "door_new")).isEqualTo("door_dba");
        assertThat(hub.list("postgres", "select rolname from pg_roles where rolname like 'yecai_maker%'"))
                .isEmpty();
        assertThatThrownBy(() -> hub.run("door_dba", "set role door_new")).hasMessageContaining("permission denied");
    }

    /** Whoever calls the two halves of add_login by hand, to do something else in between. */
    @Test
    void halvesOfAddLogin_letNothingElseThrough() throws Exception {
        String begin =
                "perform set_config('role', hub.register_login('door_half', 'door_ann', 'x', 'infinity', -1), true);";
        String name = "alter role door_half in database " + hub.database() + " set role = 'door_ann';";
        String end = "perform set_config('role', 'none', true); perform hub.confirm_login('door_half');";
        for (String between : new String[] {
            "create role door_evil login;",
            "create role door_evil createrole; grant door_evil to current_user with set true; perform"
                    + " set_config('role', 'door_evil', true); create role door_evil2 login; perform"
                    + " set_config('role', format('yecai_maker_%s', pg_backend_pid()), true); drop role door_evil;",
            "grant door_half to door_dba;",
            "grant door_half to door_ann_login;",
            "alter role door_half createrole;",
            "alter role door_half inherit;",
            "alter role door_half valid until '2001-01-01';",
            "alter role door_half connection limit 500;",
            "alter role door_half set work_mem = '1GB';",
            "alter role door_half in database " + hub.database() + " set role = 'door_all';",
            "alter role door_half in database " + hub.database() + " reset idle_in_transaction_session_timeout;",
            "alter role door_half rename to door_third;",
            "alter role door_ann_login password 'stolen';",
            "drop role door_half;"
        }) {
            assertThatThrownBy(() -> hub.run("door_dba", "do $$ begin " + begin + name + between + end + " end $$"))
                    .as(between)
                    .isInstanceOf(SQLException.class);
        }
        for (String unfinished : new String[] {
            "do $$ begin " + begin + name + " end $$",
            "select hub.register_login('door_half', 'door_ann', 'x', 'infinity', -1)",
            "do $$ begin " + begin + " set constraints all immediate; end $$"
        }) {
            assertThatThrownBy(() -> hub.run("door_dba", unfinished))
                    .as(unfinished)
                    .hasMessageContaining("a_transaction_confirms_the_login_it_makes");
        }
        assertThat(hub.list(
                        "postgres",
                        "select rolname from pg_roles where rolname ~ '^(yecai_maker|door_half|door_evil|door_third)'"))
                .isEmpty();

        hub.run("door_dba", "do $$ begin " + begin + name + end + " end $$");
        assertThat(hub.list("door_half", "select current_user")).containsExactly("door_ann");
    }
}
