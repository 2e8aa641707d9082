package yecai.cdc.check.figures;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Difference.Kind;
import yecai.sql.text.Printable;

/** What is wrong with one balance that {@link FigureCheck} reads; null where nothing is. */
final class FigureDifference {
    private FigureDifference() {}

    static Difference receivable(ResultSet row) throws SQLException {
        if (row.getString("since") == null) {
            return null;
        }
        String key = key(row, "company", "account", "customer", "currency");
        return new Difference(
                Kind.SUBLEDGER,
                "receivables",
                key,
                List.of(),
                1,
                "receivables " + key + ": the items and the ledger differ since "
                        + row.getString("since").substring(0, 7) + ", then by " + plain(row, "first_difference")
                        + "; at last the items are " + plain(row, "items") + " and the ledger " + plain(row, "ledger"));
    }

    static Difference subledger(ResultSet row) throws SQLException {
        if (row.getString("since") == null) {
            return null;
        }
        String kind = row.getString("control_kind");
        String key = key(row, "company", "account", "currency");
        String byHand = row.getString("by_hand");
        return new Difference(
                Kind.SUBLEDGER,
                kind,
                key,
                List.of(),
                1,
                kind + " " + key + ": the movements and the ledger differ since "
                        + row.getString("since").substring(0, 7) + ", then by " + plain(row, "first_difference")
                        + "; at last the movements are " + plain(row, "items") + " and the ledger "
                        + plain(row, "ledger")
                        + (byHand == null ? "" : "; posted by hand: " + Printable.line(byHand)));
    }

    static Difference unbilled(ResultSet row) throws SQLException {
        if (row.getBoolean("ties")) {
            return null;
        }
        String key = key(row, "company", "customer", "currency");
        return new Difference(
                Kind.UNBILLED,
                "unbilled",
                key,
                List.of(),
                1,
                "unbilled " + key + ": the movements of deliveries and their billings add up to "
                        + plain(row, "movements")
                        + ", but the ERP has " + plain(row, "deliveries")
                        + " of deliveries unbilled; see finance.unbilled_movement and finance.shipment_line");
    }

    static Difference period(ResultSet row) throws SQLException {
        BigDecimal difference = row.getBigDecimal("difference");
        if (difference != null && difference.signum() == 0) {
            return null;
        }
        String key = key(row, "company", "period", "currency");
        return new Difference(
                Kind.UNBALANCED,
                "ledger",
                key,
                List.of(),
                1,
                "ledger " + key + ": debit less credit of the period is " + plain(row, "difference") + " instead of 0");
    }

    static Difference storedBalance(ResultSet row) throws SQLException {
        BigDecimal difference = row.getBigDecimal("difference");
        if (difference != null && difference.signum() == 0) {
            return null;
        }
        String key = key(row, "company", "account", "period", "currency");
        return new Difference(
                Kind.STORED_BALANCE,
                "balances",
                key,
                List.of(),
                1,
                "balances " + key + ": the ledger's lines add up to " + plain(row, "closing") + ", but the ERP stores "
                        + plain(row, "stored_closing"));
    }

    static Difference periodSum(ResultSet row) throws SQLException {
        if (row.getBigDecimal("kept").compareTo(row.getBigDecimal("rows")) == 0) {
            return null;
        }
        String key = key(row, "company", "period", "object");
        return new Difference(
                Kind.PERIOD_SUM,
                row.getString("sums"),
                key,
                List.of(),
                1,
                row.getString("sums") + " " + key + ": the sum is " + plain(row, "kept") + ", but the rows add up to "
                        + plain(row, "rows") + "; load the source again, or run hub.sum_periods as the capture");
    }

    static Difference orderCost(ResultSet row) throws SQLException {
        long differing = row.getLong("differing");
        if (differing == 0) {
            return null;
        }
        String key = key(row, "company", "period", "object");
        return new Difference(
                Kind.ORDER_COST,
                "order_costed",
                key,
                List.of(),
                differing,
                "order_costed " + key + ": " + differing
                        + " lines differ between what is kept of the order and what it is"
                        + " made of; run hub.forget_order_costs for the order as the capture");
    }

    private static String plain(ResultSet row, String column) throws SQLException {
        BigDecimal amount = row.getBigDecimal(column);
        return amount == null ? "unknown" : amount.toPlainString();
    }

    private static String key(ResultSet row, String... columns) throws SQLException {
        List<String> values = new ArrayList<>();
        for (String column : columns) {
            values.add(row.getString(column));
        }
        return values.stream().filter(Objects::nonNull).map(Printable::line).collect(Collectors.joining("/"));
    }
}
