package yecai.sql.view;

import yecai.sql.text.Resources;

/** What keeps the costs of completed production orders (canon.order_costed), with the queries of the views that work them out. */
public final class OrderCostQuery {
    private OrderCostQuery() {}

    /** A query with two parameters, a source and how many orders at most, that keeps orders that are due; answers how many these were. */
    public static String keep() {
        return withLines(Resources.read("sql/keep_order_costs.sql"));
    }

    /** Returns a query with those that work out an order in the place of {@code :variance_line} and {@code :flow_line}. */
    public static String withLines(String query) {
        return query.replace(":variance_line", inBrackets("variance_line"))
                .replace(":flow_line", inBrackets("flow_line"));
    }

    private static String inBrackets(String part) {
        return "(\n" + ViewQuery.whole(ViewFile.pathOfShared(part)) + "\n)";
    }
}
