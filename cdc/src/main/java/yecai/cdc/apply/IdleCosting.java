package yecai.cdc.apply;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.derive.OrderCosts;
import yecai.cdc.progress.Position;

/**
 * Keeps what completed production orders cost while nothing of the ERP is to be applied, a few orders at a time: a transaction that comes
 * meanwhile waits for one slice.
 */
final class IdleCosting {
    private static final Logger LOG = LoggerFactory.getLogger(IdleCosting.class);
    private static final long SLICE_NANOS = 20_000_000L;
    private static final long PAUSE_NANOS = 1_000_000_000L;
    private static final int LARGEST = 1000;

    private final Connection hub;
    private final Position position;
    private final OrderCosts costs;
    private final HubTransaction transaction;
    private int most = 8;
    private boolean hasMore;
    private long notBefore = System.nanoTime();

    /** @param transaction on the connection */
    IdleCosting(Connection hub, String source, Position position, HubTransaction transaction) {
        this.hub = hub;
        this.position = position;
        this.costs = new OrderCosts(hub, source);
        this.transaction = transaction;
    }

    /** How long to wait for the next change, at most: less than usual while orders are due. */
    long millisToWait(long usual) {
        return hasMore ? Math.max(1, Math.min(usual, (notBefore - System.nanoTime()) / 1_000_000L)) : usual;
    }

    /** Keeps a slice if any order is due, then rests for as long as it took. Only between transactions of the hub, which it commits. */
    void step() throws SQLException {
        if (System.nanoTime() - notBefore < 0) {
            return;
        }
        hasMore = hasMore || areDue();
        if (!hasMore) {
            notBefore = System.nanoTime() + PAUSE_NANOS;
            return;
        }
        long start = System.nanoTime();
        keep();
        // fails if a later capture has taken the source over
        transaction.commitEmpty(position.committed());
        long end = System.nanoTime();
        notBefore = end + (end - start);
    }

    private boolean areDue() throws SQLException {
        boolean areDue = costs.areDue();
        hub.commit();
        return areDue;
    }

    private void keep() throws SQLException {
        long start = System.nanoTime();
        try {
            hasMore = costs.keep(most) == most;
            fit(System.nanoTime() - start);
        } catch (SQLException e) {
            hub.rollback();
            putOff(e);
        }
    }

    private void fit(long nanos) {
        if (nanos > SLICE_NANOS) {
            most = Math.max(1, most / 2);
        } else if (nanos < SLICE_NANOS / 2) {
            most = Math.min(LARGEST, most * 2);
        }
    }

    // What one order's numbers make impossible is found by taking orders one at a time, and holds up none of the
    // others.
    private void putOff(SQLException problem) throws SQLException {
        if (most > 1) {
            LOG.debug("orders are kept one by one: {}", problem.getMessage());
            most = 1;
            return;
        }
        LOG.warn("the costs of an order cannot be worked out: {}", problem.getMessage());
        costs.pass();
    }
}
