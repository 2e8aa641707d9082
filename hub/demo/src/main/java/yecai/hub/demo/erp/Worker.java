package yecai.hub.demo.erp;

import java.sql.SQLException;
import java.util.Set;
import java.util.SplittableRandom;
import yecai.hub.demo.erp.engine.Days;
import yecai.hub.demo.erp.engine.ErpSession;
import yecai.hub.demo.erp.engine.Masters;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Token;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.finance.Opening;

/** One of the people who work with the ERP: a session, and a number on each of their transactions. */
final class Worker implements AutoCloseable {
    private static final Set<String> IN_THE_WAY = Set.of("40001", "40P01", "55P03");
    private static final int TRIES = 12;

    private interface Deed {
        void run(Tx tx) throws SQLException;
    }

    private final Workload workload;
    private final ErpSession session;
    private final Masters masters;
    private final SplittableRandom random;
    private final int number;
    private long n;

    Worker(Workload workload, Workload.Connections connections, int number, SplittableRandom random)
            throws SQLException {
        this.workload = workload;
        this.number = number;
        this.random = random;
        session = new ErpSession(connections.open());
        masters = new Masters(session);
        n = session.find("select coalesce(max(n), 0) as n from erp.tx_tokens where worker = ?", number)
                .orElseThrow()
                .id("n");
        session.commit();
    }

    int number() {
        return number;
    }

    /** Does the first thing of a few tries for which there is work, and otherwise takes a sales order. */
    void doSomething() throws SQLException {
        Days days = workload.calendar().days();
        for (int i = 0; i < TRIES; i++) {
            if (attempt(workload.mix().any(random), days)) {
                return;
            }
        }
        attempt(Step.SALES_ORDER, days);
    }

    void waitForDisk(boolean wait) throws SQLException {
        session.update("set synchronous_commit = " + (wait ? "on" : "off"));
        session.commit();
    }

    /** Opens the period of the day unless it is open; returns the newest period there is. */
    String openPeriod(Days days) throws SQLException {
        boolean open = session.find(
                        "select 1 as one from erp.accounting_periods where period = ?", days.currentPeriod())
                .isPresent();
        session.commit();
        if (!open) {
            commit("OPEN_PERIOD", days, Opening::openPeriod);
        }
        Row newest = session.find("select max(period) as period from erp.accounting_periods")
                .orElseThrow();
        session.commit();
        return newest.text("period");
    }

    void openBooks() throws SQLException {
        boolean open =
                session.find("select 1 as one from erp.stock_moves limit 1").isPresent();
        session.commit();
        if (open) {
            return;
        }
        Days days = workload.calendar().days();
        for (String company : masters.companyCodes()) {
            commit("OPENING", days, tx -> Opening.payCapital(tx, company));
        }
        for (String plant : masters.plantCodes()) {
            commit("OPENING", days, tx -> Opening.takeStock(tx, plant));
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }

    private boolean attempt(Step step, Days days) throws SQLException {
        try {
            Tx tx = new Tx(session, masters, random, days, number, n + 1);
            if (!step.run(tx)) {
                session.rollback();
                return false;
            }
            commit(tx, step.name());
            workload.countCommit(step);
            return true;
        } catch (SQLException e) {
            session.rollback();
            if (e.getSQLState() == null || !IN_THE_WAY.contains(e.getSQLState())) {
                throw new SQLException("step " + step + " failed: " + e.getMessage(), e.getSQLState(), e);
            }
            workload.countAbort();
            return false;
        } catch (RuntimeException e) {
            session.rollback();
            throw new IllegalStateException("step " + step + " failed: " + e.getMessage(), e);
        }
    }

    private void commit(String what, Days days, Deed deed) throws SQLException {
        Tx tx = new Tx(session, masters, random, days, number, n + 1);
        deed.run(tx);
        commit(tx, what);
    }

    private void commit(Tx tx, String what) throws SQLException {
        tx.finish(what);
        Token token = tx.token(what);
        workload.commits().committing(token, System.nanoTime());
        session.commit();
        workload.commits().committed(token, System.nanoTime());
        n++;
    }
}
