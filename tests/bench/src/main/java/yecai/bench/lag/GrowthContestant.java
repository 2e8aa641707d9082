package yecai.bench.lag;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.bench.backlog.Backlog;
import yecai.bench.backlog.CapturedBacklog;
import yecai.bench.peer.NativeReplication;
import yecai.bench.server.BenchServers;

/**
 * A hub or a peer, and the ERP that only it replicates.
 *
 * @param rows how many rows both had in the beginning
 */
record GrowthContestant(String name, String erpDatabase, Connection erp, long rows, boolean isHub, LagContestant reader)
        implements AutoCloseable {
    private static final int TRIES = 200;

    /** Makes an ERP with so many rows, and who replicates it with the same rows. */
    static GrowthContestant load(BenchServers servers, String name, String database, long rows, boolean isHub)
            throws IOException, SQLException {
        Connection erp = GrowingErp.fill(servers, database, rows);
        LagContestant reader = isHub
                ? LagContestant.of(CapturedBacklog.load(servers, database, database))
                : LagContestant.of(NativeReplication.load(servers, database + "_peer", database));
        return new GrowthContestant(name, database, erp, rows, isHub, reader);
    }

    /** Adds rows from this id on, and changes as many of those of the beginning, five of each in a transaction. */
    void work(long first, long transactions) throws SQLException {
        GrowingErp.write(erp, rows, first, transactions);
    }

    /** Compares the rows with the ERP's, once the last one is there; a peer may have others still to write. */
    void compare() throws SQLException {
        String wanted = BenchServers.text(erp, Backlog.TOTAL);
        String found = reader.total();
        for (int i = 0; i < TRIES && !found.equals(wanted); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            found = reader.total();
        }
        if (!found.equals(wanted)) {
            throw new IllegalStateException(name + " holds " + found + " instead of " + wanted);
        }
    }

    @Override
    public void close() throws SQLException {
        reader.stop();
        erp.close();
    }
}
