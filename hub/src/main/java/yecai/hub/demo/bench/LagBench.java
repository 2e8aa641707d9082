package yecai.hub.demo.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * How soon what the ERP has committed can be seen: by finance in {@code finance.stock_movement}, and in a table that
 * PostgreSQL's logical replication fills, by the same reader with the same question. They take turns under the same load.
 */
public final class LagBench {
    private static final String NATIVE = "PostgreSQL logical replication";
    private static final String HUB = "hub, finance view";
    private static final int[] RATES = {100, 500, 1000};
    private static final int JUDGED_RATE = 500;
    private static final double WARM_UP_SECONDS = 4;
    private static final long LONGEST_SECONDS = 120;

    private final PrintStream out;
    private final double seconds;
    private final int rounds;
    private final List<Run> runs = new ArrayList<>();

    /**
     * One run.
     *
     * @param rate transactions a second that were wanted
     * @param achievedRate and those that the ERP committed
     * @param lagMillis from the return of the commit until a reader had the row
     */
    private record Run(String contestant, int rate, int run, double achievedRate, LagMeter.Percentiles lagMillis) {}

    /** Somebody who brings rows over while he is started. */
    private interface Contestant {
        void start() throws SQLException;

        void stop() throws SQLException;

        LagMeter meter() throws SQLException;
    }

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
                measure(writers, contestant(hub), contestant(NativeReplication.create(servers, "native_lag")));
                checkTotals(servers, hub);
            }
            tell(report);
            out.println("written: " + report.write(results));
        }
    }

    private void measure(SteadyWriters writers, Contestant hub, Contestant peer) throws SQLException {
        for (int round = 0; round <= rounds; round++) {
            for (int rate : round == 0 ? new int[] {200} : RATES) {
                measure(writers, NATIVE, peer, rate, round);
                measure(writers, HUB, hub, rate, round);
            }
        }
        catchUp(writers, peer);
    }

    private void measure(SteadyWriters writers, String name, Contestant contestant, int rate, int round)
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
            Run run = new Run(name, rate, round, achieved, LagMeter.Percentiles.of(meter.take()));
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
    private static void catchUp(SteadyWriters writers, Contestant peer) throws SQLException {
        peer.start();
        try (LagMeter meter = peer.meter()) {
            writers.write(20, 0.1, meter);
            meter.awaitAll(LONGEST_SECONDS);
        } finally {
            peer.stop();
        }
    }

    private static void checkTotals(BenchServers servers, CapturedBacklog hub) throws SQLException {
        hub.start();
        String total = "select count(*) || ' ' || sum(quantity) || ' ' || sum(amount) from public.moves";
        try (Connection erp = servers.erp().openAsAdmin("postgres");
                Connection peer = servers.hub().openAsAdmin("native_lag")) {
            String wanted = BenchServers.text(erp, total);
            long deadline = System.nanoTime() + LONGEST_SECONDS * 1_000_000_000L;
            while (!hub.total().equals(wanted) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(50_000_000L);
            }
            for (String found : List.of(hub.total(), BenchServers.text(peer, total))) {
                if (!found.equals(wanted)) {
                    throw new IllegalStateException("at the end there are " + found + " rows instead of " + wanted);
                }
            }
        } finally {
            hub.stop();
        }
    }

    private void tell(BenchReport report) {
        report.figures(runs);
        out.printf(
                "%-32s %6s %9s %8s %8s %8s %8s %8s%n",
                "lag", "tx/s", "achieved", "p50 ms", "p95 ms", "p99 ms", "max ms", "samples");
        for (int rate : RATES) {
            for (String name : List.of(NATIVE, HUB)) {
                LagMeter.Percentiles lag = median(name, rate);
                out.printf(
                        Locale.ROOT,
                        "%-32s %6d %9.0f %8.1f %8.1f %8.1f %8.1f %8d%n",
                        name,
                        rate,
                        of(name, rate).stream()
                                .mapToDouble(Run::achievedRate)
                                .average()
                                .orElseThrow(),
                        lag.p50(),
                        lag.p95(),
                        lag.p99(),
                        lag.max(),
                        lag.samples());
            }
            LagMeter.Percentiles hub = median(HUB, rate);
            LagMeter.Percentiles peer = median(NATIVE, rate);
            String suffix = rate == JUDGED_RATE ? "" : "@" + rate;
            report.ratio("p50/native" + suffix, hub.p50() / peer.p50());
            report.ratio("p99/native" + suffix, hub.p99() / peer.p99());
        }
        report.printRatios(out);
    }

    private List<Run> of(String name, int rate) {
        return runs.stream()
                .filter(run -> run.contestant().equals(name) && run.rate() == rate)
                .toList();
    }

    private LagMeter.Percentiles median(String name, int rate) {
        return LagMeter.Percentiles.median(
                of(name, rate).stream().map(Run::lagMillis).toList());
    }

    private static Contestant contestant(CapturedBacklog hub) {
        return new Contestant() {
            @Override
            public void start() {
                hub.start();
            }

            @Override
            public void stop() {
                hub.stop();
            }

            @Override
            public LagMeter meter() throws SQLException {
                return new LagMeter(hub.openAsFinance(), hub.seenSql());
            }
        };
    }

    private static Contestant contestant(NativeReplication peer) {
        return new Contestant() {
            @Override
            public void start() throws SQLException {
                peer.start();
            }

            @Override
            public void stop() throws SQLException {
                peer.stop();
            }

            @Override
            public LagMeter meter() throws SQLException {
                return new LagMeter(
                        peer.open(), "select id::text from public.moves where id = any ((?::text[])::bigint[])");
            }
        };
    }
}
