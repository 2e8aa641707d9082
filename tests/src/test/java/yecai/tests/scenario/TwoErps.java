package yecai.tests.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.check.CheckReport;
import yecai.cdc.code.change.CodeChange;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.pack.PackLoader;

/**
 * A hub with the sources erpa and erpb, two demo ERPs with the same codes. Those who read and write are a controller of the group, and for
 * each scenario one of its company alone.
 */
final class TwoErps implements AutoCloseable {
    /** Of the master data that every demo ERP has; the scenarios' companies are theirs to map. */
    private static final Map<String, String> COMPANIES_OF_ERPB =
            Map.of("1000", "B1000", "2000", "B2000", "3000", "B3000");

    private final PackTrial first;
    private final PackTrial second;
    private final SourceSettings erpb;

    private TwoErps(PackTrial first, PackTrial second) {
        this.first = first;
        this.second = second;
        erpb = new SourceSettings(
                        "erpb",
                        PackLoader.load("demo"),
                        second.settings().erp(),
                        first.settings().hub())
                .with(COMPANIES_OF_ERPB);
    }

    static TwoErps start(String erp) throws SQLException {
        PackTrial first = PackTrial.of("erpa", erp, made -> PackLoader.load("demo"));
        try {
            TwoErps erps = new TwoErps(first, PackTrial.of("erpb", erp, made -> PackLoader.load("demo")));
            erps.admin("select hub.add_principal('group', 'person', '{finance_reader,finance_writer}');"
                    + "select hub.add_login('group_login', 'group', 'finance-secret');"
                    + "select hub.grant_scope('group', 'company', '*', null, 'trial')");
            return erps;
        } catch (SQLException | RuntimeException problem) {
            first.close();
            throw problem;
        }
    }

    /** Does in both ERPs what happens in a scenario. */
    void happen(Scenario scenario) throws SQLException, IOException {
        try (Connection a = first.openErp();
                Connection b = second.openErp()) {
            run(a, scenario.session());
            for (List<String> transaction : scenario.transactions()) {
                run(a, String.join("\n", transaction));
            }
            run(b, scenario.session());
            run(b, scenario.second());
        }
        String company = scenario.company();
        admin(
                "select hub.add_principal('%1$s', 'person', '{finance_reader}'); select hub.add_login('%1$s_login', '%1$s', 'finance-secret');"
                                .formatted(ofCompany(scenario))
                        + "select hub.grant_scope('%s', 'company', '%s', null, 'trial')"
                                .formatted(ofCompany(scenario), company));
    }

    void loadFirst() {
        first.load();
    }

    void loadSecond() {
        new InitialLoad(erpb).run(LoadProgress.SILENT);
    }

    /** What finance has said of codes comes into the rows of both. */
    void applyCodes() {
        CodeChange.run(first.settings());
        CodeChange.run(erpb);
    }

    List<CheckReport> check() {
        return Stream.of(first.settings(), erpb)
                .map(source -> new Check(source).run(CheckOptions.defaults()))
                .toList();
    }

    /** Finance of the group writes. */
    void write(Scenario scenario, String sql) throws SQLException {
        try (Connection finance = open("group", scenario)) {
            run(finance, sql);
        }
    }

    /** How the rows of the queries in a folder differ from what is expected; none, if the scenario has no such folder. */
    List<String> differences(Scenario scenario, String folder, boolean ofTheCompany) throws SQLException, IOException {
        List<String> differences = new ArrayList<>();
        Path expected = scenario.folder().resolve("expected").resolve(folder);
        if (!Files.exists(expected)) {
            return differences;
        }
        try (Connection finance = open(ofTheCompany ? ofCompany(scenario) : "group", scenario);
                Stream<Path> files = Files.list(expected)) {
            for (Path query :
                    files.filter(file -> file.toString().endsWith(".sql")).toList()) {
                Path rows = query.resolveSibling(query.getFileName().toString().replace(".sql", ".csv"));
                ExpectedView.read(rows).differences(read(finance, Files.readString(query))).stream()
                        .map(difference -> folder + "/" + difference)
                        .forEach(differences::add);
            }
        }
        return differences;
    }

    private static List<List<String>> read(Connection finance, String sql) throws SQLException {
        List<List<String>> found = new ArrayList<>();
        try (Statement statement = finance.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    String cell = row.getString(i);
                    cells.add(cell == null ? "" : cell);
                }
                found.add(cells);
            }
        }
        return found;
    }

    private Connection open(String principal, Scenario scenario) throws SQLException {
        Connection finance =
                new Server(first.settings().hub().url(), principal + "_login", "finance-secret").open("scenarios");
        run(finance, "set scenario.company = '" + scenario.company() + "'");
        return finance;
    }

    private static String ofCompany(Scenario scenario) {
        return "of_" + scenario.company().toLowerCase(Locale.ROOT);
    }

    private void admin(String sql) throws SQLException {
        try (Connection admin = new Server(first.settings().hub().url(), "postgres", "").open("scenarios")) {
            run(admin, sql);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        second.close();
        first.close();
    }
}
