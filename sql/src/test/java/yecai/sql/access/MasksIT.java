package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;
import yecai.sql.lint.LintFinding;

class MasksIT {
    private static int number;
    private EmbeddedHub hub;
    private Reader reader;

    @BeforeEach
    void rows() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into canon.customer (source, entity_key, customer, name) values ('t', '1', 'CUST-0042', 'Ada');
                insert into canon.receipt (source, entity_key, company, customer, posting_date, amount)
                values ('t', '1', 'C1', 'CUST-0042', date '2026-05-17', 100), ('t', '2', 'C1', null, null, 5);
                """);
        reader = Reader.add(hub, "masked_" + ++number, "finance_reader", "reporting_reader")
                .grant("company", "C1");
    }

    private void mask(String column, String role, String mask) throws SQLException {
        hub.run(
                "postgres",
                "select hub.set_mask('finance.receipt', '" + column + "', '" + role + "', '" + mask + "', 'test')");
    }

    private String shown(String column) throws SQLException {
        return reader.list("select " + column + " from finance.receipt where amount is distinct from 5 limit 1")
                .get(0);
    }

    @Test
    void texts_showFullPartialHashedOrNull() throws Exception {
        mask("customer", "finance_reader", "full");
        assertThat(shown("customer")).isEqualTo("***");
        mask("customer", "finance_reader", "partial");
        assertThat(shown("customer")).isEqualTo("C***42");
        mask("customer", "finance_reader", "hash");
        assertThat(shown("customer")).matches("[0-9a-f]{32}").isEqualTo(shown("customer"));
        mask("customer", "finance_reader", "null");
        assertThat(shown("customer")).isNull();
        hub.run("postgres", "select hub.clear_mask('finance.receipt', 'customer', 'finance_reader', 'test')");
        assertThat(shown("customer")).isEqualTo("CUST-0042");
    }

    @Test
    void readerWhoHoldsTheViewOpen_delaysAMaskByASecondOrTwo_andIsEnded() throws Exception {
        try (Connection holder = hub.open(reader.login())) {
            holder.setAutoCommit(false);
            EmbeddedHub.list(holder, "select customer from finance.receipt");

            hub.run("postgres", """
                    set statement_timeout = '10min';
                    select hub.set_mask('finance.receipt', 'customer', 'finance_reader', 'full', 'test')
                    """);

            assertThat(shown("customer")).isEqualTo("***");
            assertThatThrownBy(() -> EmbeddedHub.list(holder, "select 1")).isInstanceOf(SQLException.class);
        }
        assertThat(hub.list("postgres", "select reason from hub.session_end where login = '" + reader.login() + "'"))
                .containsExactly("held finance.receipt, which got another mask");
    }

    @Test
    void sessionThatIsNoReaders_isNamed_andNotEnded() throws Exception {
        try (Connection holder = hub.open("postgres")) {
            holder.setAutoCommit(false);
            EmbeddedHub.list(holder, "select count(*) from finance.receipt");
            String process = EmbeddedHub.list(holder, "select pg_backend_pid()").get(0);

            assertThatThrownBy(() -> mask("customer", "finance_reader", "full"))
                    .hasMessageContaining("finance.receipt is still held by process " + process);
            assertThat(EmbeddedHub.list(holder, "select 1")).containsExactly("1");
        }
    }

    @Test
    void datesShowTheirYear_andAmountsOnlyNull() throws Exception {
        mask("posting_date", "finance_reader", "partial");
        assertThat(shown("posting_date")).isEqualTo("2026-01-01");
        assertThatThrownBy(() -> mask("amount", "finance_reader", "full"))
                .hasMessageContaining("amount of type numeric");
        mask("amount", "finance_reader", "null");
        assertThat(reader.list("select count(amount) from finance.receipt")).containsExactly("0");
    }

    @Test
    void filterOnAMaskedColumn_comparesTheMaskedValue() throws Exception {
        mask("customer", "finance_reader", "full");

        assertThat(reader.list("select amount from finance.receipt where customer = 'CUST-0042'"))
                .isEmpty();
        assertThat(reader.list("select amount from finance.receipt where customer like 'CUST%'"))
                .isEmpty();
    }

    @Test
    void strictestOfSeveralRolesWins_andThePrincipalsOwnGoesFirst() throws Exception {
        mask("customer", "finance_reader", "partial");
        mask("customer", "reporting_reader", "null");
        assertThat(shown("customer")).isNull();

        mask("customer", reader.name(), "none");
        assertThat(shown("customer")).isEqualTo("CUST-0042");
    }

    @Test
    void maskOfAWholeSchema_coversEveryViewWithTheColumn_andOthersSeeNoMask() throws Exception {
        hub.run("postgres", "select hub.set_mask('finance.*', 'customer', 'finance_reader', 'full', 'test')");
        assertThat(shown("customer")).isEqualTo("***");
        assertThat(hub.list("postgres", "select count(*) from hub.governed_view where definition like '%reader_mask%'"))
                .allMatch(count -> Integer.parseInt(count) > 5);

        hub.run("postgres", "select hub.add_reader_role('treasury_" + reader.name() + "')");
        hub.run("postgres", "select hub.grant_dataset('treasury_" + reader.name() + "', 'finance.receipt')");
        Reader other = Reader.add(hub, "un" + reader.name(), "treasury_" + reader.name())
                .grant("company", "C1");
        assertThat(other.list("select customer from finance.receipt where amount = 100"))
                .containsExactly("CUST-0042");
        assertThatThrownBy(() -> other.list("select * from finance.cost_ledger"))
                .hasMessageContaining("denied");
    }

    @Test
    void mask_worksInAnOpenSessionWithAPreparedStatement() throws Exception {
        try (Connection session = hub.open(reader.login());
                var statement = session.prepareStatement("select customer from finance.receipt where amount = 100")) {
            for (int i = 0; i < 10; i++) {
                statement.executeQuery().close();
            }
            mask("customer", "finance_reader", "full");
            try (var rows = statement.executeQuery()) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("***");
            }
        }
    }

    @Test
    void masks_leaveNoLint_andOutlastAMigration() throws Exception {
        mask("customer", "finance_reader", "full");
        hub.run("postgres", "update hub.view_set set checksum = 'other'");
        hub.migrator().migrate();

        assertThat(shown("customer")).isEqualTo("***");
        try (Connection connection = hub.open("postgres")) {
            assertThat(LintFinding.list(connection)).isEmpty();
        }
    }

    @Test
    void salt_isNotForReadersNorDbas() throws Exception {
        hub.run(
                "postgres",
                "create role salty_" + number + " login; grant yecai_dba to salty_" + number
                        + "; grant connect on database " + hub.database() + " to salty_" + number);
        assertThatThrownBy(() -> reader.list("select salt from hub.mask_salt")).hasMessageContaining("denied");
        assertThatThrownBy(() -> hub.list("salty_" + number, "select salt from hub.mask_salt"))
                .hasMessageContaining("denied");
    }
}
