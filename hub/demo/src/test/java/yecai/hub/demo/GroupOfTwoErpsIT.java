package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.server.EmbeddedServers;
import yecai.sql.pack.PackLoader;

/** Two ERPs whose companies are six of one group, in three currencies: what the group's figures say against the parts and the ERPs. */
final class GroupOfTwoErpsIT {
    private static final Map<String, String> OTHER_CODES = Map.of("1000", "B1000", "2000", "B2000", "3000", "B3000");

    /** For the last days of the months that have ended, and for each day of the last month. */
    private static final String RATES = """
            select finance.load_rates(E'from_currency,to_currency,rate_type,valid_on,rate\\n' || string_agg(r.line, E'\\n'), 'rates')
            from (
                select concat_ws(',', c.currency, 'CNY', t.rate_type, m.day::date, c.rate + extract(month from m.day) * t.step) as line
                from (values ('USD', 7.1), ('EUR', 7.8)) as c (currency, rate)
                cross join (values ('closing', 0.01), ('average', 0.007)) as t (rate_type, step)
                cross join generate_series(1, 12) as n (n)
                cross join lateral (
                    select date_trunc('month', now() at time zone 'UTC') - n.n * interval '1 month' + interval '1 month - 1 day' as day
                ) as m
                union all
                select concat_ws(',', c.currency, 'CNY', 'transaction', (now() at time zone 'UTC')::date - 1, c.rate)
                from (values ('USD', 7.15), ('EUR', 7.85)) as c (currency, rate)
            ) as r
            """;

    private static EmbeddedServers servers;
    private static EmbeddedServers others;
    private static DemoHub hub;

    @BeforeAll
    static void load() throws SQLException {
        servers = EmbeddedServers.start(0, false);
        others = EmbeddedServers.start(0, false);
        hub = DemoHub.create(servers.hub());
        new InitialLoad(erp(servers, "erpa", 1, Map.of())).run(LoadProgress.SILENT);
        new InitialLoad(erp(others, "erpb", 2, OTHER_CODES)).run(LoadProgress.SILENT);
        try (Connection admin = hub.openAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute("select hub.set_principal_roles('" + DemoHub.GROUP_PRINCIPAL
                    + "', '{finance_reader,finance_writer}', 'keeps the rates'); analyze");
        }
        finance(RATES);
        finance("""
                select finance.set_equity_rate(c.company, null, c.functional_currency, 'CNY', '2000-01-01', 7, 'equity ' || c.company)
                from finance.company as c where c.functional_currency <> 'CNY'
                """);
    }

    @AfterAll
    static void stop() {
        servers.close();
        others.close();
    }

    private static SourceSettings erp(EmbeddedServers servers, String source, long seed, Map<String, String> codes)
            throws SQLException {
        DemoErp erp = DemoErp.create(servers.erp());
        erp.startBusiness(DemoOptions.defaults().withHistory(300).withSeed(seed))
                .close();
        SourceSettings settings = new SourceSettings(source, PackLoader.load("demo"), erp.capture(), hub.capture());
        erp.letIn(settings);
        return settings.with(codes);
    }

    private static List<String> finance(String sql) throws SQLException {
        try (Connection finance = hub.finance().open("yecai test")) {
            return rows(finance, sql);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
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
        String monthEnd = finance("select (date_trunc('month', now() at time zone 'UTC') - interval '1 day')::date")
                .get(0);
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
}
