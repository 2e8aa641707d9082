package yecai.bench.lag;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.bench.backlog.Backlog;
import yecai.bench.backlog.CapturedBacklog;
import yecai.bench.report.BenchReport;
import yecai.bench.report.Measurement;
import yecai.bench.report.Stopwatch;
import yecai.bench.server.BenchServers;

/**
 * Whether the hub keeps its pace as it grows: the same backlog, half new rows and half changes of rows anywhere in the table,
 * drained by hubs that hold one and ten million canonical rows already; then the lag of each.
 */
public final class GrowthBench {
    private static final long FEWEST_ROWS = 1_000_000;
    private static final int TIMES = 10;
    private static final int LAG_RATE = 100;
    private static final long LONGEST_SECONDS = 300;

    private final PrintStream out;
    private final double scale;
    private final int rounds;
    private final long events;
    private final long smallRows;
    private final String small;
    private final String smallAgain;
    private final String large;
    private final List<Lag> lags = new ArrayList<>();
    private long lastId;

    /** The lag of one hub in one round, in milliseconds. */
    private record Lag(String contestant, int run, int rate, LagMeter.Percentiles lagMillis) {}

    private GrowthBench(PrintStream out, double scale, int rounds) {
        this.out = out;
        this.scale = scale;
        this.rounds = rounds;
        this.smallRows = Math.round(FEWEST_ROWS * scale);
        this.small = String.format(Locale.ROOT, "%,d canonical rows", smallRows);
        this.smallAgain = small + ", A/A";
        this.large = String.format(Locale.ROOT, "%,d canonical rows", TIMES * smallRows);
        this.events = Math.max(1_000, Math.round(20_000 * Math.min(1, scale * 2)) * Backlog.ROWS_PER_TRANSACTION);
    }

    /**
     * Runs it, prints a table and writes {@code growth.json} into the folder.
     *
     * @param scale 1 for one and ten million canonical rows
     * @param rounds how often each hub drains a backlog
     */
    public static void run(PrintStream out, double scale, int rounds, Path results) {
        try {
            new GrowthBench(out, scale, rounds).run(results);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (SQLException problem) {
            throw new IllegalStateException("the benchmark failed: " + problem.getMessage(), problem);
        }
    }

    private void run(Path results) throws IOException, SQLException {
        try (BenchServers servers = BenchServers.start()) {
            BenchReport report = new BenchReport("growth");
            servers.describe(report);
            report.setting("eventsPerRun", events);
            report.setting("eventsPerTransaction", Backlog.ROWS_PER_TRANSACTION);
            Map<String, Long> sizes = new LinkedHashMap<>();
            sizes.put(small, smallRows);
            sizes.put(large, TIMES * smallRows);
            sizes.put(smallAgain, smallRows);
            report.setting("canonicalRows", sizes);
            measure(servers, report, sizes);
            report.ratio("tenfold/small", large, small);
            report.ratio("A/A", smallAgain, small);
            report.ratio("p50 tenfold/small", lag(large).p50() / lag(small).p50());
            report.ratio("p99 tenfold/small", lag(large).p99() / lag(small).p99());
            report.figures(lags);
            report.print(out);
            for (String name : sizes.keySet()) {
                out.printf(
                        Locale.ROOT,
                        "%-34s lag p50 %.1f ms, p99 %.1f ms%n",
                        name,
                        lag(name).p50(),
                        lag(name).p99());
            }
            out.println("written: " + report.write(results));
        }
    }

    private void measure(BenchServers servers, BenchReport report, Map<String, Long> sizes)
            throws IOException, SQLException {
        Map<String, CapturedBacklog> hubs = new LinkedHashMap<>();
        Map<String, Connection> erps = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Long> size : sizes.entrySet()) {
                out.printf("loading a hub with %,d canonical rows%n", size.getValue());
                String database = "growth" + (hubs.size() + 1);
                erps.put(size.getKey(), GrowingErp.fill(servers, database, size.getValue()));
                hubs.put(size.getKey(), CapturedBacklog.load(servers, database, database));
            }
            lastId = sizes.get(large);
            for (int round = 0; round <= rounds; round++) {
                long first = lastId + 1;
                for (String name : hubs.keySet()) {
                    GrowingErp.write(erps.get(name), sizes.get(name), first, events / Backlog.ROWS_PER_TRANSACTION);
                }
                lastId += events / 2;
                for (Map.Entry<String, CapturedBacklog> hub : hubs.entrySet()) {
                    Measurement drained = drain(servers, hub.getKey(), hub.getValue(), round);
                    compare(hub.getKey(), hub.getValue(), erps.get(hub.getKey()));
                    if (round > 0) {
                        report.add(drained);
                        out.printf("  %-32s %,10.0f events/s%n", hub.getKey(), drained.rowsPerSecond());
                    }
                }
            }
        } finally {
            hubs.values().forEach(CapturedBacklog::close);
            for (Connection erp : erps.values()) {
                erp.close();
            }
        }
    }

    private Measurement drain(BenchServers servers, String name, CapturedBacklog hub, int round) throws SQLException {
        Stopwatch.Elapsed took;
        try (Connection finance = hub.openAsFinance();
                PreparedStatement last = finance.prepareStatement(hub.seenSql())) {
            last.setArray(1, finance.createArrayOf("text", new Object[] {String.valueOf(lastId)}));
            Stopwatch clock = Stopwatch.start();
            hub.start();
            while (!isThere(last)) {
                if (clock.seconds() > LONGEST_SECONDS) {
                    throw new IllegalStateException(name + " did not end within " + LONGEST_SECONDS + " s");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            took = clock.elapsed();
        }
        try {
            measureLag(servers, name, hub, round);
        } finally {
            hub.stop();
        }
        return new Measurement(name, Math.max(1, round), events, took);
    }

    private void measureLag(BenchServers servers, String name, CapturedBacklog hub, int round) throws SQLException {
        long first = 1_000_000_000L * (round + 1);
        try (SteadyWriters writers = new SteadyWriters(servers.erp(), hub.erpDatabase(), first);
                LagMeter meter = new LagMeter(hub.openAsFinance(), hub.seenSql())) {
            writers.write(LAG_RATE, Math.min(4, Math.max(0.5, 10 * scale)), meter);
            meter.awaitAll(LONGEST_SECONDS);
            if (round > 0) {
                lags.add(new Lag(name, round, LAG_RATE, LagMeter.Percentiles.of(meter.take())));
            }
        }
    }

    private static void compare(String name, CapturedBacklog hub, Connection erp) throws SQLException {
        String wanted = BenchServers.text(
                erp, "select count(*) || ' ' || sum(quantity) || ' ' || sum(amount) from public.moves");
        if (!hub.total().equals(wanted)) {
            throw new IllegalStateException(name + " holds " + hub.total() + " instead of " + wanted);
        }
    }

    private LagMeter.Percentiles lag(String name) {
        return LagMeter.Percentiles.median(lags.stream()
                .filter(lag -> lag.contestant().equals(name))
                .map(Lag::lagMillis)
                .toList());
    }

    private static boolean isThere(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }
}
