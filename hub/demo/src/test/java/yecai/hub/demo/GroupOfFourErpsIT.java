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

/**
 * Tryton and Odoo in a hub with two demo ERPs, ten companies of one group. Some customers and products are one in all four, as finance has
 * mapped their codes: the group's ageing and cost of these are what the four ledgers say together. Odoo's companies have the codes of
 * Tryton's, and are O-CN and O-US in the group.
 */
final class GroupOfFourErpsIT {
    /** Of a demo ERP, by its own codes: receivables of each customer in the ledger of a company at the end of a day. */
    private static final String LEDGER_OF_DEMO = """
            select concat_ws(' ', l.customer, '%s' || j.company, trim_scale(sum(l.debit - l.credit)))
            from erp.journal_lines as l
            inner join erp.journals as j on j.id = l.journal_id
            inner join erp.gl_accounts as a on a.company = j.company and a.code = l.account and a.control_kind = 'receivable'
            where j.status = 'posted' and j.posting_date <= '%s' and l.customer like 'C0%%'
            group by l.customer, j.company
            having sum(l.debit - l.credit) <> 0
            order by abs(sum(l.debit - l.credit)) desc
            """;

    private static final String LEDGER_OF_TRYTON = """
            select concat_ws(' ', party.code, own.code, trim_scale(sum(l.debit - l.credit)))
            from public.account_move_line as l
            inner join public.account_move as m on m.id = l.move
            inner join public.account_account as a on a.id = l.account
            inner join public.account_account_type as t on t.id = a.type and t.receivable
            inner join public.company_company as c on c.id = m.company
            inner join public.party_party as own on own.id = c.party
            inner join public.party_party as party on party.id = l.party
            where m.date <= '%s'
            group by party.code, own.code
            having sum(l.debit - l.credit) <> 0
            order by abs(sum(l.debit - l.credit)) desc
            """;

    private static final String LEDGER_OF_ODOO = """
            select concat_ws(' ', who.ref, replace(own.ref, 'CO-', 'O-'), trim_scale(sum(l.debit - l.credit)))
            from public.account_move_line as l
            inner join public.account_account as a on a.id = l.account_id and a.account_type = 'asset_receivable'
            inner join public.res_company as c on c.id = l.company_id
            inner join public.res_partner as own on own.id = c.partner_id
            inner join public.res_partner as who on who.id = l.partner_id
            where l.parent_state = 'posted' and l.date <= '%s' and who.ref like 'C0%%'
            group by who.ref, own.ref
            having sum(l.debit - l.credit) <> 0
            order by abs(sum(l.debit - l.credit)) desc
            """;

    private static final List<String> SOURCES = List.of("erpa", "erpb", "tryton", "odoo");

    private static GroupBed bed;
    private static String monthEnd;

    /** For each source: customer, company and receivable of the ledger. */
    private static final List<List<String>> LEDGERS = new ArrayList<>();
    /** The group's code of a source's customer, by source and code. */
    private static final Map<String, String> CUSTOMERS = new TreeMap<>();

    @BeforeAll
    static void load() throws SQLException {
        List<SampleErp> samples = new ArrayList<>();
        bed = GroupBed.load(300, before -> {
            samples.add(SampleErp.on(before.secondServer(), before.hub().capture(), "tryton", Map.of()));
            samples.add(SampleErp.on(
                    before.secondServer(), before.hub().capture(), "odoo", Map.of("CO-CN", "O-CN", "CO-US", "O-US")));
            unify(before, samples);
        });
        for (SampleErp sample : samples) {
            bed.load(sample.settings());
        }
        bed.haveEquityRates();
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    /** The customers that owe most in each ERP are the same, and so are the products on which most was booked. */
    private static void unify(GroupBed before, List<SampleErp> samples) throws SQLException {
        monthEnd = before.monthEnd();
        List<List<String>> products = new ArrayList<>();
        String booked = "select p.material from erp.cost_bookings as b inner join erp.production_orders as p"
                + " on p.id = b.production_order_id group by p.material order by count(*) desc, p.material limit 3";
        try (Connection erpa = before.erpa().open();
                Connection erpb = before.erpb().open();
                Connection third = samples.get(0).open();
                Connection fourth = samples.get(1).open()) {
            LEDGERS.add(GroupBed.rows(erpa, LEDGER_OF_DEMO.formatted("", monthEnd)));
            LEDGERS.add(GroupBed.rows(erpb, LEDGER_OF_DEMO.formatted("B", monthEnd)));
            LEDGERS.add(GroupBed.rows(third, LEDGER_OF_TRYTON.formatted(monthEnd)));
            LEDGERS.add(GroupBed.rows(fourth, LEDGER_OF_ODOO.formatted(monthEnd)));
            products.add(GroupBed.rows(erpa, booked));
            products.add(GroupBed.rows(erpb, booked));
            products.add(List.of("FG-3003", "FG-3002", "FG-3001"));
            products.add(List.of("FG-3001", "FG-3003", "FG-3002"));
        }
        StringBuilder customerLines = new StringBuilder("source,source_code,code\\n");
        StringBuilder productLines = new StringBuilder("source,source_code,code\\n");
        for (int i = 0; i < SOURCES.size(); i++) {
            String source = SOURCES.get(i);
            List<String> owing = LEDGERS.get(i).stream()
                    .map(line -> line.split(" ")[0])
                    .distinct()
                    .limit(4)
                    .toList();
            for (int n = 0; n < owing.size(); n++) {
                CUSTOMERS.put(source + " " + owing.get(n), "G000" + n);
                customerLines.append("%s,%s,G000%d\\n".formatted(source, owing.get(n), n));
            }
            for (int n = 0; n < 3; n++) {
                productLines.append(
                        "%s,%s,P000%d\\n".formatted(source, products.get(i).get(n), n));
            }
        }
        before.finance("select finance.load_codes('customer', E'" + customerLines + "', 'one customer', 'customers')");
        before.finance("select finance.load_codes('material', E'" + productLines + "', 'one product', 'products')");
    }

    @Test
    void receivablesOfAUnifiedCustomer_areWhatTheLedgersOfTheFourSay() throws SQLException {
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < SOURCES.size(); i++) {
            for (String line : LEDGERS.get(i)) {
                String[] words = line.split(" ");
                String customer = CUSTOMERS.get(SOURCES.get(i) + " " + words[0]);
                if (customer != null) {
                    wanted.add(String.join(" ", SOURCES.get(i), words[1], customer, words[2]));
                }
            }
        }
        assertThat(wanted).hasSizeGreaterThanOrEqualTo(16);
        assertThat(bed.finance("""
                        select concat_ws(' ', source, company, customer, trim_scale(sum(billed_functional)))
                        from finance.group_receivable_part_as_of('%s')
                        where customer like 'G000%%'
                        group by source, company, customer
                        having sum(billed_functional) <> 0
                        """.formatted(monthEnd))).containsExactlyInAnyOrderElementsOf(wanted);
        // one row a customer, the sum of the four, each at its company's closing rate
        assertThat(bed.finance("""
                        select concat_ws(' ', g.customer, g.sources, g.unconverted, g.billed - p.billed, g.total - p.total)
                        from finance.group_receivable_as_of('%1$s') as g
                        inner join (
                            select p.customer, sum(p.billed) as billed, sum(p.total) as total
                            from finance.group_receivable_part_as_of('%1$s') as p
                            group by p.customer
                        ) as p on p.customer = g.customer
                        where g.customer like 'G000%%'
                        order by 1
                        """.formatted(monthEnd)))
                .hasSize(4)
                .allMatch(row -> row.matches("G000[0-3] [{]erpa,erpb,odoo,tryton[}] 0 0[.]00 0[.]00"));
        // eight buckets, each rounded
        assertThat(bed.finance("""
                        select concat_ws(' ', p.source, p.company, p.customer, p.billed, p.billed_functional, p.rate)
                        from finance.group_receivable_part_as_of('%s') as p
                        where p.rate is null or abs(p.billed - p.billed_functional * p.rate) > 0.04
                            or p.rate <> case p.functional_currency
                                when 'CNY' then 1
                                when 'USD' then 7.1 + extract(month from date '%1$s') * 0.01
                                else 7.8 + extract(month from date '%1$s') * 0.01
                            end
                        """.formatted(monthEnd))).isEmpty();
    }

    @Test
    void costOfAUnifiedProduct_isTheSumOfTheFour() throws SQLException {
        assertThat(bed.finance("""
                        select concat_ws(' ', g.product, array_agg(distinct s.source order by s.source))
                        from finance.group_cost as g
                        cross join lateral unnest(g.sources) as s (source)
                        where g.product like 'P000%'
                        group by g.product
                        order by g.product
                        """))
                .containsExactly(
                        "P0000 {erpa,erpb,odoo,tryton}",
                        "P0001 {erpa,erpb,odoo,tryton}",
                        "P0002 {erpa,erpb,odoo,tryton}");
        assertThat(bed.finance("""
                        select concat_ws(' ', g.product, g.period)
                        from finance.group_cost as g
                        where g.parts <> (
                            select count(*)
                            from finance.group_cost_part as p
                            where p.product = g.product and p.period = g.period
                        )
                        or (g.cost, g.wip) is distinct from (
                            select (
                                case when count(p.cost) = count(*) then sum(p.cost) end,
                                case when count(p.wip) = count(*) then sum(p.wip) end
                            )
                            from finance.group_cost_part as p
                            where p.product = g.product and p.period = g.period
                        )
                        """)).isEmpty();
        // what is debited to the orders of a source and company is what its cost entries hold, whichever product they
        // are of
        assertThat(bed.finance("""
                        select source || ' ' || company
                        from (
                            select p.source, p.company, sum(p.wip_functional) as wip
                            from finance.group_cost_part as p
                            where p.period = (select max(q.source_period) from finance.cost_ledger as q where q.company = p.company)
                            group by p.source, p.company
                        ) as p
                        full join (
                            select c.source, c.company, sum(c.amount_functional) as wip from finance.cost_ledger as c group by c.source, c.company
                        ) as c using (source, company)
                        where coalesce(p.wip, 0) <> coalesce(c.wip, 0)
                        """)).isEmpty();
    }

    @Test
    void theGroup_addsUpToZero_inEveryMonth() throws SQLException {
        assertThat(bed.finance("select distinct company from finance.group_balance order by 1"))
                .containsExactly("1000", "2000", "3000", "B1000", "B2000", "B3000", "CO-CN", "CO-US", "O-CN", "O-US");
        assertThat(bed.finance("""
                        select concat_ws(' ', company, period, sum(reporting), max(unconverted))
                        from finance.group_balance
                        where period < to_char(now() at time zone 'UTC', 'YYYY-MM')
                        group by company, period
                        having sum(reporting) is distinct from 0 or max(unconverted) <> 0
                        """)).isEmpty();
        assertThat(bed.finance("select concat_ws(' ', sum(elimination), sum(group_amount))"
                        + " from finance.group_trial_balance('" + monthEnd.substring(0, 7) + "')"))
                .containsExactly("0.00 0.00");
    }
}
