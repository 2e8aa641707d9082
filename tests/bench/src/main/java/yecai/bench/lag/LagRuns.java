package yecai.bench.lag;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import yecai.bench.report.BenchReport;

/** What the runs of {@link LagBench} gave, and the medians over them. */
final class LagRuns {
    private static final int JUDGED_RATE = 500;

    private final List<LagRun> runs = new ArrayList<>();

    void add(LagRun run) {
        runs.add(run);
    }

    /** Prints a table and puts figures and ratios into the report. */
    void tell(BenchReport report, PrintStream out) {
        report.figures(runs);
        out.printf(
                "%-32s %6s %9s %8s %8s %8s %8s %8s%n",
                "lag", "tx/s", "achieved", "p50 ms", "p95 ms", "p99 ms", "max ms", "samples");
        for (int rate : LagBench.RATES) {
            for (String name : List.of(LagBench.NATIVE, LagBench.HUB)) {
                LagMeter.Percentiles lag = median(name, rate);
                out.printf(
                        Locale.ROOT,
                        "%-32s %6d %9.0f %8.1f %8.1f %8.1f %8.1f %8d%n",
                        name,
                        rate,
                        of(name, rate).stream()
                                .mapToDouble(LagRun::achievedRate)
                                .average()
                                .orElseThrow(),
                        lag.p50(),
                        lag.p95(),
                        lag.p99(),
                        lag.max(),
                        lag.samples());
            }
            LagMeter.Percentiles hub = median(LagBench.HUB, rate);
            LagMeter.Percentiles peer = median(LagBench.NATIVE, rate);
            String suffix = rate == JUDGED_RATE ? "" : "@" + rate;
            report.ratio("p50/native" + suffix, hub.p50() / peer.p50());
            report.ratio("p99/native" + suffix, hub.p99() / peer.p99());
        }
        report.printRatios(out);
    }

    private List<LagRun> of(String name, int rate) {
        return runs.stream()
                .filter(run -> run.contestant().equals(name) && run.rate() == rate)
                .toList();
    }

    private LagMeter.Percentiles median(String name, int rate) {
        return LagMeter.Percentiles.median(
                of(name, rate).stream().map(LagRun::lagMillis).toList());
    }
}
