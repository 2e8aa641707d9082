package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.text.Resources;

/** A year of production: what orders cost above their standards, what they are made of, what is in progress and in stock, beside the ledger. */
final class CostOfAYearIT {
    private static final int TRANSACTIONS = Integer.getInteger("yecai.cost.transactions", 2000);
    private static YearBed bed;

    @BeforeAll
    static void load() throws SQLException {
        bed = new YearBed(TRANSACTIONS, 1);
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
                    (select count(*) from erp.cost_bookings where entry_kind = 'reversal'),
                    (select count(*) from erp.cost_bookings where entry_kind = 'abnormal_scrap'),
                    (select count(*) from erp.cost_bookings where entry_kind = 'revaluation'),
                    (select count(*) from erp.cost_bookings where posting_date < doc_date),
                    (select count(*) from erp.cost_bookings where element = 'subcontract'),
                    (select count(*) from erp.production_components where line_no > 9 or line_no = 6),
                    (select count(*) from erp.journals where doc_type = 'overhead'),
                    (select count(*) from erp.production_orders where status = 'closed' and released_date < date '2025-09-01'),
                    (select count(*) from erp.production_orders where status = 'closed' and released_date >= date '2025-10-01')
                """).get(0);

        assertThat(found).noneMatch("0"::equals);
    }

    /** Its variances are an order's variance, this is what it settled, and this is what the ledger has on the account of variances. */
    @Test
    void variancesOfEachClosedOrder_areItsSettlementInTheLedger() throws SQLException {
        List<String> found = bed.finance("""
                select
                    count(*),
                    min(o.production_order) filter (where v.total is distinct from o.variance),
                    min(o.production_order) filter (where o.variance is distinct from -coalesce(s.settled, 0)),
                    min(o.production_order) filter (where o.variance is distinct from coalesce(l.amount, 0)),
                    count(*) filter (where v.others > 0),
                    count(*) filter (where o.variance <> 0)
                from finance.production_order_cost as o
                left join (
                    select x.source, x.production_order_key, sum(x.total_variance) as total,
                        count(*) filter (where x.component_kind in ('standard_difference', 'unsplit')) as others
                    from finance.cost_variance as x
                    group by x.source, x.production_order_key
                ) as v on v.source = o.source and v.production_order_key = o.entity_key
                left join (
                    select c.source, c.production_order_key, sum(c.amount_functional) as settled
                    from finance.cost_ledger as c
                    where c.entry_kind = 'settlement'
                    group by c.source, c.production_order_key
                ) as s on s.source = o.source and s.production_order_key = o.entity_key
                left join (
                    select g.source, g.origin_key, sum(g.debit - g.credit) as amount
                    from finance.general_ledger as g
                    where g.account = '6404' and g.origin_entity = 'production_order' and g.status = 'posted'
                    group by g.source, g.origin_key
                ) as l on l.source = o.source and l.origin_key = o.entity_key
                where o.status = 'closed'
                """).get(0);

        assertThat(found.get(1)).as("first order with other variances").isNull();
        assertThat(found.get(2)).as("first order that settled otherwise").isNull();
        assertThat(found.get(3)).as("first order that the ledger has otherwise").isNull();
        assertThat(found.get(4))
                .as("orders that their standards do not explain")
                .isEqualTo("0");
        assertThat(Long.parseLong(found.get(5))).isGreaterThan(25);
    }

    @Test
    void stockAndWorkInProgress_areTheLedgers_byCompanyAndAccount() throws SQLException {
        List<String> found = bed.finance(Resources.read("hub/demo/stock-and-wip-of-every-day.sql"))
                .get(0);

        assertThat(found.get(2)).as("first of %s differences", found.get(1)).isNull();
        assertThat(Long.parseLong(found.get(0))).isGreaterThan(4_000);
    }

    /** What the check of a hub compares has the accounts of stock and work in progress one by one. */
    @Test
    void reconciliation_hasStockAndWorkInProgressByAccount() throws SQLException {
        List<List<String>> found = bed.finance("""
                select distinct r.control_kind, r.account, r.difference = 0
                from finance.subledger_reconciliation('2025-08-31') as r
                where r.control_kind in ('stock', 'wip')
                order by 1, 2
                """);

        assertThat(found)
                .containsExactly(
                        List.of("stock", "1403", "t"),
                        List.of("stock", "1405", "t"),
                        List.of("stock", "1406", "t"),
                        List.of("stock", "1407", "t"),
                        List.of("wip", "5001", "t"));
    }

    @Test
    void rollforwards_bringTheOpeningToTheClosing_andAMonthsClosingIsTheNextOnesOpening() throws SQLException {
        List<String> found = bed.finance("""
                with span as (
                    select m.month::date as first, (m.month + interval '1 month - 1 day')::date as last
                    from generate_series(timestamp '2025-03-01', timestamp '2025-06-01', interval '1 month') as m (month)
                ),
                wip as materialized (
                    select s.first, w.*
                    from span as s
                    cross join lateral finance.wip_rollforward(s.first, s.last) as w
                ),
                stock as materialized (
                    select s.first, w.*
                    from span as s
                    cross join lateral finance.inventory_rollforward(s.first, s.last) as w
                )
                select
                    (select count(*) from wip),
                    (
                        select min(w.production_order) from wip as w
                        where w.closing <> w.opening + w.material_cost + w.labor_cost + w.machine_cost + w.overhead_cost
                            + w.subcontract_cost + w.other_cost + w.output_amount + w.by_product + w.abnormal_scrap + w.settlement
                            + w.unmapped_cost
                    ),
                    (
                        select min(coalesce(a.production_order_key, b.production_order_key))
                        from (select * from wip as x where x.closing <> 0 and x.first < date '2025-06-01') as a
                        full join (select * from wip as x where x.opening <> 0 and x.first > date '2025-03-01') as b
                            on b.production_order_key = a.production_order_key and b.first = a.first + interval '1 month'
                        where a.closing is distinct from b.opening
                    ),
                    (
                        select min(s.material) from stock as s
                        where s.closing_amount <> s.opening_amount + s.receipt_amount + s.output_amount + s.issue_amount
                            + s.shipment_amount + s.return_amount + s.transfer_in_amount + s.transfer_out_amount
                            + s.adjustment_amount + s.other_amount
                    ),
                    (
                        select min(coalesce(a.material, b.material))
                        from (select * from stock as x where x.closing_amount <> 0 and x.first < date '2025-06-01') as a
                        full join (select * from stock as x where x.opening_amount <> 0 and x.first > date '2025-03-01') as b
                            on b.company = a.company and b.location = a.location and b.owner = a.owner
                            and b.material = a.material and b.first = a.first + interval '1 month'
                        where a.closing_amount is distinct from b.opening_amount
                    ),
                    (select count(*) from stock as s where s.location_kind is null or s.account is null)
                """).get(0);

        assertThat(found.subList(1, 5))
                .as("first order and material that do not close")
                .containsOnlyNulls();
        assertThat(found.get(5)).as("places and accounts that nobody knows").isEqualTo("0");
        assertThat(Long.parseLong(found.get(0))).isGreaterThan(10);
    }

    /** Purchased material and conversion are what the ledger's stock of bought material and its other accounts gave to production. */
    @Test
    void companyCost_isCountedOnce_asTheLedgerHasIt() throws SQLException {
        List<List<String>> found = bed.finance("""
                select c.company, c.month
                from (
                    select
                        w.company, w.period as month,
                        sum(w.amount_functional) filter (where w.movement = 'material' and m.material_kind = 'raw') as purchased,
                        sum(w.amount_functional) filter (where w.movement = 'material' and m.material_kind <> 'raw') as own
                    from finance.wip_movement as w
                    left join finance.material as m on m.source = w.source and m.material = w.component
                    group by w.company, w.period
                ) as c
                left join (
                    select
                        g.company, g.source_period as month,
                        sum(g.credit - g.debit) filter (where g.account = '1403') as purchased,
                        sum(g.credit - g.debit) filter (where g.account in ('1405', '1406', '1407')) as own
                    from finance.general_ledger as g
                    where g.status = 'posted' and g.origin_entity = 'production_order'
                        and g.document_type in ('goods_issue', 'goods_issue_reversal')
                    group by g.company, g.source_period
                ) as l on l.company = c.company and l.month = c.month
                where coalesce(c.purchased, 0) <> coalesce(l.purchased, 0) or coalesce(c.own, 0) <> coalesce(l.own, 0)
                """);

        assertThat(found).isEmpty();
    }

    @Test
    void rollup_sharesMakeOne_andCostsMakeTheTotal() throws SQLException {
        List<String> found = bed.finance("""
                select
                    count(*),
                    min(r.material) filter (where r.material_share + r.labor_share + r.machine_share + r.overhead_share
                        + r.subcontract_share + r.other_share is distinct from 1),
                    min(r.material) filter (where r.material_cost + r.labor_cost + r.machine_cost + r.overhead_cost
                        + r.subcontract_cost + r.other_cost is distinct from r.total_cost),
                    count(*) filter (where r.cut is not null),
                    count(*) filter (where r.material like '3%' and r.material_share between 0.2 and 0.95)
                from finance.cost_rollup('2025-01', '2025-12') as r
                """).get(0);

        assertThat(found.subList(1, 3)).containsOnlyNulls();
        assertThat(found.get(3)).isEqualTo("0");
        assertThat(Long.parseLong(found.get(4))).isGreaterThan(10);
    }

    /** Revenue and cost of sales of the order lines of a quarter are the ledger's. */
    @Test
    void margins_areTheLedgersRevenueAndCostOfSales() throws SQLException {
        List<List<String>> found = bed.finance("""
                select l.company, l.revenue, m.revenue, l.cost, m.cost, m.parts
                from (
                    select g.company,
                        -sum(g.debit - g.credit) filter (where g.account = '6001') as revenue,
                        sum(g.debit - g.credit) filter (where g.account = '6401') as cost
                    from finance.general_ledger as g
                    where g.status = 'posted' and g.posting_date between '2025-04-01' and '2025-06-30'
                    group by g.company
                ) as l
                left join (
                    select x.company, sum(x.revenue) as revenue, sum(x.cost_of_sales) as cost,
                        sum(x.material_cost + x.conversion_cost) as parts
                    from finance.sales_margin('2025-04-01', '2025-06-30') as x
                    group by x.company
                ) as m on m.company = l.company
                """);

        assertThat(found).hasSize(3).allSatisfy(row -> {
            assertThat(row.get(2)).as("revenue of %s", row).isEqualTo(row.get(1));
            assertThat(row.get(4)).as("cost of sales of %s", row).isEqualTo(row.get(3));
            assertThat(row.get(5)).as("its parts of %s", row).isEqualTo(row.get(3));
        });
    }

    /** Overhead that orders took over, and what cost centers spent, are both the ledger's account of it. */
    @Test
    void overhead_isTheLedgers() throws SQLException {
        List<List<String>> found = bed.finance("""
                select o.company, o.absorbed, o.actual, l.absorbed, l.actual, o.broken
                from (
                    select a.company, sum(a.absorbed) as absorbed, sum(a.actual) as actual,
                        count(*) filter (where a.under_absorbed <> a.spending_variance + a.rate_variance) as broken
                    from finance.overhead_absorption as a
                    group by a.company
                ) as o
                left join (
                    select g.company,
                        sum(g.credit - g.debit) filter (where g.document_type <> 'overhead') as absorbed,
                        sum(g.debit - g.credit) filter (where g.document_type = 'overhead') as actual
                    from finance.general_ledger as g
                    where g.account = '5101' and g.status = 'posted'
                    group by g.company
                ) as l on l.company = o.company
                """);

        assertThat(found).hasSize(3).allSatisfy(row -> {
            assertThat(row.subList(1, 3)).isEqualTo(row.subList(3, 5));
            assertThat(row.get(5)).isEqualTo("0");
        });
    }

    /** What the capture keeps of completed orders is what is worked out of them; all orders of the year are completed before any is kept. */
    @Test
    void keptOrders_readAsTheyAreWorkedOut() throws SQLException {
        List<String> questions = List.of(
                "select v::text from finance.cost_variance as v order by 1",
                "select f::text from finance.cost_flow as f order by 1",
                "select r::text from finance.cost_rollup('2025-01', '2025-12') as r order by 1",
                "select w::text from finance.waste as w order by 1");
        List<List<List<String>>> workedOut = new ArrayList<>();
        for (String question : questions) {
            workedOut.add(bed.finance(question));
        }
        int kept = bed.keepOrderCosts();

        assertThat(kept).isGreaterThan(50);
        for (int i = 0; i < questions.size(); i++) {
            assertThat(bed.finance(questions.get(i))).as(questions.get(i)).isEqualTo(workedOut.get(i));
        }
    }
}
