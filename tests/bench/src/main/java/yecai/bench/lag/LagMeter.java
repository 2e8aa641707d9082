package yecai.bench.lag;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.bench.report.BenchReport;

/**
 * A reader who waits for rows of the ERP: asks for those that are committed and not seen yet, every millisecond, until they
 * are there. Every watched row is waited for, however late it is.
 */
final class LagMeter implements AutoCloseable {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final Connection reader;
    private final String sql;
    private final Map<String, Long> awaited = new ConcurrentHashMap<>();
    private final Thread thread;
    private long[] lags = new long[4096];
    private int count;
    private volatile boolean running = true;
    private volatile SQLException failure;

    /** What was seen, in milliseconds. */
    record Percentiles(double p50, double p95, double p99, double max, int samples) {
        static Percentiles of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Percentiles(at(sorted, 50), at(sorted, 95), at(sorted, 99), at(sorted, 100), sorted.length);
        }

        private static double at(long[] sorted, int percent) {
            int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
            return Math.round(sorted[Math.max(0, rank - 1)] / 1e4) / 100.0;
        }

        /** The median of each figure; the sum of the samples. */
        static Percentiles median(List<Percentiles> runs) {
            return new Percentiles(
                    BenchReport.median(
                            runs.stream().map(Percentiles::p50).sorted().toList()),
                    BenchReport.median(
                            runs.stream().map(Percentiles::p95).sorted().toList()),
                    BenchReport.median(
                            runs.stream().map(Percentiles::p99).sorted().toList()),
                    BenchReport.median(
                            runs.stream().map(Percentiles::max).sorted().toList()),
                    runs.stream().mapToInt(Percentiles::samples).sum());
        }
    }

    /**
     * Starts to look.
     *
     * @param reader a connection, which this closes
     * @param sql gives as text which of an array of keys can be seen
     */
    LagMeter(Connection reader, String sql) {
        this.reader = reader;
        this.sql = sql;
        thread = new Thread(this::watch, "yecai-bench-lag");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for a row that was committed just now. */
    void committed(String key, long nanos) {
        awaited.put(key, nanos);
    }

    int awaited() {
        return awaited.size();
    }

    /** What was seen since the last call. */
    synchronized long[] take() {
        long[] taken = Arrays.copyOf(lags, count);
        count = 0;
        return taken;
    }

    /** Waits until all is seen. */
    void awaitAll(long seconds) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!awaited.isEmpty()) {
            if (failure != null) {
                throw failure;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        awaited.size() + " rows are not seen " + seconds + " s after the last commit");
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    @Override
    public void close() throws SQLException {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
        }
        reader.close();
    }

    private void watch() {
        try (PreparedStatement statement = reader.prepareStatement(sql)) {
            while (running) {
                if (!awaited.isEmpty()) {
                    look(statement);
                }
                LockSupport.parkNanos(PAUSE);
            }
        } catch (SQLException problem) {
            failure = problem;
        }
    }

    private void look(PreparedStatement statement) throws SQLException {
        Map<String, Long> asked = new HashMap<>(awaited);
        statement.setArray(1, reader.createArrayOf("text", asked.keySet().toArray()));
        try (ResultSet rows = statement.executeQuery()) {
            long seen = System.nanoTime();
            while (rows.next()) {
                String key = rows.getString(1);
                awaited.remove(key);
                add(seen - asked.get(key));
            }
        }
    }

    private synchronized void add(long lag) {
        if (count == lags.length) {
            lags = Arrays.copyOf(lags, 2 * count);
        }
        lags[count++] = lag;
    }
}
