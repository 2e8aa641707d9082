package yecai.cdc.check.figures;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import yecai.cdc.check.findings.Compared;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Difference.Kind;
import yecai.cdc.check.findings.Findings;
import yecai.cdc.check.findings.Part;
import yecai.cdc.snapshot.Sides;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.SqlLiteral;
import yecai.sql.view.OrderCostQuery;
import yecai.sql.view.ViewQuery;

/**
 * Do the canonical rows agree with each other? Billed receivables are the ledger's at the end of every month, by company,
 * account and customer; stock, work in progress, bank, payables and goods received are, by company and kind; the ledger's balances of every company and
 * period add up to 0, and are those that the ERP stores. Unbilled deliveries of today are what their movements add up to. The sums by
 * month of costs and stock movements are what their rows add up to, and what is kept of completed orders is what they are made of. A source without a ledger, or without movements of a kind, has nothing to compare.
 */
public final class FigureCheck {
    /** What stands for a view's own query in the questions, and where that is. */
    private static final Map<String, Map<String, String>> QUERIES = Map.of(
            "receivables", Map.of(":movement", "finance/receivables/receivable_movement"),
            "unbilled",
                    Map.of(
                            ":movement", "finance/receivables/unbilled_movement",
                            ":delivery", "shared/unbilled_today"),
            "subledgers", Map.of(":movement", "finance/ledger/subledger_movement"),
            "ledger", Map.of(),
            "balances", Map.of(":balance", "finance/ledger/trial_balance"),
            "period_sums", Map.of(),
            "order_costs", Map.of());

    private final Sides sides;
    private final int named;
    private final Findings findings;

    public FigureCheck(Sides sides, int named, Findings findings) {
        this.sides = requireNonNull(sides, "sides is null");
        this.named = named;
        this.findings = requireNonNull(findings, "findings is null");
    }

    public void run() {
        String source = SqlLiteral.of(sides.settings().source());
        finish("receivables", Kind.SUBLEDGER, source, FigureDifference::receivable);
        finish("subledgers", Kind.SUBLEDGER, source, FigureDifference::subledger);
        finish("unbilled", Kind.UNBILLED, source, FigureDifference::unbilled);
        finish("ledger", Kind.UNBALANCED, source, FigureDifference::period);
        finish("balances", Kind.STORED_BALANCE, source, FigureDifference::storedBalance);
        finish("period_sums", Kind.PERIOD_SUM, source, FigureDifference::periodSum);
        finish("order_costs", Kind.ORDER_COST, source, FigureDifference::orderCost);
    }

    /** Returns what is wrong with one balance, or nothing. */
    private interface Comparison {
        Difference of(ResultSet row) throws SQLException;
    }

    private void finish(String name, Kind kind, String source, Comparison comparison) {
        long start = System.nanoTime();
        List<Difference> differences = new ArrayList<>();
        long rows = sides.ofHub(sides.hub().submit(hub -> read(hub, name, source, comparison, differences)));
        differences.stream().limit(named).forEach(findings::add);
        if (differences.size() > named) {
            findings.add(Difference.of(
                    kind,
                    name,
                    name + ": " + differences.size() + " balances differ, of which " + named + " are named"));
        }
        findings.add(new Compared(Part.FIGURES, name, rows, 0, differences.size(), Findings.millisSince(start)));
    }

    private static long read(
            Connection hub, String name, String source, Comparison comparison, List<Difference> differences)
            throws SQLException {
        // not by Jdbi: the view's own text is put in, and says what it likes in its comments
        String sql =
                OrderCostQuery.withLines(Handles.sql(FigureCheck.class, name)).replace(":source", source);
        for (Map.Entry<String, String> query : QUERIES.get(name).entrySet()) {
            sql = sql.replace(query.getKey(), ViewQuery.whole(query.getValue()));
        }
        long rows = 0;
        try (Statement statement = hub.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows++;
                Difference difference = comparison.of(row);
                if (difference != null) {
                    differences.add(difference);
                }
            }
        }
        return rows;
    }
}
