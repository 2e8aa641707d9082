package yecai.bench.lag;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import yecai.hub.demo.server.EmbeddedServer;

/** Sessions of an ERP that commit small transactions at a steady rate, each of {@value #ROWS} rows of the backlog's table. */
final class SteadyWriters implements AutoCloseable {
    static final int ROWS = 5;
    private static final int SESSIONS = 8;
    private static final int WATCHED_PER_SECOND = 100;
    private static final String INSERT = "insert into public.moves select n, 'C' || n % 50, 'M' || n % 9973,"
            + " date '2026-01-01' + (n % 300)::integer, (n % 1000) / 7.0, (n % 100000) / 3.0, 'move number ' || n,"
            + " clock_timestamp() from generate_series(?::bigint, ?::bigint) as n";

    private final List<Connection> sessions = new ArrayList<>();
    private final ExecutorService pool = Executors.newFixedThreadPool(SESSIONS);
    private final AtomicLong nextId;

    /** @param firstId ids from here on are free */
    SteadyWriters(EmbeddedServer erp, String database, long firstId) throws SQLException {
        nextId = new AtomicLong(firstId);
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(erp.openAsAdmin(database));
        }
    }

    /** Writes for so long; a late writer continues at once. Returns the transactions a second that were committed. */
    double write(double rate, double seconds, LagMeter meter) throws SQLException {
        AtomicLong turn = new AtomicLong();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long interval = (long) (1e9 / rate);
        long every = Math.max(1, Math.round(rate / WATCHED_PER_SECOND));
        List<Future<Long>> results = new ArrayList<>();
        for (Connection session : sessions) {
            results.add(pool.submit(() -> {
                long written = 0;
                try (PreparedStatement insert = session.prepareStatement(INSERT)) {
                    while (true) {
                        long mine = turn.getAndIncrement();
                        long due = start + mine * interval;
                        if (due >= end || System.nanoTime() >= end) {
                            return written;
                        }
                        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                            LockSupport.parkNanos(left);
                        }
                        long id = nextId.getAndAdd(ROWS);
                        insert.setLong(1, id);
                        insert.setLong(2, id + ROWS - 1);
                        insert.executeUpdate();
                        if (mine % every == 0) {
                            meter.committed(String.valueOf(id + ROWS - 1), System.nanoTime());
                        }
                        written++;
                    }
                }
            }));
        }
        long written = 0;
        try {
            for (Future<Long> result : results) {
                written += result.get();
            }
        } catch (ExecutionException problem) {
            throw new IllegalStateException("a writer of the ERP failed", problem.getCause());
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
        }
        return Math.round(10 * written / ((System.nanoTime() - start) / 1e9)) / 10.0;
    }

    /** The first unused id. */
    long nextId() {
        return nextId.get();
    }

    @Override
    public void close() throws SQLException {
        pool.shutdown();
        try {
            pool.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
        }
        for (Connection session : sessions) {
            session.close();
        }
    }
}
