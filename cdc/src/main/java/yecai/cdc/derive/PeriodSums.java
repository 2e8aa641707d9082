package yecai.cdc.derive;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import yecai.sql.text.SqlLiteral;

/**
 * The sums by month of costs and stock movements (canon.wip_period, canon.stock_period). Triggers keep them with every row that changes; where all
 * rows of a source are derived they are added up once.
 */
public final class PeriodSums {
    private PeriodSums() {}

    /** Until {@link #addUp}, or the end of the transaction, rows change without their sums. */
    static void leaveToTheEnd(Connection hub) throws SQLException {
        execute(hub, "set local yecai.period_sums = 'later'");
    }

    /** Adds up everything of a source anew, in the caller's transaction. */
    static void addUp(Connection hub, String source) throws SQLException {
        execute(hub, "select hub.sum_periods(" + SqlLiteral.of(source) + ")");
        execute(hub, "set local yecai.period_sums = ''");
    }

    /** Adds up everything of a source that has costs or movements and no sums at all, in the caller's transaction. */
    public static void addUpIfMissing(Connection hub, String source) throws SQLException {
        execute(hub, "select hub.sum_missing_periods(" + SqlLiteral.of(source) + ")");
    }

    private static void execute(Connection hub, String sql) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(sql);
        }
    }
}
