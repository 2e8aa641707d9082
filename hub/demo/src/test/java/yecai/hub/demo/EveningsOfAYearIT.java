package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.text.Resources;
import yecai.sql.view.MoneyDecimals;

/**
 * A year of business: figures of its days against the ledger, and against what the ERP held on its evenings. {@code
 * -Dyecai.figures.evenings} keeps more of them.
 */
final class EveningsOfAYearIT {
    private static final int EVENINGS = Integer.getInteger("yecai.figures.evenings", 24);
    private static final int TRANSACTIONS = Integer.getInteger("yecai.figures.transactions", 1200);
    private static YearBed bed;

    @BeforeAll
    static void load() throws SQLException {
        bed = new YearBed(TRANSACTIONS, EVENINGS);
    }

    @AfterAll
    static void stop() throws SQLException {
        bed.close();
    }

    /** Without them the other tests would show less than they seem to. */
    @Test
    void year_holdsWhatMakesItHard() throws SQLException {
        List<String> found = bed.erp("""
                select
                    (select count(*) from erp.journals where posting_date < doc_date),
                    (select count(*) from erp.shipments where reverses_id is not null),
                    (select count(*) from erp.receipts where reverses_id is not null),
                    (select count(*) from erp.customer_invoices where reverses_id is not null),
                    (select count(*) from erp.ar_items where kind = 'on_account' and account = '1122'),
                    (select count(distinct deleted_on) from erp.deleted_billing)
                """).get(0);

        assertThat(found).noneMatch("0"::equals);
    }

    @Test
    void billedReceivables_areTheLedgers_byCompanyAccountAndCustomer() throws SQLException {
        List<String> found =
                bed.finance(Resources.read("hub/demo/year/receivables.sql")).get(0);

        assertThat(found.get(2)).as("first of %s differences", found.get(1)).isNull();
        assertThat(Long.parseLong(found.get(0))).isGreaterThan(5_000);
    }

    @Test
    void unbilledDeliveries_areWhatAHubLoadedWithTheErpOfThatDaySaysToday() throws SQLException {
        String today = """
                select company, customer, currency, unbilled, unbilled_functional
                from finance.receivable_aging
                where source = :source and (unbilled <> 0 or unbilled_functional <> 0)
                """;
        String asOf = """
                select company, customer, transaction_currency, sum(open), sum(open_functional)
                from finance.receivable_as_of(date '%s')
                where kind = 'unbilled'
                group by company, customer, transaction_currency
                having sum(open) <> 0 or sum(open_functional) <> 0
                """;
        String billed = """
                select
                    (select sum(r.open_functional) from finance.receivable_as_of(date '%1$s') as r where r.kind <> 'unbilled'),
                    (select sum(m.amount_functional) from finance.receivable_movement as m where m.effective_date <= date '%1$s')
                """;
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (int i = 0; i < bed.evenings().size(); i++) {
            List<List<String>> replayed = bed.financeOfTheSecondHub(i, today);
            List<List<String>> figures =
                    bed.finance(asOf.formatted(bed.evenings().get(i)));
            Set<List<String>> wrong = new HashSet<>(figures);
            replayed.forEach(row -> {
                if (!wrong.remove(row)) {
                    wrong.add(row);
                }
            });
            for (List<String> row : wrong) {
                differences.add(bed.evenings().get(i) + (figures.contains(row) ? " as of " : " second hub ") + row
                        + " movements " + movements(row.get(0), row.get(1)));
            }
            compared += replayed.size();
            List<String> sums =
                    bed.finance(billed.formatted(bed.evenings().get(i))).get(0);
            assertThat(sums.get(0)).as("billed at %s", bed.evenings().get(i)).isEqualTo(sums.get(1));
        }

        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(4 * EVENINGS);
    }

    private static List<List<String>> movements(String company, String customer) throws SQLException {
        return bed.finance("""
                select sales_order_line, effective_date, movement, amount
                from finance.unbilled_movement
                where company = '%s' and customer = '%s'
                order by 1, 2, 3
                """.formatted(company, customer));
    }

    /** No view or function of the year's figures shows a fraction of a cent, and no quantity more than six decimals. */
    @Test
    void money_hasTheDecimalsOfItsCurrency() throws SQLException, IOException {
        try (Connection finance = bed.openAsFinance()) {
            MoneyDecimals.Found found = MoneyDecimals.find(
                    finance, bed.evenings().get(bed.evenings().size() / 2), column -> false);
            assertThat(found.tooMany()).isEmpty();
            assertThat(found.values()).isGreaterThan(50_000);
        }
    }

    /** Balances of the end of a period are its trial balance, but for what is posted on days outside of it. */
    @Test
    void balancesOfTheLastDayOfAPeriod_areItsTrialBalance() throws SQLException {
        List<String> found = bed.finance("""
                with day as materialized (
                    select p.company, p.period, p.end_date from finance.accounting_period as p where p.end_date < current_date
                ),
                balance as materialized (
                    select d.company, d.period, coalesce(b.account, '') as account, b.closing
                    from day as d
                    cross join lateral finance.balance_as_of(d.end_date, d.company) as b
                ),
                trial as materialized (
                    select t.company, t.period, coalesce(t.account, '') as account, t.closing
                    from finance.trial_balance as t
                    inner join day as d on d.company = t.company and d.period = t.period
                )
                select
                    count(*),
                    min(concat_ws(' ', t.company, b.company, t.period, b.period, t.account, b.account, t.closing, b.closing))
                        filter (where t.closing is distinct from b.closing),
                    (
                        select min(z.company || ' ' || z.period)
                        from (select x.company, x.period from balance as x group by 1, 2 having sum(x.closing) <> 0) as z
                    )
                from trial as t
                full join balance as b on b.company = t.company and b.period = t.period and b.account = t.account
                """).get(0);

        assertThat(found.get(1)).as("first account that differs").isNull();
        assertThat(found.get(2)).as("first company that does not close with 0").isNull();
        assertThat(Long.parseLong(found.get(0))).isGreaterThan(100);
    }

    @Test
    void trialBalance_closesWithZero() throws SQLException {
        List<String> found = bed.finance("""
                select count(*), count(*) filter (where b.sum <> 0), min(b.period) filter (where b.sum <> 0)
                from (
                    select t.company, t.period, sum(t.closing) as sum
                    from finance.trial_balance as t
                    group by t.company, t.period
                ) as b
                """).get(0);

        assertThat(found.get(2)).as("first of %s periods", found.get(1)).isNull();
        assertThat(Long.parseLong(found.get(0))).isGreaterThanOrEqualTo(36);
    }
}
