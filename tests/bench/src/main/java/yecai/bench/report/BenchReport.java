package yecai.bench.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** What a benchmark found: every run, the medians and spread of each contestant, and the ratios between them. */
public final class BenchReport {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final String name;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final List<Measurement> runs = new ArrayList<>();
    private final Map<String, String> unavailable = new LinkedHashMap<>();
    private final Map<String, Double> ratios = new LinkedHashMap<>();
    private final Map<String, Double> limits = new LinkedHashMap<>();
    private List<?> figures = List.of();

    public BenchReport(String name) {
        this.name = name;
        settings.put("cores", CORES);
        settings.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
        settings.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        settings.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    public void setting(String key, Object value) {
        settings.put(key, value);
    }

    public void add(Measurement measurement) {
        runs.add(measurement);
    }

    /** Says why a contestant did not run here; it appears so in table and file, never as zero. */
    public void unavailable(String contestant, String reason) {
        unavailable.put(contestant, reason);
    }

    /**
     * Adds and returns the ratio of median rates (NaN if one did not run), and its limit: were all processors always at the first's work.
     */
    public double ratio(String key, String contestant, String peer) {
        List<Double> rates = rates(contestant);
        List<Double> peerRates = rates(peer);
        if (rates.isEmpty() || peerRates.isEmpty()) {
            return Double.NaN;
        }
        List<Double> work = sorted(contestant, Measurement::processorSecondsPerRow);
        if (!work.isEmpty() && median(work) > 0) {
            limits.put(key, rounded(CORES / median(work) / median(peerRates)));
        }
        return ratio(key, median(rates) / median(peerRates));
    }

    /** Adds a ratio of other figures than rates, and returns it. */
    public double ratio(String key, double value) {
        ratios.put(key, rounded(value));
        return value;
    }

    private static double rounded(double value) {
        return Math.round(1000 * value) / 1000.0;
    }

    /** Adds what was measured and is no rate, run by run. */
    public void figures(List<?> measured) {
        figures = List.copyOf(measured);
    }

    public void printRatios(PrintStream out) {
        unavailable.forEach((contestant, reason) -> out.printf("%-34s unavailable: %s%n", contestant, reason));
        ratios.forEach((key, value) -> out.printf(
                Locale.ROOT,
                "%-34s %.3f%s%n",
                key,
                value,
                limits.containsKey(key)
                        ? String.format(Locale.ROOT, "   at most %.3f with %d busy processors", limits.get(key), CORES)
                        : ""));
    }

    public void print(PrintStream out) {
        out.printf(Locale.ROOT, "%-34s %5s %12s %14s %14s%n", name, "runs", "median s", "rows/s", "spread");
        for (String contestant : contestants()) {
            List<Double> rates = rates(contestant);
            out.printf(
                    Locale.ROOT,
                    "%-34s %5d %12.2f %,14.0f %13.0f%%%n",
                    contestant,
                    rates.size(),
                    median(sorted(contestant, Measurement::seconds)),
                    median(rates),
                    100 * (rates.get(rates.size() - 1) - rates.get(0)) / median(rates));
        }
        printRatios(out);
    }

    /** Writes {@code <folder>/<name>.json}; returns the file. */
    public Path write(Path folder) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("benchmark", name);
        json.put("settings", settings);
        json.put("runs", runs);
        if (!figures.isEmpty()) {
            json.put("figures", figures);
        }
        json.put("unavailable", unavailable);
        json.put("ratios", ratios);
        json.put("limits", limits);
        Files.createDirectories(folder);
        Path file = folder.resolve(name + ".json");
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), json);
        return file;
    }

    private List<String> contestants() {
        return runs.stream().map(Measurement::contestant).distinct().toList();
    }

    private List<Double> rates(String contestant) {
        return sorted(contestant, Measurement::rowsPerSecond);
    }

    /** What a contestant's runs have of a figure, without those that have none. */
    private List<Double> sorted(String contestant, Function<Measurement, Double> figure) {
        return runs.stream()
                .filter(run -> run.contestant().equals(contestant))
                .map(figure)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    /** The middle of sorted values; of two middles their mean. */
    public static double median(List<Double> sorted) {
        int size = sorted.size();
        return size % 2 == 1 ? sorted.get(size / 2) : (sorted.get(size / 2 - 1) + sorted.get(size / 2)) / 2;
    }
}
