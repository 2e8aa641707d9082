package yecai.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Takes the time since its start, and what the processors of this machine did meanwhile, for whomever. */
public final class Stopwatch {
    /** What a run took; processorSeconds is null where the system does not tell. */
    public record Elapsed(double seconds, Double processorSeconds) {}

    private static final Path STATISTICS = Path.of("/proc/stat");
    /** user, nice and system of proc(5), and irq and softirq; idle, iowait and what other machines took are left out. */
    private static final int[] BUSY = {1, 2, 3, 6, 7};

    /** In /proc/stat a second has so many ticks for every architecture that Java runs on. */
    private static final double TICKS = 100;

    private final Double processors = processorSeconds();
    private final long start = System.nanoTime();

    private Stopwatch() {}

    public static Stopwatch start() {
        return new Stopwatch();
    }

    /** Returns the seconds since the start. */
    public double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Returns what it took until now. */
    public Elapsed elapsed() {
        double seconds = seconds();
        Double now = processorSeconds();
        return new Elapsed(seconds, processors == null || now == null ? null : now - processors);
    }

    private static Double processorSeconds() {
        try {
            String[] all = Files.readAllLines(STATISTICS).get(0).strip().split("\\s+");
            return IntStream.of(BUSY)
                            .mapToLong(field -> Long.parseLong(all[field]))
                            .sum()
                    / TICKS;
        } catch (IOException notLinux) {
            return null;
        }
    }
}
