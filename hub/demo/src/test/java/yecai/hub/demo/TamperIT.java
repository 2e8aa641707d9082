package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.check.CheckReport;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Part;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.display.Figures;
import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.server.EmbeddedServers;
import yecai.sql.pack.PackLoader;

/** The demo's three promises fail when somebody tampers with the hub, and its readers see only what they may. */
final class TamperIT {
    private static EmbeddedServers servers;
    private static DemoHub hub;
    private static SourceSettings settings;
    private String undo;

    @BeforeAll
    static void load() throws Exception {
        servers = EmbeddedServers.start(0, false);
        hub = DemoHub.create(servers.hub());
        DemoErp erp = DemoErp.create(servers.erp());
        try (Workload workload = erp.startBusiness(DemoOptions.defaults().withHistory(400))) {
            assertThat(workload.committed()).isGreaterThanOrEqualTo(400);
        }
        settings = new SourceSettings("demo", PackLoader.load("demo"), erp.capture(), hub.capture());
        erp.letIn(settings);
        new InitialLoad(settings).run(LoadProgress.SILENT);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @AfterEach
    void repair() throws SQLException {
        if (undo != null) {
            change(undo);
        }
    }

    @Test
    void untouchedHub_keepsAllPromises() {
        CheckReport report = check();
        assertThat(report.differences()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.figures()).isEmpty();
        assertThat(report.rows(Part.FIGURES)).isGreaterThan(50);
    }

    @Test
    void changedMirrorRow_breaksMirror() throws SQLException {
        tamper(
                "update erp_demo.customers set country = 'XX' where code = 'C00001'",
                "update erp_demo.customers set country = 'US' where code = 'C00001'");
        assertThat(check().mirrorMatches()).isFalse();
    }

    @Test
    void lostMirrorRow_breaksMirror() throws SQLException {
        tamper(
                "create table erp_demo.lost as select * from erp_demo.tx_tokens where n = 1; "
                        + "delete from erp_demo.tx_tokens where n = 1",
                "insert into erp_demo.tx_tokens select * from erp_demo.lost; drop table erp_demo.lost");
        assertThat(check().mirrorMatches()).isFalse();
    }

    @Test
    void changedCanonicalRow_breaksCanonical() throws SQLException {
        tamper(
                "update canon.customer set country = 'XX' where entity_key = 'C00001'",
                "update canon.customer set country = 'US' where entity_key = 'C00001'");
        CheckReport report = check();
        assertThat(report.canonicalMatchesFull()).isFalse();
        assertThat(report.mirrorMatches()).isTrue();
    }

    @Test
    void changedFigure_breaksControlTotal() throws SQLException {
        String one = "(select min(entity_key) from canon.receivable_item)";
        tamper(
                "update canon.receivable_item set open_ledger = open_ledger + 0.01 where entity_key = " + one,
                "update canon.receivable_item set open_ledger = open_ledger - 0.01 where entity_key = " + one);
        assertThat(check().controlTotalsMatch()).isFalse();
    }

    @Test
    void wrongPeriod_breaksControlTotal() throws SQLException {
        String one = "(select min(entity_key) from canon.gl_entry)";
        tamper(
                "update canon.gl_entry set source_period = '1' || source_period where entity_key = " + one,
                "update canon.gl_entry set source_period = substr(source_period, 2) where entity_key = " + one);
        assertThat(check().controlTotalsMatch()).isFalse();
    }

    @Test
    void changedItem_breaksTheTieOfReceivablesToTheLedger() throws SQLException {
        String one = "(select min(entity_key) from canon.receivable_item where account = '1122')";
        tamper(
                "update canon.receivable_item set original_functional = original_functional + 0.01 where entity_key = "
                        + one,
                "update canon.receivable_item set original_functional = original_functional - 0.01 where entity_key = "
                        + one);
        CheckReport report = check();
        assertThat(report.figuresTie()).isFalse();
        assertThat(report.figures()).extracting(Difference::kind).containsExactly(Difference.Kind.SUBLEDGER);
        assertThat(report.figures().get(0).text())
                .matches(
                        "receivables \\d+/1122/C\\d+/[A-Z]+: the items and the ledger differ since .*, then by 0\\.01; .*");
    }

    @Test
    void whatTheLedgerHasNotPostedYet_explainsADifference() throws SQLException {
        String one = "(select min(entity_key) from canon.receivable_item where account = '1122')";
        tamper(
                "update canon.receivable_item set original_functional = original_functional + 0.01 where entity_key = "
                        + one
                        + "; insert into canon.gl_entry select (jsonb_populate_record(null::canon.gl_entry, to_jsonb(g)"
                        + " || jsonb_build_object("
                        + "'entity_key', 'draft', 'status', 'draft', 'debit', 0.01, 'credit', 0, 'customer', i.customer,"
                        + " 'posting_date', i.posting_date))).* from canon.receivable_item as i"
                        + " cross join lateral (select * from canon.gl_entry as e where e.company = i.company"
                        + " and e.account = i.account and e.control_kind = 'receivable' limit 1) as g"
                        + " where i.entity_key = " + one,
                "delete from canon.gl_entry where entity_key = 'draft';"
                        + " update canon.receivable_item set original_functional = original_functional - 0.01"
                        + " where entity_key = " + one);
        assertThat(check().figures()).isEmpty();
        change("update canon.gl_entry set debit = 0.02 where entity_key = 'draft'");
        assertThat(check().figures()).extracting(Difference::kind).containsExactly(Difference.Kind.SUBLEDGER);
    }

    @Test
    void changedStock_breaksTheTieOfStockToTheLedger() throws SQLException {
        String one = "(select min(entity_key) from canon.stock_balance where amount_functional > 0)";
        tamper(
                "update canon.stock_balance set amount_functional = amount_functional + 0.01 where entity_key = " + one,
                "update canon.stock_balance set amount_functional = amount_functional - 0.01 where entity_key = "
                        + one);
        assertBroken("stock \\d+/[A-Z]+: the movements and the ledger differ since .*, then by 0\\.01; .*");
    }

    @Test
    void changedCost_breaksTheTieOfWorkInProgressToTheLedger() throws SQLException {
        String one = "(select min(entity_key) from canon.cost_entry)";
        tamper(
                "update canon.cost_entry set amount_functional = amount_functional + 0.01 where entity_key = " + one,
                "update canon.cost_entry set amount_functional = amount_functional - 0.01 where entity_key = " + one);
        assertBroken("wip \\d+/[A-Z]+: the movements and the ledger differ since .*, then by 0\\.01; .*");
    }

    @Test
    void changedPayment_breaksTheTieOfTheBankToTheLedger() throws SQLException {
        String one = "(select min(entity_key) from canon.bank_transaction)";
        tamper(
                "update canon.bank_transaction set amount_functional = amount_functional + 0.01 where entity_key = "
                        + one,
                "update canon.bank_transaction set amount_functional = amount_functional - 0.01 where entity_key = "
                        + one);
        assertBroken("bank \\d+/\\d+/[A-Z]+: the movements and the ledger differ since .*, then by 0\\.01; .*");
    }

    @Test
    void changedBalance_isNotWhatTheLinesAddUpTo() throws SQLException {
        String one = "(select min(entity_key) from canon.gl_balance)";
        tamper(
                "update canon.gl_balance set closing = closing + 0.01 where entity_key = " + one,
                "update canon.gl_balance set closing = closing - 0.01 where entity_key = " + one);
        List<Difference> figures = check().figures();
        assertThat(figures).extracting(Difference::kind).containsExactly(Difference.Kind.STORED_BALANCE);
        assertThat(figures.get(0).text())
                .matches("balances \\d+/\\d+/[0-9-]+/[A-Z]+: the ledger's lines add up to .*, but the ERP stores .*");
    }

    private static void assertBroken(String text) throws SQLException {
        List<Difference> figures = check().figures();
        assertThat(figures).extracting(Difference::kind).containsExactly(Difference.Kind.SUBLEDGER);
        assertThat(figures.get(0).text()).matches(text);
        try (Connection admin = hub.openAsAdmin();
                Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(
                        "select figures_tie, array_to_string(differences, E'\\n') from hub.check_result")) {
            row.next();
            assertThat(row.getBoolean(1)).isFalse();
            assertThat(row.getString(2)).contains(figures.get(0).text());
        }
    }

    @Test
    void changedDelivery_isNotWhatItsMovementsAddUpTo() throws SQLException {
        String one =
                "(select min(s.entity_key) from canon.shipment_line as s where s.recognized_date < current_date - 1"
                        + " and not exists (select from canon.sales_order_line as l where l.entity_key = s.sales_order_line"
                        + " and l.billed_not_delivered_quantity > 0))";
        tamper(
                "update canon.shipment_line set unbilled_net = unbilled_net + 100 where entity_key = " + one,
                "update canon.shipment_line set unbilled_net = unbilled_net - 100 where entity_key = " + one);
        CheckReport report = check();
        assertThat(report.figures()).extracting(Difference::kind).containsExactly(Difference.Kind.UNBILLED);
        assertThat(report.figures().get(0).text())
                .matches(
                        "unbilled \\d+/C\\d+/[A-Z]+: the movements of deliveries and their billings add up to .*, but the ERP"
                                + " has .* of deliveries unbilled; .*");
    }

    @Test
    void changedLedgerLine_unbalancesItsPeriod() throws SQLException {
        String one = "(select min(entity_key) from canon.gl_entry where status = 'posted' and account = '6001')";
        tamper(
                "update canon.gl_entry set credit = credit + 0.01 where entity_key = " + one,
                "update canon.gl_entry set credit = credit - 0.01 where entity_key = " + one);
        CheckReport report = check();
        assertThat(report.figures())
                .extracting(Difference::kind)
                .contains(Difference.Kind.UNBALANCED)
                .containsOnly(Difference.Kind.UNBALANCED, Difference.Kind.STORED_BALANCE);
        assertThat(report.figures().get(0).text()).contains("debit less credit of the period is -0.01 instead of 0");
    }

    @Test
    void invoiceThatLostItsItem_isCounted() throws SQLException {
        assertThat(check().quality()).doesNotContainKey("invoice_without_item");
        String one =
                "(select min(i.entity_key) from canon.receivable_item as i where i.customer_invoice is not null and not exists"
                        + " (select from canon.receivable_item as o where o.customer_invoice = i.customer_invoice and o.entity_key <> i.entity_key))";
        tamper(
                "create table erp_demo.lost_item as select entity_key, customer_invoice from canon.receivable_item"
                        + " where entity_key = " + one
                        + "; update canon.receivable_item set customer_invoice = null where entity_key = " + one,
                "update canon.receivable_item as r set customer_invoice = l.customer_invoice from erp_demo.lost_item as l"
                        + " where r.entity_key = l.entity_key; drop table erp_demo.lost_item");
        assertThat(check().quality()).containsEntry("invoice_without_item", 1L);
    }

    @Test
    void readers_seeTheirCompaniesOnly() throws SQLException {
        assertThat(companies(hub.finance())).containsExactly("1000", "2000", "3000");
        assertThat(companies(hub.oneCompany())).containsExactly("1000");
    }

    @Test
    void logins_needTheirPasswords() {
        Server login = hub.finance();
        for (String user : List.of(login.user(), "postgres", "yecai_capture", "yecai_migrate")) {
            assertThat(refused(login.url(), user, "guess")).as(user).isTrue();
        }
    }

    private static boolean refused(String url, String user, String password) {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            return connection.isClosed();
        } catch (SQLException refused) {
            return "28P01".equals(refused.getSQLState());
        }
    }

    private static List<String> companies(Server login) throws SQLException {
        try (Connection finance = login.open("test")) {
            return Figures.read(finance, "demo").companies().stream()
                    .map(Figures.Company::company)
                    .toList();
        }
    }

    private static CheckReport check() {
        return new Check(settings).run(CheckOptions.defaults());
    }

    private void tamper(String sql, String repair) throws SQLException {
        undo = repair;
        change(sql);
    }

    private static void change(String sql) throws SQLException {
        try (Connection admin = hub.openAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }
}
