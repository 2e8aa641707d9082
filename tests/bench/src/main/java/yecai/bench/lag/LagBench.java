package yecai.bench.lag;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import yecai.bench.backlog.Backlog;
import yecai.bench.backlog.CapturedBacklog;
import yecai.bench.peer.NativeReplication;
import yecai.bench.report.BenchReport;
import yecai.bench.server.BenchHub;
import yecai.bench.server.BenchServers;

/**
 * How soon what the ERP has committed can be seen: by finance in {@code finance.stock_movement}, and in a table that
 * PostgreSQL's logical replication fills, by the same reader with the same question. They take turns under the same load.
 */
public final class LagBench {
    static final String NATIVE = "PostgreSQL logical replication";
    static final String HUB = "hub, finance view";
    static final int[] RATES = {100, 500, 1000};
    private static final double WARM_UP_SECONDS = 4;
    private static final long LONGEST_SECONDS = 120;

    private final PrintStream out;
    private final double seconds;
    private final int rounds;
    private final LagRuns runs = new LagRuns();

    private LagBench(PrintStream out, double scale, int rounds) {
        this.out = out;
        this.seconds = 15 * scale;
        this.rounds = rounds;
    }

    /**
     * Runs it, prints a table and writes {@code lag.json} into the folder.
     *
     * @param scale 1 for 15 seconds at each rate
     * @param rounds how often each contestant takes its turn
     */
    public static void run(PrintStream out, double scale, int rounds, Path results) {
        try {
            new LagBench(out, scale, rounds).run(results);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (SQLException problem) {
            throw new IllegalStateException("the benchmark failed: " + problem.getMessage(), problem);
        }
    }

    private void run(Path results) throws IOException, SQLException {
        try (BenchServers servers = BenchServers.start()) {
            BenchReport report = new BenchReport("lag");
            servers.describe(report);
            report.setting("rowsPerTransaction", SteadyWriters.ROWS);
            report.setting("secondsPerRun", seconds);
            try (Connection erp = servers.erp().openAsAdmin("postgres")) {
                BenchHub.execute(erp, Backlog.TABLE);
            }
            try (CapturedBacklog hub = CapturedBacklog.load(servers, "lag", "postgres");
                    SteadyWriters writers = new SteadyWriters(servers.erp(), "postgres", 1)) {
                LagContestant peer = LagContestant.of(NativeReplication.create(servers, "native_lag"));
                measure(writers, LagContestant.of(hub), peer);
                checkTotals(servers, LagContestant.of(hub), peer);
            }
            runs.tell(report, out);
            out.println("written: " + report.write(results));
        }
    }

    private void measure(SteadyWriters writers, LagContestant hub, LagContestant peer) throws SQLException {
        for (int round = 0; round <= rounds; round++) {
            for (int rate : round == 0 ? new int[] {200} : RATES) {
                measure(writers, NATIVE, peer, rate, round);
                measure(writers, HUB, hub, rate, round);
            }
        }
        catchUp(writers, peer);
    }

    private void measure(SteadyWriters writers, String name, LagContestant contestant, int rate, int round)
            throws SQLException {
        contestant.start();
        try (LagMeter meter = contestant.meter()) {
            writers.write(20, 0.2, meter);
            meter.awaitAll(LONGEST_SECONDS);
            writers.write(rate, Math.min(seconds, WARM_UP_SECONDS) / (round == 0 ? 1 : 4), meter);
            meter.awaitAll(LONGEST_SECONDS);
            meter.take();
            if (round == 0) {
                return;
            }
            double achieved = writers.write(rate, seconds, meter);
            meter.awaitAll(LONGEST_SECONDS);
            LagRun run = new LagRun(name, rate, round, achieved, LagMeter.Percentiles.of(meter.take()));
            runs.add(run);
            out.printf(
                    Locale.ROOT,
                    "  %-32s %5d tx/s  p50 %7.1f ms  p99 %7.1f ms%n",
                    name,
                    rate,
                    run.lagMillis().p50(),
                    run.lagMillis().p99());
        } finally {
            contestant.stop();
        }
    }

    /** Lets the peer have what was written in the hub's turns. */
    private static void catchUp(SteadyWriters writers, LagContestant peer) throws SQLException {
        peer.start();
        try (LagMeter meter = peer.meter()) {
            writers.write(20, 0.1, meter);
            meter.awaitAll(LONGEST_SECONDS);
        } finally {
            peer.stop();
        }
    }

    private static void checkTotals(BenchServers servers, LagContestant hub, LagContestant peer) throws SQLException {
        hub.start();
        try (Connection erp = servers.erp().openAsAdmin("postgres")) {
            String wanted = BenchServers.text(erp, Backlog.TOTAL);
            long deadline = System.nanoTime() + LONGEST_SECONDS * 1_000_000_000L;
            while (!hub.total().equals(wanted) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(50_000_000L);
            }
            for (String found : List.of(hub.total(), peer.total())) {
                if (!found.equals(wanted)) {
                    throw new IllegalStateException("at the end there are " + found + " rows instead of " + wanted);
                }
            }
        } finally {
            hub.stop();
        }
    }
}
