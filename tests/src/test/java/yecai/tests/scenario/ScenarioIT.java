package yecai.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yecai.cdc.check.CheckReport;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.view.MoneyDecimals;

/**
 * Every folder of {@code tests/scenarios}, twice: straight through, and with the capture killed in the middle of every
 * scenario, once between two transactions and once within one.
 */
final class ScenarioIT {
    private static final List<Scenario> SCENARIOS = Scenario.all();
    private static PackTrial straight;
    private static PackTrial killed;
    private static CheckReport straightCheck;
    private static Connection straightSession;
    private static Connection killedSession;
    private static ReadViews straightViews;
    private static ReadViews killedViews;

    @BeforeAll
    static void apply() throws SQLException, IOException {
        straight = start();
        for (Scenario scenario : SCENARIOS) {
            try (Connection erp = session(straight, scenario)) {
                for (List<String> transaction : scenario.transactions()) {
                    run(erp, transaction);
                    erp.commit();
                }
            }
        }
        straight.awaitCaughtUp();
        straightCheck = straight.check();
        straight.stopCapture(); // two captures of the same name in one process would fight for their metrics
        killed = start();
        applyWithKills();
        killed.awaitCaughtUp();
        straightSession = straight.openAsFinance();
        straightViews = new ReadViews(straightSession);
        killedSession = killed.openAsFinance();
        killedViews = new ReadViews(killedSession);
    }

    @AfterAll
    static void stop() throws SQLException {
        straightSession.close();
        killedSession.close();
        straight.close();
        killed.close();
    }

    static List<Scenario> scenarios() {
        return SCENARIOS;
    }

    @Test
    void thereAreForty() {
        assertThat(SCENARIOS).hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void straight_showsWhatWasWorkedOut(Scenario scenario) throws SQLException, IOException {
        assertThat(differences(straightViews, scenario)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void killedInTheMiddle_showsWhatWasWorkedOut(Scenario scenario) throws SQLException, IOException {
        assertThat(differences(killedViews, scenario)).isEmpty();
    }

    @Test
    void check_holdsAfterAllScenarios() {
        assertThat(straightCheck.differences()).isEmpty();
        assertThat(straightCheck.passed()).isTrue();
        assertThat(killed.check().differences()).isEmpty();
    }

    /** Yen without, dinars with three, and whatever the cases divide and convert. */
    @Test
    void money_hasTheDecimalsOfItsCurrency() throws SQLException, IOException {
        try (Connection finance = straight.openAsFinance()) {
            MoneyDecimals.Found found = MoneyDecimals.find(finance, LocalDate.of(2024, 6, 30), column -> false);
            assertThat(found.tooMany()).isEmpty();
            assertThat(found.amounts()).isGreaterThan(150);
            assertThat(found.values()).isGreaterThan(5_000);
        }
    }

    /** A runner that compares nothing would pass everything. */
    @Test
    void wrongFigure_isFound() throws SQLException, IOException {
        Scenario scenario = SCENARIOS.get(0);
        ExpectedView right = ExpectedView.read(scenario.folder().resolve("expected/bank_account.csv"));
        assertThat(right.differences(straightViews, scenario.company())).isEmpty();
        ExpectedView wrong = new ExpectedView(right.view(), right.columns(), List.of(List.of("0", "1130.01", "1130")));
        assertThat(wrong.differences(straightViews, scenario.company())).hasSize(2);
    }

    /** The demo ERP without any business, and what scenarios start with. */
    static String erp() throws IOException {
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
        return sql + Scenario.common();
    }

    private static PackTrial start() throws SQLException, IOException {
        PackTrial trial = PackTrial.of("demo", erp());
        trial.load();
        ScenarioBooks.write(trial, SCENARIOS);
        trial.startCapture();
        return trial;
    }

    /**
     * All scenarios run side by side, each in a session of its own. When the first half of each is done the capture is
     * killed; then every scenario stands with its next transaction half written while a new capture starts, is killed again
     * while these transactions come to it, and a third one ends it all.
     */
    private static void applyWithKills() throws SQLException {
        Map<Scenario, Connection> sessions = new LinkedHashMap<>();
        for (Scenario scenario : SCENARIOS) {
            sessions.put(scenario, session(killed, scenario));
        }
        for (Map.Entry<Scenario, Connection> entry : sessions.entrySet()) {
            List<List<String>> transactions = entry.getKey().transactions();
            for (List<String> transaction : transactions.subList(0, middle(entry.getKey()))) {
                run(entry.getValue(), transaction);
                entry.getValue().commit();
            }
        }
        killed.killCapture();
        for (Map.Entry<Scenario, Connection> entry : sessions.entrySet()) {
            List<String> half = entry.getKey().transactions().get(middle(entry.getKey()));
            run(entry.getValue(), half.subList(0, half.size() / 2));
        }
        killed.startCapture();
        for (Map.Entry<Scenario, Connection> entry : sessions.entrySet()) {
            List<String> half = entry.getKey().transactions().get(middle(entry.getKey()));
            run(entry.getValue(), half.subList(half.size() / 2, half.size()));
            entry.getValue().commit();
        }
        killed.killCapture();
        killed.startCapture();
        for (Map.Entry<Scenario, Connection> entry : sessions.entrySet()) {
            List<List<String>> transactions = entry.getKey().transactions();
            for (List<String> transaction : transactions.subList(middle(entry.getKey()) + 1, transactions.size())) {
                run(entry.getValue(), transaction);
                entry.getValue().commit();
            }
            entry.getValue().close();
        }
    }

    private static int middle(Scenario scenario) {
        return scenario.transactions().size() / 2;
    }

    private static List<String> differences(ReadViews views, Scenario scenario) throws SQLException, IOException {
        List<String> differences = new ArrayList<>();
        for (Path file : scenario.expected()) {
            differences.addAll(ExpectedView.read(file).differences(views, scenario.company()));
        }
        return differences;
    }

    private static Connection session(PackTrial trial, Scenario scenario) throws SQLException {
        Connection erp = trial.openErp();
        run(erp, List.of(scenario.session()));
        erp.setAutoCommit(false);
        return erp;
    }

    private static void run(Connection erp, List<String> statements) throws SQLException {
        try (Statement statement = erp.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
