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
import yecai.cdc.check.findings.Part;
import yecai.cdc.setting.change.SettingChange;
import yecai.cdc.source.SettingValue;
import yecai.hub.cli.pack.PackStorm;
import yecai.hub.cli.pack.PackTrial;
import yecai.tests.pack.ExpectedFigures;

/**
 * The Odoo pack on a sample of the tables of an Odoo 19 that two companies worked with. The truth queries of {@code tests/erp/odoo} are
 * run on the same ERP, and share no SQL with the pack.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OdooPackIT {
    private static final Path QUERIES = Path.of("erp/odoo");
    private static final String AS_OF = "2026-11-28";

    private static PackTrial trial;

    @BeforeAll
    static void load() throws SQLException, IOException {
        trial = PackTrial.of("odoo", sample());
        trial.load();
        trial.startCapture();
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    @Order(1)
    void load_showsTheFiguresOfTheErp() throws SQLException, IOException {
        try (Stream<Path> files = Files.list(QUERIES.resolve("truth"))) {
            String[] queries =
                    files.map(file -> file.getFileName().toString()).sorted().toArray(String[]::new);
            assertThat(queries).hasSizeGreaterThan(10);
            assertThat(differences(AS_OF, queries)).isEmpty();
        }
    }

    @Test
    @Order(1)
    void load_passesEveryCheck() {
        CheckReport report = trial.check();
        assertThat(report.differences()).isEmpty();
        assertThat(report.passed()).isTrue();
    }

    @Test
    @Order(1)
    void mappings_areEnteredByTheKeysOfABatch() throws SQLException {
        assertThat(KeyedReads.excessive(trial)).isEmpty();
    }

    @Test
    @Order(1)
    void documents_addUpToTheirLines_andItemsToWhatSettlesThem() throws SQLException {
        assertThat(finance("select count(*) from finance.customer_invoice")).containsExactly("89");
        for (String side : List.of("customer", "supplier")) {
            assertThat(finance("""
                            select i.document_no
                            from finance.%1$s_invoice as i
                            inner join (
                                select l.source, l.%1$s_invoice as entity_key, sum(l.net) as net, sum(l.tax) as tax,
                                    sum(l.net_functional) as net_functional, sum(l.tax_functional) as tax_functional
                                from finance.%1$s_invoice_line as l
                                group by 1, 2
                            ) as l on l.source = i.source and l.entity_key = i.entity_key
                            where (i.net, i.tax, i.net_functional, i.tax_functional)
                                is distinct from (l.net, l.tax, l.net_functional, l.tax_functional)
                            """.formatted(side))).as(side).isEmpty();
        }
        assertThat(finance("select sum(closing) from finance.trial_balance where period = '2026-11' group by company"))
                .hasSize(2)
                .allMatch(closing -> Double.parseDouble(closing) == 0);
    }

    /** What a payment's entry takes off an invoice without being money, and what the ledger books as exchange differences. */
    @Test
    @Order(1)
    void adjustments_areDiscounts_writeOffs_andExchangeDifferences() throws SQLException {
        assertThat(finance("""
                        select concat_ws(' ', a.kind, count(*), sum(a.amount_functional))
                        from finance.receivable_adjustment as a
                        group by a.kind
                        order by 1
                        """))
                .containsExactly("discount 3 227.61", "exchange_difference 27 97.42", "write_off 2 231.14");
    }

    @Test
    @Order(1)
    void secrets_stayInTheErp() throws SQLException {
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement();
                ResultSet row = statement.executeQuery("""
                        select string_agg(t.attname::text, ' ' order by t.place)
                        from pg_publication_tables as p
                        cross join lateral unnest(p.attnames) with ordinality as t (attname, place)
                        where p.tablename = 'res_users'
                        """)) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("id partner_id");
        }
    }

    /** Odoo keeps times in UTC: in Shanghai the day begins eight hours earlier, and only a company's own setting moves it. */
    @Test
    @Order(2)
    void days_areThoseOfTheCompanysZone() throws SQLException {
        String moved = """
                select count(*)
                from public.stock_move as m
                where
                    m.state = 'done' and m.company_id = 1
                    and (m.date at time zone 'UTC' at time zone 'Asia/Shanghai')::date <> m.date::date
                """;
        String days = "select string_agg(posting_date::text, ' ' order by entity_key) from finance.stock_movement"
                + " where company = '%s'";
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute(
                    "update stock_move set date = date_trunc('day', date) + interval '23 hours' where id % 7 = 0");
            trial.awaitCaughtUp();
            String chinese = finance(days.formatted("CO-CN")).get(0);
            String american = finance(days.formatted("CO-US")).get(0);
            SettingChange.run(trial.settings()
                    .with(List.of(new SettingValue("time_zone", Optional.of("CO-CN"), "Asia/Shanghai"))));
            assertThat(finance(days.formatted("CO-CN")).get(0)).isNotEqualTo(chinese);
            assertThat(finance(days.formatted("CO-US")).get(0)).isEqualTo(american);
            try (ResultSet row = statement.executeQuery(moved)) {
                row.next();
                assertThat(row.getInt(1)).isGreaterThan(30);
            }
            assertThat(trial.check().differences())
                    .filteredOn(difference -> difference.kind().part() != Part.CONTROL_TOTALS)
                    .isEmpty();
            SettingChange.run(trial.settings().with(List.of()));
            assertThat(finance(days.formatted("CO-CN")).get(0)).isEqualTo(chinese);
        }
    }

    /** Without an entry, Odoo calls the invoice paid while the ledger has it open: the payment is announced, and settles nothing. */
    @Test
    @Order(2)
    void paymentWithoutEntry_isAnnounced() throws SQLException, IOException {
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute("""
                    insert into account_payment (id, journal_id, company_id, currency_id, partner_id, name, state, payment_type,
                        partner_type, date, amount, amount_company_currency_signed)
                    values (9001, 13, 1, 6, 15, 'P9001', 'paid', 'inbound', 'customer', '2026-11-27', 100, 100),
                        (9002, 13, 1, 6, 15, 'P9002', 'draft', 'inbound', 'customer', '2026-11-27', 100, 100),
                        (9003, 13, 1, 6, 26, 'P9003', 'in_process', 'outbound', 'supplier', '2026-11-27', 70, -70)
                    """);
            trial.awaitCaughtUp();
            assertThat(
                            finance(
                                    "select concat_ws(' ', document_no, status, amount) from finance.receipt where status = 'announced'"))
                    .containsExactly("P9001 announced 100");
            assertThat(
                            finance(
                                    "select concat_ws(' ', document_no, status, amount) from finance.payment where status = 'announced'"))
                    .containsExactly("P9003 announced 70");
            assertThat(differences(AS_OF, "receivable_items.sql", "payable_items.sql"))
                    .isEmpty();
            assertThat(trial.check().differences()).isEmpty();
            statement.execute("delete from account_payment where id > 9000");
        }
        trial.awaitCaughtUp();
        assertThat(finance("select document_no from finance.receipt where status = 'announced'"))
                .isEmpty();
    }

    /** A value of each company: the record's own, else what the default of the company says, else that of all. */
    @Test
    @Order(2)
    void valuesOfACompany_followTheirDefaults() throws SQLException {
        String term = "select s.payment_term from canon.supplier as s where s.supplier = 'S003'";
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute("update res_partner set property_supplier_payment_term_id = null where id = 28");
            trial.awaitCaughtUp();
            assertThat(hub(term).get(0)).isNull();
            statement.execute("""
                    insert into ir_default (id, field_id, company_id, json_value)
                    select 9001, f.id, null, (select min(t.id)::text from account_payment_term as t)
                    from ir_model_fields as f
                    where f.model = 'res.partner' and f.name = 'property_supplier_payment_term_id'
                    """);
            trial.awaitCaughtUp();
            assertThat(hub(term).get(0)).isNotNull();
            // the companies no longer agree
            statement.execute("""
                    insert into ir_default (id, field_id, company_id, json_value)
                    select 9002, d.field_id, 2, (select max(t.id)::text from account_payment_term as t)
                    from ir_default as d
                    where d.id = 9001
                    """);
            trial.awaitCaughtUp();
            assertThat(hub(term).get(0)).isNull();
            statement.execute("delete from ir_default where id > 9000");
        }
        trial.awaitCaughtUp();
        assertThat(trial.check().differences()).isEmpty();
    }

    @Test
    @Order(2)
    void aLineOfSeveralCostCenters_isAsManyRows() throws SQLException {
        String shares = "select concat_ws(' ', coalesce(cost_center, '-'), debit - credit) from finance.general_ledger"
                + " where description = 'shared rent' order by 1";
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute("""
                    update account_move_line set name = 'shared rent', analytic_distribution = '{"1": 33.33, "2": 33.33}', debit = 100,
                        credit = 0
                    where id = (select min(id) from account_move_line where analytic_distribution ? '1')
                    """);
            trial.awaitCaughtUp();
            assertThat(finance(shares)).containsExactly("- 33.34", "CN-PLANT 33.33", "CN-SALES 33.33");
            statement.execute(
                    "update account_move_line set analytic_distribution = '{\"2\": 100}' where name = 'shared rent'");
            trial.awaitCaughtUp();
            assertThat(finance(shares)).containsExactly("CN-SALES 100.00");
            assertThat(trial.check().differences())
                    .filteredOn(difference -> difference.kind().part() != Part.CONTROL_TOTALS)
                    .isEmpty();
        }
    }

    @Test
    @Order(3)
    void capture_followsAnyChange() throws SQLException {
        try (Connection erp = trial.openErp()) {
            PackStorm storm = new PackStorm(erp, trial.settings().pack(), 20261130);
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 40; i++) {
                    storm.transaction(8);
                }
                trial.awaitCaughtUp();
                assertThat(trial.check().differences())
                        .filteredOn(difference -> difference.kind().part() != Part.CONTROL_TOTALS)
                        .as("round %d", round)
                        .isEmpty();
            }
            assertThat(storm.changes()).isGreaterThan(300);
        }
    }

    private static List<String> differences(String asOf, String... queries) throws SQLException, IOException {
        List<String> differences = new ArrayList<>();
        try (Connection erp = trial.openErp();
                Connection finance = trial.openAsFinance()) {
            for (String query : queries) {
                ExpectedFigures.differences(
                                erp,
                                read(QUERIES.resolve("truth").resolve(query), asOf),
                                finance,
                                read(QUERIES.resolve("hub").resolve(query), asOf))
                        .forEach(difference -> differences.add(query + " " + difference));
            }
        }
        return differences;
    }

    private static String read(Path query, String asOf) throws IOException {
        return Files.readString(query).replace(":as_of", "'" + LocalDate.parse(asOf) + "'");
    }

    private static List<String> finance(String query) throws SQLException {
        try (Connection finance = trial.openAsFinance()) {
            return cells(finance, query);
        }
    }

    private static List<String> hub(String query) throws SQLException {
        try (Connection hub = trial.settings().hub().open("test of the pack")) {
            return cells(hub, query);
        }
    }

    private static List<String> cells(Connection connection, String query) throws SQLException {
        List<String> cells = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                cells.add(row.getString(1));
            }
        }
        return cells;
    }

    static String sample() throws IOException {
        try (InputStream packed = OdooPackIT.class.getResourceAsStream("/yecai/packs/odoo/fixtures/sample.sql.gz");
                InputStream sql = new GZIPInputStream(packed)) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
