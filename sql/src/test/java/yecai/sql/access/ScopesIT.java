package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;

class ScopesIT {
    private static final String COMPANIES = "select distinct company from finance.receipt order by company";
    private static EmbeddedHub hub;

    @BeforeAll
    static void rowsOfThreeCompanies() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into canon.receipt (source, entity_key, company, posting_date, amount)
                select 't', n::text, 'C' || (n % 3 + 1), date '2026-01-01', n
                from generate_series(1, 300) as n;
                insert into canon.exchange_rate (source, entity_key, from_currency, to_currency, rate_type, rate)
                values ('t', '1', 'EUR', 'CNY', 'transaction', 7.8);
                """);
    }

    /** A principal with a login of the name name_login. */
    private static void principal(String name, String... companies) throws SQLException {
        hub.run("postgres", "select hub.add_principal('" + name + "', 'person', '{finance_reader}')");
        hub.run("postgres", "select hub.add_login('" + name + "_login', '" + name + "', 'secret')");
        for (String company : companies) {
            hub.run("postgres", "select hub.grant_scope('" + name + "', 'company', '" + company + "', null, 'test')");
        }
    }

    @Test
    void oneCompany_seesOnlyThatCompany() throws Exception {
        principal("one_reader", "C1");

        assertThat(hub.list("one_reader_login", "select current_user")).containsExactly("one_reader");
        assertThat(hub.list("one_reader_login", COMPANIES)).containsExactly("C1");
        assertThat(hub.list("one_reader_login", "select count(*) from finance.receipt"))
                .containsExactly("100");
    }

    @Test
    void allCompanies_seesEachRowOnce_evenWithAScopeOfOneCompanyBesides() throws Exception {
        principal("all_reader", "C1", "*");

        assertThat(hub.list("all_reader_login", COMPANIES)).containsExactly("C1", "C2", "C3");
        assertThat(hub.list("all_reader_login", "select count(*) from finance.receipt"))
                .containsExactly("300");
        assertThat(hub.list("all_reader_login", "select rate from finance.exchange_rate"))
                .containsExactly("7.8");
    }

    @Test
    void noScope_seesNothing_notEvenSharedMasterData() throws Exception {
        principal("none_reader");

        assertThat(hub.list("none_reader_login", COMPANIES)).isEmpty();
        assertThat(hub.list("none_reader_login", "select rate from finance.exchange_rate"))
                .isEmpty();
    }

    @Test
    void expiredAndRevokedScopes_endInAnOpenTransactionOfAnOpenSession() throws Exception {
        principal("late_reader", "C1", "C2");
        try (Connection session = hub.open("late_reader_login");
                var prepared = session.prepareStatement(COMPANIES)) {
            session.setAutoCommit(false);
            for (int i = 0; i < 10; i++) {
                prepared.executeQuery().close();
            }

            hub.run("postgres", "select hub.revoke_scope('late_reader', 'company', 'C1', 'test')");
            assertThat(EmbeddedHub.list(session, COMPANIES)).containsExactly("C2");

            hub.run(
                    "postgres",
                    "update hub.scope set valid_to = clock_timestamp() where principal = 'late_reader' and value = 'C2'");
            try (var rows = prepared.executeQuery()) {
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void scopeToCome_isNotYetInForce() throws Exception {
        principal("early_reader", "C1");
        hub.run(
                "postgres",
                "update hub.scope set valid_from = now() + interval '1 day' where principal = 'early_reader'");

        assertThat(hub.list("early_reader_login", COMPANIES)).isEmpty();
    }

    @Test
    void loginWithoutItsPrincipal_isRefused() throws Exception {
        principal("gone_reader", "C1");
        hub.run("postgres", "revoke gone_reader from gone_reader_login granted by yecai_access");

        try (Connection session = hub.open("gone_reader_login")) {
            assertThat(EmbeddedHub.list(session, "select current_user")).containsExactly("gone_reader_login");
            assertThatThrownBy(() -> EmbeddedHub.list(session, COMPANIES)).hasMessageContaining("permission denied");
        }
    }

    @Test
    void loginThatResetsItsRole_gainsNothing() throws Exception {
        principal("reset_reader", "C1");

        assertThatThrownBy(() -> hub.list("reset_reader_login", "set role none; select * from finance.receipt"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> hub.run("reset_reader_login", "set role finance_reader"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void reader_hasNoRightOnTablesInnerViewsOrAccessData() throws Exception {
        principal("nosy_reader", "*");

        for (String relation : List.of(
                "canon.receipt",
                "mart.receipt",
                "mart.receipt_all",
                "hub.scope",
                "hub.audit",
                "hub.reader_rights",
                "production.stock_balance")) {
            assertThatThrownBy(() -> hub.list("nosy_reader_login", "select * from " + relation))
                    .as(relation)
                    .hasMessageContaining("permission denied");
        }
        for (String attempt : List.of(
                "create temporary table t (n integer)",
                "create table finance.t (n integer)",
                "select hub.grant_scope('nosy_reader', 'company', 'C1', null, 'mine')",
                "select pg_read_file('/etc/passwd')",
                "copy finance.receipt to program 'cat'")) {
            assertThatThrownBy(() -> hub.run("nosy_reader_login", attempt))
                    .as(attempt)
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void rowSecurityOff_isAnErrorAndNeverRows() throws Exception {
        principal("off_reader", "C1");

        assertThatThrownBy(() ->
                        hub.list("off_reader_login", "set row_security = off; select company from finance.receipt"))
                .hasMessageContaining("row-level security");
    }

    @Test
    void customSettings_haveNoEffect() throws Exception {
        principal("custom_reader", "C1");

        assertThat(hub.list("custom_reader_login", "set yecai.company = 'C2'; " + COMPANIES))
                .containsExactly("C1");
    }

    @Test
    void errorsAndLeakyFunctionsInTheCondition_showNoHiddenRow() throws Exception {
        principal("oracle_reader", "C1");

        // n = 101 belongs to a hidden company: were its row looked at, the division would fail.
        assertThat(hub.list(
                        "oracle_reader_login", "select count(*) from finance.receipt where 1 / (amount - 101) < 10"))
                .containsExactly("100");
    }

    @Test
    void owner_isUnderThePoliciesToo() throws Exception {
        assertThat(hub.list("yecai_migrate", "set role yecai_owner; select * from canon.receipt"))
                .isEmpty();
    }

    @Test
    void droppedLogin_endsItsSessions() throws Exception {
        principal("dropped_reader", "C1");
        try (Connection session = hub.open("dropped_reader_login")) {
            hub.run("postgres", "select hub.drop_login('dropped_reader_login')");

            assertThatThrownBy(() -> EmbeddedHub.list(session, COMPANIES)).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> hub.open("dropped_reader_login")).isInstanceOf(SQLException.class);
    }
}
