package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.text.Resources;

/**
 * Three months of business, with late postings and bounced payments, on every day of them. The months are always the same, so that
 * there is as much business on any day on which this is run.
 */
final class FiguresOfEveryDayIT {
    private static final LocalDate TODAY = LocalDate.of(2025, 11, 28);

    private static ProvingBed bed;

    @BeforeAll
    static void load() throws SQLException {
        bed = new ProvingBed(1500, TODAY);
        bed.load(bed.settings(ProvingBed.pack()));
    }

    @AfterAll
    static void stop() throws SQLException {
        bed.close();
    }

    @Test
    void billedReceivables_areTheLedgers_byCompanyAccountAndCustomer() throws SQLException {
        List<String> found = bed.financeRow(Resources.read("hub/demo/receivables-of-every-day.sql"));

        assertThat(found.get(2)).as("first of %s differences", found.get(1)).isNull();
        assertThat(Long.parseLong(found.get(0))).isGreaterThan(5_000);
    }

    @Test
    void agingOfToday_isWhatTheMovementsAddUpTo() throws SQLException {
        List<String> found = bed.financeRow(Resources.read("hub/demo/receivables-of-today.sql"));

        assertThat(found.get(2)).as("first of %s differences", found.get(1)).isNull();
        assertThat(Long.parseLong(found.get(0))).isGreaterThan(50);
    }

    /** Debts to each supplier, and what was received of each and not invoiced. */
    @Test
    void payablesAndGoodsReceived_areTheLedgers_byCompanyAccountAndSupplier() throws SQLException {
        List<String> found = bed.financeRow(Resources.read("hub/demo/payables-of-every-day.sql"));

        assertThat(found.get(2)).as("first of %s differences", found.get(1)).isNull();
        assertThat(Long.parseLong(found.get(0))).isGreaterThan(1_000);
    }

    /** Receivables, payables, goods received, stock, work in progress and bank, on days of all three months. */
    @Test
    void subledgers_areTheLedger() throws SQLException {
        List<String> found = bed.financeRow("""
                select
                    count(*),
                    count(distinct r.control_kind),
                    min(d.day::text || ' ' || r.company || ' ' || r.control_kind || ' ' || coalesce(r.account, '') || ' '
                        || r.difference::text) filter (where r.difference <> 0),
                    min(r.company || ' ' || r.control_kind) filter (where r.difference is null and r.subledger_amount <> 0)
                from generate_series(0, 80, 20) as n (days)
                cross join lateral (select date '%s' - n.days as day) as d
                cross join lateral finance.subledger_reconciliation(d.day) as r
                """.formatted(TODAY));

        assertThat(found.get(2)).as("first difference").isNull();
        assertThat(found.get(3)).as("subledger without an account").isNull();
        assertThat(found.get(1)).isEqualTo("6");
        assertThat(Long.parseLong(found.get(0))).isGreaterThan(40);
    }

    /** What was ordered is paid, owed, received or open, whatever was dearer; and what is owed is what the open items add up to. */
    @Test
    void ordersToSuppliers_areWhatBecameOfThem() throws SQLException {
        List<String> found = bed.financeRow("""
                select
                    sum(p.lines),
                    sum(p.broken),
                    min(p.company || ' ' || p.currency) filter (where p.payable is distinct from coalesce(o.open, 0))
                from (
                    select
                        l.company, l.transaction_currency as currency, count(*) as lines, sum(l.payable_gross) as payable,
                        count(*) filter (
                            where (l.ordered_gross + l.price_variance_gross + l.quantity_variance_gross
                                = l.paid_gross + l.payable_gross + l.grni_gross + l.open_order_gross) is not true
                        ) as broken
                    from finance.procure_to_pay as l
                    group by l.company, l.transaction_currency
                ) as p
                left join (
                    select i.company, i.transaction_currency as currency, sum(i.open) as open
                    from finance.payable_as_of('%s') as i
                    group by i.company, i.transaction_currency
                ) as o on o.company = p.company and o.currency = p.currency
                """.formatted(TODAY));

        assertThat(found.get(1)).as("order lines of which something is lost").isEqualTo("0");
        assertThat(found.get(2)).as("company whose debts are others").isNull();
        assertThat(Long.parseLong(found.get(0))).isGreaterThan(20);
    }

    /** What invoices bill beyond their receipts is what the ledger has on the account of price variances. */
    @Test
    void priceVariances_areTheLedgers() throws SQLException {
        List<String> found = bed.financeRow("""
                select count(*), min(coalesce(l.company, v.company)) filter (where coalesce(l.amount, 0) <> coalesce(v.amount, 0)), count(*) filter (where v.amount <> 0)
                from (
                    select g.company, sum(g.debit - g.credit) as amount
                    from finance.general_ledger as g
                    where g.account = '6405' and g.status = 'posted'
                    group by g.company
                ) as l
                full join (
                    select p.company, sum(p.invoice_variance_functional) as amount
                    from finance.purchase_price_variance as p
                    group by p.company
                ) as v on v.company = l.company
                """);

        assertThat(found.get(1)).as("first company that differs").isNull();
        assertThat(Long.parseLong(found.get(2))).isPositive();
    }

    @Test
    void trialBalance_closesWithZero() throws SQLException {
        List<String> found = bed.financeRow("""
                select count(*), count(*) filter (where b.sum <> 0), min(b.period) filter (where b.sum <> 0)
                from (
                    select t.company, t.period, sum(t.closing) as sum
                    from finance.trial_balance as t
                    group by t.company, t.period
                ) as b
                """);

        assertThat(found.get(2)).as("first of %s periods", found.get(1)).isNull();
        assertThat(Long.parseLong(found.get(0))).isGreaterThanOrEqualTo(6);
    }

    /** Each part of what settled an invoice is the sum of its lines' parts, and nothing stays unexplained. */
    @Test
    void settlementOfTheLines_addsUpToTheInvoices() throws SQLException {
        List<String> found = bed.financeRow("""
                select
                    count(*),
                    min(c.document_no) filter (where c.other_settled <> 0 or not (
                        (c.settled, c.paid_cash, c.paid_bill, c.credited, c.offset_amount, c.discounted, c.withheld, c.written_off)
                        is not distinct from
                        (l.settled, l.paid_cash, l.paid_bill, l.credited, l.offset_amount, l.discounted, l.withheld, l.written_off)
                    )),
                    min(c.document_no) filter (where c.settled is distinct from s.settled or c.paid_cash is distinct from s.paid_cash)
                from finance.customer_invoice as c
                inner join finance.invoice_settlement as s on s.source = c.source and s.entity_key = c.entity_key
                left join (
                    select
                        v.source, v.customer_invoice, sum(v.settled) as settled, sum(v.paid_cash) as paid_cash,
                        sum(v.paid_bill) as paid_bill, sum(v.credited) as credited, sum(v.offset_amount) as offset_amount,
                        sum(v.discounted) as discounted, sum(v.withheld) as withheld, sum(v.written_off) as written_off
                    from finance.customer_invoice_line as v
                    group by v.source, v.customer_invoice
                ) as l on l.source = c.source and l.customer_invoice = c.entity_key
                """);

        assertThat(found.get(1)).as("first invoice that its lines differ from").isNull();
        assertThat(found.get(2))
                .as("first invoice that its settlement differs from")
                .isNull();
        assertThat(Long.parseLong(found.get(0))).isGreaterThan(100);
    }

    /** The same cost is one figure of the group, whichever view adds it up. */
    @Test
    void costInReportingCurrency_isTheSameInBothViews() throws SQLException {
        List<String> found = bed.financeRow("""
                select count(*), min(o.production_order) filter (where o.cost <> l.cost)
                from (
                    select p.production_order, p.entity_key, p.total_cost_reporting as cost
                    from finance.production_order_cost as p
                    where p.by_product = 0 and p.abnormal_scrap = 0
                ) as o
                inner join (
                    select c.production_order_key, sum(c.amount_reporting) as cost
                    from finance.cost_ledger as c
                    where c.entry_kind in ('issue', 'activity', 'absorption', 'revaluation')
                    group by c.production_order_key
                    having count(*) filter (where c.reversed_by is not null) = 0
                ) as l on l.production_order_key = o.entity_key
                """);

        assertThat(found.get(1)).as("first order that differs").isNull();
        assertThat(Long.parseLong(found.get(0))).isGreaterThan(20);
    }

    /** Stock is what its movements add up to, and a month's closing is the next one's opening. */
    @Test
    void stockOfToday_isWhatItsMovementsAddUpTo() throws SQLException {
        List<String> found = bed.financeRow("""
                select
                    count(*),
                    min(b.material) filter (where b.base_quantity is distinct from coalesce(a.base_quantity, 0)),
                    min(b.material) filter (where b.amount_functional is distinct from coalesce(a.amount_functional, 0)),
                    count(*) filter (where a.opening_quantity <> 0)
                from finance.stock_balance as b
                left join finance.stock_balance_as_of('%s') as a
                    on a.source = b.source and a.location = b.location and a.material = b.material and a.owner = b.owner
                """.formatted(TODAY));

        assertThat(found.get(1)).as("first material of another quantity").isNull();
        assertThat(found.get(2)).as("first material of another value").isNull();
        assertThat(found.get(3))
                .as("places with stock that no movement brought")
                .isEqualTo("0");
        assertThat(Long.parseLong(found.get(0))).isGreaterThan(100);
    }

    @Test
    void rollforward_bringsTheOpeningToTheClosing() throws SQLException {
        List<String> found = bed.financeRow("""
                select
                    count(*),
                    min(r.material) filter (where r.closing_quantity <> r.opening_quantity + r.receipt_quantity
                        + r.output_quantity + r.issue_quantity + r.shipment_quantity + r.return_quantity
                        + r.transfer_in_quantity + r.transfer_out_quantity + r.adjustment_quantity + r.other_quantity),
                    min(r.material) filter (where r.closing_amount <> r.opening_amount + r.receipt_amount + r.output_amount
                        + r.issue_amount + r.shipment_amount + r.return_amount + r.transfer_in_amount + r.transfer_out_amount
                        + r.adjustment_amount + r.other_amount),
                    sum(r.closing_amount) = (
                        select sum(a.amount_functional)
                        from finance.stock_balance_as_of('%2$s') as a
                    )
                from finance.inventory_rollforward('%1$s', '%2$s') as r
                """.formatted(TODAY.minusDays(50), TODAY.minusDays(20)));

        assertThat(found.get(1)).as("first material that does not roll forward").isNull();
        assertThat(found.get(2)).as("first value that does not roll forward").isNull();
        assertThat(found.get(3)).isEqualTo("t");
        assertThat(Long.parseLong(found.get(0))).isGreaterThan(20);
    }
}
