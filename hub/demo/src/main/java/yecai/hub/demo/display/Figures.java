package yecai.hub.demo.display;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What finance sees at one moment, read from the finance views in one transaction.
 *
 * @param applied ERP transactions that are in the hub
 */
public record Figures(long applied, List<Company> companies) {
    /**
     * One company's totals, in its own currency and in the group's.
     *
     * @param cost what went into production orders so far
     * @param workInProgress what is in production now
     * @param receivable billed and still open, less what was paid ahead
     * @param unbilled delivered and not yet billed
     */
    public record Company(
            String company,
            String currency,
            BigDecimal cost,
            BigDecimal workInProgress,
            BigDecimal receivable,
            BigDecimal unbilled,
            BigDecimal costReporting,
            BigDecimal workInProgressReporting,
            BigDecimal receivableReporting,
            BigDecimal unbilledReporting) {}

    private static final String APPLIED = "select applied_transactions from finance.freshness where source = ?";
    private static final String COMPANIES = """
            select coalesce(c.company, r.company), coalesce(c.currency, r.currency), c.cost, c.wip, r.open, r.unbilled,
                c.cost_reporting, c.wip_reporting, r.open_reporting, r.unbilled_reporting
            from (
                select company, functional_currency as currency, sum(total_cost) as cost, sum(wip) as wip,
                    sum(total_cost_reporting) as cost_reporting, sum(wip_reporting) as wip_reporting
                from finance.production_order_cost
                where source = ?
                group by company, functional_currency
            ) as c
            full join (
                select company, functional_currency as currency,
                    sum(open_ledger) filter (where billed) as open,
                    sum(open_ledger) filter (where not billed) as unbilled,
                    sum(open_reporting) filter (where billed) as open_reporting,
                    sum(open_reporting) filter (where not billed) as unbilled_reporting
                from finance.receivable_item
                where source = ?
                group by company, functional_currency
            ) as r on r.company = c.company and r.currency = c.currency
            order by 1
            """;

    public static long applied(Connection finance, String source) throws SQLException {
        try (PreparedStatement statement = finance.prepareStatement(APPLIED)) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    public static Figures read(Connection finance, String source) throws SQLException {
        List<Company> companies = new ArrayList<>();
        long applied = applied(finance, source);
        try (PreparedStatement statement = finance.prepareStatement(COMPANIES)) {
            statement.setString(1, source);
            statement.setString(2, source);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    companies.add(new Company(
                            row.getString(1),
                            row.getString(2),
                            amount(row, 3),
                            amount(row, 4),
                            amount(row, 5),
                            amount(row, 6),
                            amount(row, 7),
                            amount(row, 8),
                            amount(row, 9),
                            amount(row, 10)));
                }
            }
        }
        return new Figures(applied, companies);
    }

    private static BigDecimal amount(ResultSet row, int column) throws SQLException {
        BigDecimal value = row.getBigDecimal(column);
        return value == null ? BigDecimal.ZERO : value;
    }
}
