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
import yecai.bench.report.BenchReport;
import yecai.bench.report.Measurement;
import yecai.bench.report.Stopwatch;
import yecai.bench.server.BenchServers;

/**
 * Whether the hub keeps its pace as it grows: the same backlog, half new rows and half changes of rows anywhere in the table,
 * drained by hubs that hold some canonical rows already and ten times as many, and by PostgreSQL's logical replication into tables
 * of the same rows, since random pages cost whoever writes; then the lag of each hub.
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
    private final GrowthNames names;
    private final List<Lag> lags = new ArrayList<>();
    private long lastId;

    /** The lag of one hub in one round, in milliseconds. */
    private record Lag(String contestant, int run, int rate, LagMeter.Percentiles lagMillis) {}

    private GrowthBench(PrintStream out, double scale, int rounds) {
        this.out = out;
        this.scale = scale;
        this.rounds = rounds;
        this.smallRows = Math.round(FEWEST_ROWS * scale);
        this.names = GrowthNames.of(smallRows, TIMES * smallRows);
        this.events = Math.max(1_000, Math.round(20_000 * Math.min(1, scale * 2)) * Backlog.ROWS_PER_TRANSACTION);
    }

    /**
     * Runs it, prints a table and writes {@code growth.json} into the folder.
     *
     * @param scale 1 for one and ten million rows
     * @param rounds how often each contestant drains a backlog
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
            report.setting("rowsBefore", Map.of("small", smallRows, "tenfold", TIMES * smallRows));
            measure(servers, report);
            double hub = report.ratio("tenfold/small", names.large(), names.small());
            double peer = report.ratio("native tenfold/small", names.nativeLarge(), names.nativeSmall());
            report.ratio("growth/native", hub / peer);
            report.ratio("A/A", names.smallAgain(), names.small());
            report.ratio(
                    "p50 tenfold/small",
                    lag(names.large()).p50() / lag(names.small()).p50());
            report.ratio(
                    "p99 tenfold/small",
                    lag(names.large()).p99() / lag(names.small()).p99());
            report.figures(lags);
            report.print(out);
            for (String name : List.of(names.small(), names.large(), names.smallAgain())) {
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

    private void measure(BenchServers servers, BenchReport report) throws IOException, SQLException {
        Map<String, GrowthContestant> contestants = new LinkedHashMap<>();
        try {
            prepare(servers, contestants, names.small(), smallRows, true);
            prepare(servers, contestants, names.large(), TIMES * smallRows, true);
            prepare(servers, contestants, names.nativeSmall(), smallRows, false);
            prepare(servers, contestants, names.nativeLarge(), TIMES * smallRows, false);
            prepare(servers, contestants, names.smallAgain(), smallRows, true);
            lastId = TIMES * smallRows;
            for (int round = 0; round <= rounds; round++) {
                long first = lastId + 1;
                for (GrowthContestant contestant : contestants.values()) {
                    contestant.work(first, events / Backlog.ROWS_PER_TRANSACTION);
                }
                lastId += events / 2;
                for (Map.Entry<String, GrowthContestant> one : contestants.entrySet()) {
                    Measurement drained = drain(servers, one.getKey(), one.getValue(), round);
                    one.getValue().compare();
                    if (round > 0) {
                        report.add(drained);
                        out.printf("  %-34s %,10.0f events/s%n", one.getKey(), drained.rowsPerSecond());
                    }
                }
            }
        } finally {
            for (GrowthContestant contestant : contestants.values()) {
                contestant.close();
            }
        }
    }

    private void prepare(
            BenchServers servers, Map<String, GrowthContestant> contestants, String name, long rows, boolean isHub)
            throws IOException, SQLException {
        out.printf("loading: %s%n", name);
        contestants.put(name, GrowthContestant.load(servers, name, "growth" + (contestants.size() + 1), rows, isHub));
    }

    private Measurement drain(BenchServers servers, String name, GrowthContestant one, int round) throws SQLException {
        LagContestant contestant = one.reader();
        Stopwatch.Elapsed took;
        try (Connection reader = contestant.open();
                PreparedStatement last = reader.prepareStatement(contestant.seenSql())) {
            last.setArray(1, reader.createArrayOf("text", new Object[] {String.valueOf(lastId)}));
            Stopwatch clock = Stopwatch.start();
            contestant.start();
            while (!isThere(last)) {
                if (clock.seconds() > LONGEST_SECONDS) {
                    throw new IllegalStateException(name + " did not end within " + LONGEST_SECONDS + " s");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            took = clock.elapsed();
        }
        try {
            if (one.isHub()) {
                measureLag(servers, name, one, round);
            }
        } finally {
            contestant.stop();
        }
        return new Measurement(name, Math.max(1, round), events, took);
    }

    private void measureLag(BenchServers servers, String name, GrowthContestant one, int round) throws SQLException {
        long first = 1_000_000_000L * (round + 1);
        try (SteadyWriters writers = new SteadyWriters(servers.erp(), one.erpDatabase(), first);
                LagMeter meter = one.reader().meter()) {
            writers.write(LAG_RATE, Math.min(4, Math.max(0.5, 10 * scale)), meter);
            meter.awaitAll(LONGEST_SECONDS);
            if (round > 0) {
                lags.add(new Lag(name, round, LAG_RATE, LagMeter.Percentiles.of(meter.take())));
            }
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
