package yecai.cdc.derive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import yecai.sql.text.SqlLiteral;
import yecai.sql.view.OrderCostQuery;

/**
 * What completed production orders of a source cost and why, kept so that it is read and not worked out (canon.order_costed). Triggers take away what
 * is kept of an order with any change of what it is made of, and note that it is due; here it is kept anew. On the connection that writes the
 * source, since another one might keep what it saw before a change.
 */
public final class OrderCosts {
    private static final String KEEP = OrderCostQuery.keep();

    private final Connection hub;
    private final String source;

    public OrderCosts(Connection hub, String source) {
        this.hub = hub;
        this.source = source;
    }

    /** Whether any order is due. */
    public boolean areDue() throws SQLException {
        try (Statement statement = hub.createStatement();
                ResultSet row = statement.executeQuery("select exists (select from hub.order_due as d where d.source = "
                        + SqlLiteral.of(source) + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Keeps the newest orders that are due, in the caller's transaction; returns how many these were. */
    public int keep(int most) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement(KEEP)) {
            statement.setString(1, source);
            statement.setInt(2, most);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Leaves the newest order that is due as it is, until it changes: it cannot be worked out. In the caller's transaction. */
    public void pass() throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement(
                "delete from hub.order_due as d where d.ctid = any (array("
                        + "select q.ctid from hub.order_due as q where q.source = ? order by q.actual_end desc nulls last limit 1))")) {
            statement.setString(1, source);
            statement.executeUpdate();
        }
    }

    /** All completed orders of the source are due from now on; in the caller's transaction. */
    static void queueAll(Connection hub, String source) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute("select hub.queue_order_costs(" + SqlLiteral.of(source) + ")");
        }
    }
}
