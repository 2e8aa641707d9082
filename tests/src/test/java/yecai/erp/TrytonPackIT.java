package yecai.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import yecai.cdc.check.CheckReport;
import yecai.cdc.setting.change.SettingChange;
import yecai.cdc.source.SettingValue;
import yecai.hub.cli.pack.PackStorm;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.view.MoneyDecimals;
import yecai.tests.pack.ExpectedFigures;

/**
 * The Tryton pack on a sample of Tryton's captured tables. The expected figures are those of the truth queries of
 * {@code tests/erp/tryton} on the database from which the sample was taken (see {@code sample.py} there).
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TrytonPackIT {
    private static final Path TRUTH = Path.of("erp/tryton");
    private static final Path EXPECTED = TRUTH.resolve("sample");

    private static PackTrial trial;

    @BeforeAll
    static void load() throws SQLException, IOException {
        trial = PackTrial.of("tryton", sample());
        trial.load();
    }

    @AfterAll
    static void stop() throws SQLException {
        trial.close();
    }

    @Test
    @Order(1)
    void load_showsTheFiguresOfTheErp() throws SQLException, IOException {
        String asOf = Files.readString(EXPECTED.resolve("as_of")).strip();
        List<String> differences = new ArrayList<>();
        try (Connection finance = trial.openAsFinance();
                Stream<Path> files = Files.list(EXPECTED)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".csv")).toList()) {
                Path query = TRUTH.resolve("hub")
                        .resolve(file.getFileName().toString().replace(".csv", ".sql"));
                ExpectedFigures.differences(
                                file, finance, Files.readString(query).replace(":as_of", "'" + asOf + "'"))
                        .forEach(difference -> differences.add(file.getFileName() + " " + difference));
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    @Order(2)
    void load_passesEveryCheck() {
        CheckReport report = trial.check();
        assertThat(report.differences()).isEmpty();
        assertThat(report.passed()).isTrue();
    }

    @Test
    @Order(2)
    void mappings_areEnteredByTheKeysOfABatch() throws SQLException {
        assertThat(KeyedReads.excessive(trial)).isEmpty();
    }

    /** A month's sum of costs or stock that is not what its rows add up to is found, and mended by adding up anew. */
    @Test
    @Order(2)
    void sumsOfMonths_areComparedWithTheirRows() throws SQLException {
        try (Connection capture = trial.settings().hub().open("test");
                Statement statement = capture.createStatement()) {
            statement.execute("update canon.wip_period set amount = amount + 0.01"
                    + " where production_order = (select min(w.production_order) from canon.wip_period as w)");
            statement.execute("delete from canon.stock_period where material = 'FG-3001'");
            assertThat(trial.check().figures()).hasSizeGreaterThan(2).allSatisfy(difference -> {
                assertThat(difference.kind()).isEqualTo(yecai.cdc.check.findings.Difference.Kind.PERIOD_SUM);
                assertThat(difference.object())
                        .isIn("wip_period", "stock_period quantity", "stock_period amount", "period_sums");
            });
            statement.execute("select hub.sum_periods('tryton')");
        }
        assertThat(trial.check().differences()).isEmpty();
    }

    /** Tryton marks neither taxes nor equity; the branch of the chart in which they stand tells. */
    @Test
    @Order(2)
    void accounts_areOfTheKindOfTheirBranch() throws SQLException {
        try (Connection finance = trial.openAsFinance();
                Statement statement = finance.createStatement();
                ResultSet row = statement.executeQuery("select string_agg(distinct k.kind, ', ' order by k.kind) from ("
                        + "select a.account || ' ' || a.account_kind as kind from finance.account as a"
                        + " where a.account in ('1122', '2221', '6001')) as k")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("1122 asset, 2221 liability, 6001 revenue");
        }
    }

    /** Tryton computes the cost of production, and so work in progress, in four decimals. */
    @Test
    @Order(2)
    void money_hasTheDecimalsOfItsCurrency() throws SQLException, IOException {
        try (Connection finance = trial.openAsFinance()) {
            MoneyDecimals.Found found = MoneyDecimals.find(
                    finance,
                    LocalDate.parse(Files.readString(EXPECTED.resolve("as_of")).strip()),
                    column -> column.contains("cost")
                            || column.startsWith("finance.wip_")
                            || column.equals("finance.subledger_movement.amount_functional")
                            || column.equals("finance.document_link.amount"));
            assertThat(found.tooMany()).isEmpty();
            assertThat(found.values()).isGreaterThan(1_000);
        }
    }

    /**
     * Parties with the same tax number look like one, however it is written. An identifier is a tax number by its type: that of a person is
     * none, and one without a type is one if the setting says so.
     */
    @Test
    @Order(3)
    void taxNumbers_areThoseOfTheParties() throws SQLException {
        trial.startCapture();
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute("insert into party_identifier (id, party, type, code, sequence) values"
                    + " (1, 11, 'cn_uscc', '91310000-A12', 1), (2, 12, 'cn_uscc', '91310000a12', null), (3, 15, 'us_ssn', '7', 0),"
                    + " (4, 16, 'us_ssn', '7', null), (5, 13, null, '91310000A12', null)");
            trial.awaitCaughtUp();
            assertThat(duplicates()).isEqualTo("C002 C001 tax_number");
            SettingChange.run(trial.settings()
                    .with(List.of(new SettingValue("tax_identifiers", Optional.empty(), "other,cn_uscc"))));
            assertThat(duplicates()).isEqualTo("C002 C001 tax_number, C003 C001 tax_number");
            statement.execute("delete from party_identifier where id = 1");
            trial.awaitCaughtUp();
            assertThat(duplicates()).isEqualTo("C003 C002 tax_number");
            statement.execute("update party_identifier set party = 14 where id = 2");
            trial.awaitCaughtUp();
            assertThat(duplicates()).isEqualTo("C004 C003 tax_number");
            assertThat(trial.check().differences()).isEmpty();
            statement.execute("delete from party_identifier");
        }
        trial.awaitCaughtUp();
        assertThat(duplicates()).isNull();
        trial.stopCapture();
    }

    private static String duplicates() throws SQLException {
        try (Connection finance = trial.openAsFinance();
                Statement statement = finance.createStatement();
                ResultSet row = statement.executeQuery(
                        "select string_agg(concat_ws(' ', source_code, duplicate_of, duplicate_by), ', '"
                                + " order by source_code) from finance.code_conformance where kind = 'customer' and duplicate_of is not null")) {
            row.next();
            return row.getString(1);
        }
    }

    /**
     * Money and claims of a customer are reconciled in groups of any make, dissolved, reconciled anew and reversed, and invoices
     * are paid in part, in any currency, while the hub captures. Whatever pairs the mapping makes of them, nothing may be
     * missing on the days between.
     */
    @Test
    @Order(3)
    void billedAndPayable_areTheLedgerOnEveryDay_howeverMoneyAndClaimsAreReconciled() throws SQLException, IOException {
        trial.startCapture();
        try (Connection erp = trial.openErp();
                Connection finance = trial.openAsFinance();
                Statement statement = erp.createStatement()) {
            for (String step : List.of("reconciled.sql", "unreconciled.sql", "partly_paid.sql")) {
                statement.execute(Files.readString(EXPECTED.resolve(step)));
                trial.awaitCaughtUp();
                assertThat(trial.check().differences()).as(step).isEmpty();
                LocalDate last = LocalDate.parse(
                        Files.readString(EXPECTED.resolve("as_of")).strip());
                // each look is at every fifth day
                for (int earlier = 0; earlier < 5; earlier++) {
                    String asOf = "'" + last.minusDays(earlier) + "'";
                    for (String figures : List.of("billed_as_of.sql", "payable_as_of.sql")) {
                        assertThat(ExpectedFigures.differences(
                                        erp,
                                        Files.readString(TRUTH.resolve("truth").resolve(figures))
                                                .replace(":as_of", asOf),
                                        finance,
                                        Files.readString(TRUTH.resolve("hub").resolve(figures))
                                                .replace(":as_of", asOf)))
                                .as("%s of %s, to %s", figures, step, asOf)
                                .isEmpty();
                    }
                }
            }
        }
        trial.stopCapture();
    }

    @Test
    @Order(4)
    void capture_followsAnyChange() throws SQLException {
        trial.startCapture();
        try (Connection erp = trial.openErp()) {
            PackStorm storm = new PackStorm(erp, trial.settings().pack(), 20261124);
            for (int round = 0; round < 5; round++) {
                for (int i = 0; i < 40; i++) {
                    storm.transaction(8);
                }
                trial.awaitCaughtUp();
                CheckReport report = trial.check();
                assertThat(report.differences())
                        .filteredOn(
                                difference -> difference.kind().part() != yecai.cdc.check.findings.Part.CONTROL_TOTALS)
                        .as("round %d", round)
                        .isEmpty();
            }
            assertThat(storm.changes()).isGreaterThan(500);
        }
        trial.stopCapture();
    }

    static String sample() throws IOException {
        try (InputStream packed = TrytonPackIT.class.getResourceAsStream("/yecai/packs/tryton/fixtures/sample.sql.gz");
                InputStream sql = new GZIPInputStream(packed)) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
