package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two ERPs whose companies are six of one group, in three currencies: what the group's figures say against the parts and the ERPs. */
final class GroupOfTwoErpsIT {
    private static GroupBed bed;

    @BeforeAll
    static void load() throws SQLException {
        bed = GroupBed.load(300, nothing -> {});
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    private static List<String> finance(String sql) throws SQLException {
        return bed.finance(sql);
    }

    @Test
    void everyCompany_addsUpToZeroInTheGroupsCurrency_inEachMonthThatHasRates() throws SQLException {
        assertThat(finance(
                        "select count(distinct company) from finance.group_balance where functional_currency <> 'CNY'"))
                .containsExactly("4");
        assertThat(finance("""
                        select company || ' ' || period || ' ' || coalesce(sum(reporting)::text, 'none') || ' ' || max(unconverted)
                        from finance.group_balance
                        where period < to_char(now() at time zone 'UTC', 'YYYY-MM')
                        group by company, period
                        having sum(reporting) is distinct from 0 or max(unconverted) <> 0
                        """)).isEmpty();
        // the month that goes on has no closing rate: the companies abroad have no difference, and say how much they
        // lack
        assertThat(finance("""
                        select distinct company
                        from finance.group_balance
                        where period = to_char(now() at time zone 'UTC', 'YYYY-MM')
                            and line = 'translation_difference' and reporting is null and unconverted > 0
                        """)).hasSize(4);
        assertThat(finance("""
                        select count(*)
                        from finance.group_trial_balance(to_char(now() at time zone 'UTC' - interval '1 month', 'YYYY-MM'))
                        having sum(elimination) <> 0 or sum(group_amount) <> 0
                        """)).isEmpty();
    }

    @Test
    void receivablesOfTheGroup_areTheirPartsTranslated() throws SQLException {
        String monthEnd = bed.monthEnd();
        // each source's own ageing, with the rates as they were given
        String parts = """
                select a.customer || ' ' || sum(round(a.%1$s_functional * case a.functional_currency
                    when 'CNY' then 1
                    when 'USD' then 7.1 + extract(month from date '%2$s') * 0.01
                    else 7.8 + extract(month from date '%2$s') * 0.01
                end, 2))
                from finance.receivable_aging_as_of('%2$s') as a
                group by a.customer
                """;
        for (String bucket : List.of("not_due", "d1_30", "d31_60", "unbilled", "unapplied_credits")) {
            List<String> ofTheGroup = finance(
                    "select customer || ' ' || " + bucket + " from finance.group_receivable_as_of('" + monthEnd + "')");
            assertThat(ofTheGroup)
                    .as(bucket)
                    .containsExactlyInAnyOrderElementsOf(finance(parts.formatted(bucket, monthEnd)));
            assertThat(ofTheGroup).hasSizeGreaterThan(10);
        }
        assertThat(
                        finance(
                                "select 'differs' from finance.group_receivable as g where g.unconverted <> 0 or g.total is distinct from "
                                        + "(select sum(p.total) from finance.group_receivable_part as p where p.customer = g.customer)"))
                .isEmpty();
        assertThat(finance("select distinct unnest(sources) from finance.group_receivable order by 1"))
                .containsExactly("erpa", "erpb");
    }

    @Test
    void costOfTheGroup_isItsPartsTranslated() throws SQLException {
        assertThat(finance("""
                        select 'differs'
                        from finance.group_cost as g
                        where (g.cost, g.wip) is distinct from (
                            select (case when count(p.cost) = count(*) then sum(p.cost) end, case when count(p.wip) = count(*) then sum(p.wip) end)
                            from finance.group_cost_part as p
                            where p.product = g.product and p.period = g.period
                        )
                        """)).isEmpty();
        // in the companies' currency it is all that the ERPs' cost entries hold
        assertThat(finance("""
                        select company
                        from (
                            select p.company, sum(p.wip_functional) as wip
                            from finance.group_cost_part as p
                            where p.period = (select max(q.source_period) from finance.cost_ledger as q where q.company = p.company)
                            group by p.company
                        ) as p
                        full join (
                            select c.company, sum(c.amount_functional) as wip from finance.cost_ledger as c group by c.company
                        ) as c using (company)
                        where coalesce(p.wip, 0) <> coalesce(c.wip, 0)
                        """)).isEmpty();
    }

    /** What is planted between the two ERPs is listed, to the cent and with the documents of which the other side has nothing, and no more. */
    @Test
    void pairsOfTheTwoErps_areThoseThatWerePlanted() throws SQLException {
        String pairs = """
                select concat_ws(' ', p.company, p.counterparty_company, p.currency, p.claim, p.debt, p.difference, p.eliminated,
                    p.unmatched_documents, coalesce((
                        select string_agg(concat_ws(' ', u ->> 'side', u ->> 'document_no', u ->> 'amount'), ', ' order by u ->> 'side')
                        from jsonb_array_elements(p.unmatched) as u
                    ), ''))
                from finance.intercompany_pair('%s') as p
                where (p.company like 'B%%') <> (p.counterparty_company like 'B%%')
                """;
        assertThat(finance(pairs.formatted(bed.monthEnd()))).containsExactlyInAnyOrderElementsOf(PlantedTrade.PAIRS);
        // on the evening before there was none
        assertThat(finance(pairs.formatted(bed.monthEnd().substring(0, 8) + "09")))
                .isEmpty();
    }

    /** Beside these, all pairs are what the ERPs' ledgers say, claim by claim and debt by debt. */
    @Test
    void allPairs_areTheLedgersOfTheErps() throws SQLException {
        Map<String, String[]> ledgers = new TreeMap<>();
        addLedger(bed.erpa(), false, ledgers);
        addLedger(bed.erpb(), true, ledgers);
        List<String> wanted = new ArrayList<>();
        ledgers.forEach((pair, sides) -> wanted.add(pair + " " + sides[0] + " " + sides[1]));
        assertThat(finance(
                        "select concat_ws(' ', company, counterparty_company, currency, trim_scale(claim), trim_scale(debt))"
                                + " from finance.intercompany_pair('" + bed.monthEnd() + "')"))
                .containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(wanted).hasSizeGreaterThanOrEqualTo(PlantedTrade.PAIRS.size());
    }

    private static void addLedger(DemoErp erp, boolean second, Map<String, String[]> pairs) throws SQLException {
        try (Connection connection = erp.open()) {
            String own = second ? "'B' || " : "";
            for (String found : GroupBed.rows(connection, """
                    select case a.control_kind
                            when 'receivable' then concat_ws(' ', %1$sj.company, n.partner, l.currency, '0')
                            else concat_ws(' ', n.partner, %1$sj.company, l.currency, '1')
                        end || ' ' || trim_scale(sum(case a.control_kind when 'receivable' then 1 else -1 end * l.amount_currency))
                    from erp.journal_lines as l
                    inner join erp.journals as j on j.id = l.journal_id
                    inner join erp.gl_accounts as a on a.company = j.company and a.code = l.account
                    cross join lateral (
                        select case when l.trading_company like 'A%%' then substr(l.trading_company, 2)
                            when l.trading_company like 'B%%' then l.trading_company else %1$sl.trading_company end as partner
                    ) as n
                    where a.control_kind in ('receivable', 'payable') and j.status = 'posted' and j.posting_date <= '%2$s'
                        and l.trading_company is not null
                    group by a.control_kind, j.company, n.partner, l.currency
                    having sum(l.amount_currency) <> 0
                    """.formatted(own, bed.monthEnd()))) {
                String[] words = found.split(" ");
                pairs.computeIfAbsent(words[0] + " " + words[1] + " " + words[2], pair -> new String[] {"0", "0"})[
                                Integer.parseInt(words[3])] =
                        words[4];
            }
        }
    }

    /** What is eliminated leaves both books by the same amount, in the group's currency as well, and on the accounts where it stands. */
    @Test
    void eliminations_areOnBothSides_andTheGroupStaysAtZero() throws SQLException {
        String eliminated = """
                select concat_ws(' ', e.company, e.counterparty_company, e.side, e.account, e.currency, e.amount)
                from finance.intercompany_elimination('%s') as e
                where (e.company like 'B%%') <> (e.counterparty_company like 'B%%')
                """;
        assertThat(finance(eliminated.formatted(bed.monthEnd())))
                .containsExactlyInAnyOrder(
                        "1000 B1000 claim 1122 CNY -11300.00",
                        "B1000 1000 debt 2202 CNY 11300.00",
                        "1000 B2000 claim 1122 CNY -1103.00",
                        "B2000 1000 debt 2202 CNY 1103.00",
                        "2000 B1000 claim 1122 USD -4000.00",
                        "B1000 2000 debt 2202 USD 4000.00",
                        "B3000 1000 claim 1122 CNY -1500.00",
                        "1000 B3000 debt 2202 CNY 1500.00");
        assertThat(finance(
                        "select concat_ws(' ', sum(elimination), sum(group_amount), count(*) filter (where elimination is null))"
                                + " from finance.group_trial_balance('"
                                + bed.monthEnd().substring(0, 7) + "')"))
                .containsExactly("0.00 0.00 0");
        // the customers' part that is owed within the group is the claims of these pairs
        assertThat(finance("""
                        select 'differs'
                        from (select sum(g.within_group) as within_group from finance.group_receivable_as_of('%1$s') as g) as g
                        cross join (
                            select sum(p.total) as total
                            from finance.group_receivable_part_as_of('%1$s') as p
                            where p.counterparty_company is not null
                        ) as p
                        where g.within_group <> p.total or g.within_group = 0
                        """.formatted(bed.monthEnd()))).isEmpty();
    }

    /** Revenue and expense of the planted trade, by company, counterparty and account; each leaves its account, and nothing is lost. */
    @Test
    void revenueAndExpenseOfTheTwoErps_areEliminatedByCounterparty() throws SQLException {
        String month = bed.monthEnd().substring(0, 7);
        assertThat(finance("""
                        select concat_ws(' ', r.company, r.counterparty_company, r.account, r.functional_currency, r.functional)
                        from finance.intercompany_result('%s') as r
                        where (r.company like 'B%%') <> (r.counterparty_company like 'B%%')
                        """.formatted(month)))
                .containsExactlyInAnyOrder(
                        "1000 B1000 6001 CNY -11300.00",
                        "1000 B2000 6001 CNY -1130.00",
                        "1000 B3000 6711 CNY 1500.00",
                        "2000 B1000 6001 USD -5000.00",
                        "3000 B2000 6001 EUR -450.00",
                        "3000 B3000 6711 EUR 300.00",
                        "B1000 1000 6711 CNY 11300.00",
                        "B1000 2000 6711 CNY 35500.00",
                        "B2000 1000 6001 USD -70.00",
                        "B2000 1000 6711 USD 155.35",
                        "B2000 3000 6711 USD 480.00",
                        "B3000 1000 6001 EUR -307.00");
        assertThat(finance("""
                        select 'differs'
                        from (
                            select r.company, sum(r.reporting) as reporting from finance.intercompany_result('%1$s') as r group by r.company
                        ) as r
                        full join (
                            select t.company, sum(t.elimination) as elimination, sum(t.group_amount) as group_amount
                            from finance.group_trial_balance('%1$s') as t
                            where t.line = 'internal_result'
                            group by t.company
                        ) as t using (company)
                        where (t.elimination, t.group_amount) is distinct from (r.reporting, r.reporting) or r.reporting = 0
                        """.formatted(month))).isEmpty();
    }
}
