package yecai.hub.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.server.EmbeddedServer;
import yecai.hub.demo.server.EmbeddedServers;
import yecai.sql.pack.PackLoader;

/**
 * A hub with two demo ERPs whose companies are six of one group, in three currencies, who trade as {@link PlantedTrade} says, and with
 * the group's rates for all months that have ended since 2025. The ERP erpb calls its own companies 1000, 2000, 3000 as erpa does; in
 * its books erpa's are A1000, A2000, A3000, and in the group its own are B1000, B2000, B3000.
 */
final class GroupBed implements AutoCloseable {
    private static final Map<String, String> CODES_OF_ERPB = Map.of(
            "1000", "B1000", "2000", "B2000", "3000", "B3000", "A1000", "1000", "A2000", "2000", "A3000", "3000");

    private static final String RATES = """
            select finance.load_rates(E'from_currency,to_currency,rate_type,valid_on,rate\\n' || string_agg(r.line, E'\\n'), 'rates')
            from (
                select concat_ws(',', c.currency, 'CNY', t.rate_type, m.day::date, c.rate + extract(month from m.day) * t.step) as line
                from (values ('USD', 7.1), ('EUR', 7.8)) as c (currency, rate)
                cross join (values ('closing', 0.01), ('average', 0.007)) as t (rate_type, step)
                cross join generate_series(date '2025-01-01', now() at time zone 'UTC', interval '1 month') as n (n)
                cross join lateral (
                    select date_trunc('month', n.n) + interval '1 month - 1 day' as day
                ) as m
                where m.day < date_trunc('month', now() at time zone 'UTC')
                union all
                select concat_ws(',', c.currency, 'CNY', 'transaction', (now() at time zone 'UTC')::date - 1, c.rate)
                from (values ('USD', 7.15), ('EUR', 7.85)) as c (currency, rate)
            ) as r
            """;

    private final EmbeddedServers first;
    private final EmbeddedServers second;
    private final List<DemoErp> erps = new ArrayList<>();
    private DemoHub hub;

    private GroupBed() {
        first = EmbeddedServers.start(0, false);
        second = EmbeddedServers.start(0, false);
    }

    /** What is done when the ERPs are there and nothing is loaded. */
    interface Before {
        void run(GroupBed bed) throws SQLException;
    }

    /**
     * Starts it all, with months of business in each ERP.
     *
     * @param history transactions of each ERP
     * @param before what finance does before the ERPs are loaded
     */
    static GroupBed load(int history, Before before) throws SQLException {
        GroupBed bed = new GroupBed();
        try {
            bed.fill(history, before);
            return bed;
        } catch (SQLException | RuntimeException problem) {
            bed.close();
            throw problem;
        }
    }

    private void fill(int history, Before before) throws SQLException {
        hub = DemoHub.create(first.hub());
        try (Connection admin = hub.openAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute("select hub.set_principal_roles('" + DemoHub.GROUP_PRINCIPAL
                    + "', '{finance_reader,finance_writer}', 'keeps the rates')");
        }
        SourceSettings erpa = erp(first, "erpa", 1, history, Map.of());
        SourceSettings erpb = erp(second, "erpb", 2, history, CODES_OF_ERPB);
        PlantedTrade.plant(erpa(), erpb());
        before.run(this);
        load(erpa);
        load(erpb);
        finance(RATES);
        haveEquityRates();
    }

    private SourceSettings erp(
            EmbeddedServers servers, String source, long seed, int history, Map<String, String> codes)
            throws SQLException {
        DemoErp erp = DemoErp.create(servers.erp());
        erp.startBusiness(DemoOptions.defaults().withHistory(history).withSeed(seed))
                .close();
        erps.add(erp);
        SourceSettings settings = new SourceSettings(source, PackLoader.load("demo"), erp.capture(), hub.capture());
        erp.letIn(settings);
        return settings.with(codes);
    }

    void load(SourceSettings source) throws SQLException {
        new InitialLoad(source).run(LoadProgress.SILENT);
        try (Connection admin = hub.openAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute("analyze");
        }
    }

    /** Of companies in another currency than the group's. */
    void haveEquityRates() throws SQLException {
        finance("""
                select finance.set_equity_rate(c.company, null, c.functional_currency, 'CNY', '2000-01-01', 7, 'equity ' || c.company)
                from finance.company as c where c.functional_currency <> 'CNY'
                """);
    }

    DemoHub hub() {
        return hub;
    }

    /** The server of the second ERP, which has room for a third. */
    EmbeddedServer secondServer() {
        return second.erp();
    }

    DemoErp erpa() {
        return erps.get(0);
    }

    DemoErp erpb() {
        return erps.get(1);
    }

    /** The last day of the last month that has ended. */
    String monthEnd() throws SQLException {
        return finance("select (date_trunc('month', now() at time zone 'UTC') - interval '1 day')::date")
                .get(0);
    }

    /** The first column of what finance of the group reads. */
    List<String> finance(String sql) throws SQLException {
        try (Connection finance = hub.finance().open("yecai test")) {
            return rows(finance, sql);
        }
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
