package yecai.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.hub.cli.pack.PackTrial;
import yecai.tests.pack.ExpectedFigures;

/** Two companies of one Odoo hold different rates of the same pair and day: each has its own, and shared ones until it has any. */
final class OdooRatesIT {
    private static final Path QUERIES = Path.of("erp/odoo");

    private static PackTrial trial;

    @BeforeAll
    static void load() throws SQLException, IOException {
        trial = PackTrial.of("odoo", OdooPackIT.sample() + """
                delete from res_currency_rate;
                insert into res_currency_rate (id, currency_id, company_id, name, rate)
                select r.id, c.id, r.company, r.day::date, r.rate
                from (
                    values
                        (1, 'USD', null, '2026-01-01', 1.0), (2, 'CNY', null, '2026-01-01', 7.0), (3, 'EUR', null, '2026-01-01', 0.9),
                        (4, 'CNY', null, '2026-03-01', 7.2), (5, 'EUR', 2, '2026-02-01', 0.8), (6, 'EUR', null, '2026-02-01', 0.6)
                ) as r (id, currency, company, day, rate)
                inner join res_currency as c on c.name = r.currency;
                """);
        trial.load();
        trial.startCapture();
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    void eachCompanyHasTheRatesThatOdooTakesForIt() throws SQLException, IOException {
        // in yuan, the rates of all; in dollars, the company's own euro from February on, whatever all have
        assertThat(rates("EUR", "CNY", "CO-CN"))
                .containsExactly("2026-01-01 7.7778", "2026-02-01 11.6667", "2026-03-01 12.0000");
        assertThat(rates("USD", "CNY", "CO-CN")).containsExactly("2026-01-01 7.0000", "2026-03-01 7.2000");
        assertThat(rates("EUR", "USD", "CO-US")).containsExactly("2026-01-01 1.1111", "2026-02-01 1.2500");
        assertThat(rates("CNY", "USD", "CO-US")).containsExactly("2026-01-01 0.1429", "2026-03-01 0.1389");
        assertThat(asOdoo()).isEmpty();
        assertThat(trial.check().differences()).isEmpty();

        erp(
                "insert into res_currency_rate values (7, (select id from res_currency where name = 'CNY'), 2, '2026-02-15', 10)");
        assertThat(rates("CNY", "USD", "CO-US")).containsExactly("2026-01-01 0.1429", "2026-02-15 0.1000");
        assertThat(rates("USD", "CNY", "CO-CN")).containsExactly("2026-01-01 7.0000", "2026-03-01 7.2000");
        // what a company's ledger is worth for the group is at its own rate
        assertThat(finance(
                        "select distinct trim_scale(rate)::text from finance.general_ledger where company = 'CO-US'"))
                .containsExactly("10");
        assertThat(asOdoo()).isEmpty();

        // a rate of the company's own currency changes all later ones, and before it the first holds
        erp("update res_currency_rate set rate = 2, name = '2026-01-20' where id = 1");
        assertThat(rates("EUR", "USD", "CO-US")).containsExactly("2026-01-01 2.2222", "2026-02-01 2.5000");
        assertThat(asOdoo()).isEmpty();
        erp("delete from res_currency_rate where id in (5, 7)");
        assertThat(rates("EUR", "USD", "CO-US")).containsExactly("2026-01-01 2.2222", "2026-02-01 3.3333");
        assertThat(asOdoo()).isEmpty();

        // a branch uses the rates of its root company
        erp(
                "insert into res_currency_rate values (8, (select id from res_currency where name = 'EUR'), 1, '2026-04-01', 0.5);"
                        + " update res_company set parent_path = '1/2/' where id = 2");
        assertThat(rates("EUR", "CNY", "CO-CN")).last().isEqualTo("2026-04-01 14.4000");
        assertThat(rates("EUR", "USD", "CO-US")).last().isEqualTo("2026-04-01 4.0000");
        assertThat(asOdoo()).isEmpty();
        assertThat(trial.check().differences()).isEmpty();
    }

    /** The company's rates from one currency to its own, by the day from which they hold, where they change. */
    private static List<String> rates(String from, String to, String company) throws SQLException {
        return finance(
                "select valid_from || ' ' || round(rate, 4) from (select valid_from, rate, lag(round(rate, 4)) over ("
                        + "order by valid_from) as before from finance.exchange_rate where from_currency = '" + from
                        + "' and to_currency = '" + to + "' and company = '" + company
                        + "') as r where before is distinct from round(rate, 4) order by 1");
    }

    private static List<String> asOdoo() throws SQLException, IOException {
        try (Connection erp = trial.openErp();
                Connection finance = trial.openAsFinance()) {
            return ExpectedFigures.differences(erp, read("truth"), finance, read("hub"));
        }
    }

    private static String read(String side) throws IOException {
        return Files.readString(QUERIES.resolve(side).resolve("rate.sql")).replace(":as_of", "'2026-06-30'");
    }

    private static void erp(String sql) throws SQLException {
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute(sql);
        }
        trial.awaitCaughtUp();
    }

    private static List<String> finance(String query) throws SQLException {
        List<String> cells = new ArrayList<>();
        try (Connection finance = trial.openAsFinance();
                Statement statement = finance.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                cells.add(row.getString(1));
            }
        }
        return cells;
    }
}
