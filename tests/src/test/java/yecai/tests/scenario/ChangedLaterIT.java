package yecai.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import yecai.cdc.setting.change.SettingChange;
import yecai.cdc.source.Server;
import yecai.cdc.source.SettingValue;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.EmbeddedHub;
import yecai.sql.StepsBefore;

/** What changes after the fact: documents in periods that the ERP has closed, and settings of the source. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StepsBefore.class)
final class ChangedLaterIT {
    private static final String LATE =
            "select entity, change_kind, source_period, ledger_period, amount_before, amount_after, difference"
                    + " from finance.late_change order by change_no";
    private static final String UNBILLED =
            "select unbilled from finance.receivable_aging where company = 'T98' and unbilled <> 0";

    /** Part of the version by which the API knows that an answer it has given holds no longer. */
    private static final String REWRITES = "select rewrites from hub.source";

    private static PackTrial trial;

    @BeforeAll
    static void load() throws SQLException, IOException {
        StringBuilder sql = new StringBuilder();
        for (String file : List.of(
                "schema_1_master",
                "schema_2_buying",
                "schema_3_production",
                "schema_4_sales",
                "schema_5_ledger",
                "master_data")) {
            try (var content = ScenarioIT.class.getResourceAsStream("/yecai/packs/demo/fixtures/" + file + ".sql")) {
                sql.append(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        trial = PackTrial.of("demo", sql + Scenario.common());
        erp("""
                call company('CNY', 'shipment');
                insert into accounting_periods (company, period, start_date, end_date, status)
                values ('T98', '2024-01', '2024-01-01', '2024-01-31', 'closed'), ('T98', '2024-02', '2024-02-01', '2024-02-29', 'open');
                insert into sales_orders (id, number, order_date, net, tax) values (id(10), 'SO1', '2024-01-02', 1000, 130);
                insert into sales_order_lines (id, sales_order_id, quantity, unit_price, net, tax)
                values (id(11), id(10), 10, 100, 1000, 130);
                insert into shipments (id, number, sales_order_id, ship_date) values (id(20), 'DN1', id(10), '2024-01-05');
                insert into shipment_lines (id, shipment_id, sales_order_line_id, quantity, unit_price, net, tax)
                values (id(21), id(20), id(11), 10, 100, 1000, 130);
                insert into customer_invoices (id, number, invoice_date, net, tax) values (id(30), 'IV1', '2024-01-08', 1000, 130);
                insert into ar_items (id, kind, doc_no, doc_date, original, open_amount, due_date, customer_invoice_id)
                values (id(31), 'invoice', 'IV1', '2024-01-08', 1130, 0, '2024-02-07', id(30));
                insert into receipts (id, number, receipt_date, amount) values (id(40), 'RC1', '2024-01-20', 1130);
                insert into ar_allocations (id, receipt_id, ar_item_id, allocation_date, currency, amount)
                values (id(41), id(40), id(31), '2024-01-20', 'CNY', 1130);
                insert into customer_invoices (id, number, invoice_date, net, tax) values (id(50), 'IV2', '2024-02-08', 100, 13)
                """);
        trial.load();
        trial.startCapture();
    }

    @AfterAll
    static void stop() throws SQLException {
        trial.close();
    }

    @Test
    @Order(1)
    void deletionInAClosedPeriod_isListedWithItsAmount() throws SQLException {
        erp("delete from ar_allocations where id = id(41);"
                + " update ar_items set open_amount = 1130, open_functional = 1130 where id = id(31)");
        trial.awaitCaughtUp();

        assertThat(finance(LATE)).containsExactly("receipt_allocation deleted 2024-01 2024-02 1130.00 0 -1130.00");
    }

    @Test
    @Order(2)
    void changeInAClosedPeriod_isListedBeforeAndAfter_alsoWhenItLeavesThePeriod() throws SQLException {
        erp("update ar_items set original = 1140, original_functional = 1140 where id = id(31)");
        trial.awaitCaughtUp();
        erp("update ar_items set posting_date = '2024-02-01', period = '2024-02' where id = id(31)");
        trial.awaitCaughtUp();

        assertThat(finance(LATE))
                .hasSize(3)
                .endsWith(
                        "receivable_item changed 2024-01 2024-02 1130.00 1140.00 10.00",
                        "receivable_item moved_out 2024-01 2024-02 1140.00 0 -1140.00");
    }

    @Test
    @Order(3)
    void whatDoesNotChangeAFigureOfAClosedPeriod_isNotListed() throws SQLException {
        erp("update ar_items set open_amount = 1000, open_functional = 1000, status = 'open' where id = id(31);"
                + " update customer_invoices set net_functional = 1, gross_functional = 2 where id = id(50);"
                + " delete from customer_invoices where id = id(50)");
        trial.awaitCaughtUp();

        assertThat(finance(LATE)).hasSize(3);
    }

    /**
     * Closed is what was closed before: the last posting of February comes with its closing, and is in time. All four are
     * captured in one batch, as after a standstill.
     */
    @Test
    @Order(4)
    void postingIntoAClosedPeriod_isListed() throws SQLException {
        trial.stopCapture();
        erp(
                "insert into customer_invoices (id, number, invoice_date, net, tax) values (id(60), 'IV3', '2024-01-30', 200, 26)");
        erp(
                "insert into customer_invoices (id, number, invoice_date, net, tax) values (id(70), 'IV4', '2024-02-27', 300, 39)");
        erp("update accounting_periods set status = 'closed' where company = 'T98' and period = '2024-02'");
        erp(
                "insert into customer_invoices (id, number, invoice_date, net, tax) values (id(80), 'IV5', '2024-02-28', 400, 52)");
        trial.startCapture();
        trial.awaitCaughtUp();

        assertThat(finance(LATE))
                .hasSize(5)
                .endsWith(
                        "customer_invoice posted 2024-01 2024-02 0 226.00 226.00",
                        "customer_invoice posted 2024-02 null 0 452.00 452.00");
        assertThat(trial.check().canonicalMatchesFull()).isTrue();
    }

    @Test
    @Order(5)
    void lateChanges_areSeenByReadersOfTheirCompanyOnly_andStay() throws SQLException {
        hub("postgres", """
                select hub.add_principal('other_company', 'service', array['finance_reader']);
                select hub.add_login('other_company_login', 'other_company', 'finance-secret');
                select hub.grant_scope('other_company', 'company', 'T97', null, 'trial')""");
        assertThat(hubRows("other_company_login", "select entity from finance.late_change"))
                .isEmpty();
        assertThatThrownBy(() -> hub("yecai_capture", "delete from hub.late_change"))
                .hasMessageContaining("append-only");
    }

    @Test
    @Order(6)
    void changedSetting_derivesAgainWhatDependsOnIt_besideTheCapture() throws SQLException {
        String others = "select max(applied_at)::text from canon.receivable_item";
        List<String> before = hubRows("yecai_capture", others);
        assertThat(finance(UNBILLED)).containsExactly("1130.00");

        List<String> version = hubRows("yecai_capture", REWRITES);
        assertThat(apply("acceptance", "T98")).isEqualTo(1);
        assertThat(hubRows("yecai_capture", REWRITES)).isNotEqualTo(version);
        assertThat(finance(UNBILLED)).isEmpty();
        assertThat(finance("select recognized_date from finance.shipment_line where company = 'T98'"))
                .containsExactly("null");
        assertThat(trial.check().canonicalMatchesFull()).isTrue();
        assertThat(hubRows("yecai_capture", others)).isEqualTo(before);

        assertThat(apply("acceptance", "T98")).isZero();
        assertThat(SettingChange.run(trial.settings())).isEqualTo(1);
        assertThat(finance(UNBILLED)).containsExactly("1130.00");
    }

    @Test
    @Order(7)
    void settingBySql_isAppliedWithTheNextCapture_andAudited() throws SQLException {
        hub("postgres", "select hub.set_source_setting('demo', 'recognition_event', null, 'acceptance', 'new policy')");
        assertThat(finance(UNBILLED)).containsExactly("1130.00");
        assertThat(trial.check().canonicalMatchesFull()).isTrue();

        trial.stopCapture();
        trial.startCapture();
        trial.awaitCaughtUp();

        assertThat(finance(UNBILLED)).isEmpty();
        assertThat(trial.check().canonicalMatchesFull()).isTrue();
        assertThat(hubRows(
                        "postgres",
                        "select detail ->> 'reason' from hub.audit where action = 'set_source_setting'"
                                + " and subject = 'demo recognition_event' order by audit desc limit 1"))
                .containsExactly("new policy");
    }

    @Test
    @Order(8)
    void wrongSetting_isRefused_withWhatIsAllowed() {
        assertThatThrownBy(() -> apply("delivered", "T98"))
                .hasMessageContaining("setting recognition_event of source demo for company T98 is `delivered`")
                .hasMessageContaining("it must be one of shipment, delivery, acceptance");
        assertThatThrownBy(() -> SettingChange.run(
                        trial.settings().with(List.of(new SettingValue("recognition", Optional.empty(), "shipment")))))
                .hasMessageContaining("source demo has no setting recognition: its pack declares recognition_event");
        assertThatThrownBy(() -> hub(
                        "other_company_login",
                        "select hub.set_source_setting('demo', 'recognition_event', '', 'delivery', 'x')"))
                .hasMessageContaining("permission denied");
    }

    private static int apply(String event, String company) {
        return SettingChange.run(
                trial.settings().with(List.of(new SettingValue("recognition_event", Optional.of(company), event))));
    }

    private static void hub(String user, String sql) throws SQLException {
        try (Connection hub = openHub(user);
                Statement statement = hub.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> hubRows(String user, String sql) throws SQLException {
        try (Connection hub = openHub(user)) {
            return EmbeddedHub.list(hub, sql);
        }
    }

    private static Connection openHub(String user) throws SQLException {
        return new Server(trial.settings().hub().url(), user, "finance-secret").open("changed later");
    }

    private static void erp(String sql) throws SQLException {
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute(
                    "set search_path = erp; set scenario.company = 'T98'; set scenario.base = 9800000; " + sql);
        }
    }

    private static List<String> finance(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection finance = trial.openAsFinance();
                Statement statement = finance.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(row.getString(i)));
                }
                found.add(String.join(" ", cells));
            }
        }
        return found;
    }
}
