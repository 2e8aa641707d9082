package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.cdc.Server;
import yecai.cdc.SourceSettings;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.check.CheckReport;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.hub.demo.erp.Workload;
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
    void mend() throws SQLException {
        if (undo != null) {
            change(undo);
        }
    }

    @Test
    void untouchedHub_keepsAllPromises() {
        CheckReport report = check();
        assertThat(report.differences()).isEmpty();
        assertThat(report.passed()).isTrue();
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

    private void tamper(String sql, String mended) throws SQLException {
        undo = mended;
        change(sql);
    }

    private static void change(String sql) throws SQLException {
        try (Connection admin = hub.openAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }
}
