package yecai.cdc.apply;

import java.sql.SQLException;

/** What the applier looks after between two transactions of the hub. */
final class BetweenTransactions implements AutoCloseable {
    private final HubTransaction transaction;
    private final BarrierStop barrier;
    private final Recreation recreation;
    private final CatalogWatch watch;
    private final Freshness freshness;
    private final ChangedCodes codes;
    private final IdleCosting costing;

    /** Tells whether mirror tables were recreated since the applier began. */
    interface Recreation {
        boolean hasHappened() throws SQLException;
    }

    BetweenTransactions(
            HubTransaction transaction,
            BarrierStop barrier,
            Recreation recreation,
            CatalogWatch watch,
            Freshness freshness,
            ChangedCodes codes,
            IdleCosting costing) {
        this.transaction = transaction;
        this.barrier = barrier;
        this.recreation = recreation;
        this.watch = watch;
        this.freshness = freshness;
        this.codes = codes;
        this.costing = costing;
    }

    void start() {
        codes.start();
    }

    /** Does what there is to do; most of it only if nothing of the ERP waits. */
    void look(boolean isIdle) throws SQLException, InterruptedException {
        if (isIdle || barrier.isNoticed()) {
            transaction.join();
            if (barrier.keep() && recreation.hasHappened()) {
                throw new RestartRequired("mirror tables were recreated");
            }
        }
        watch.look();
        if (!transaction.isDeriving()) {
            freshness.look();
        }
        codes.step();
        if (isIdle) {
            costing.step();
        }
    }

    /** How long to wait for the next change, at most. */
    long millisToWait(long usual) {
        return costing.millisToWait(usual);
    }

    @Override
    public void close() {
        codes.close();
    }
}
