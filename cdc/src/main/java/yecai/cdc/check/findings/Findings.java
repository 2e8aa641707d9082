package yecai.cdc.check.findings;

import java.util.ArrayList;
import java.util.List;

/** What a part of a check found, as it continues. */
public final class Findings {
    private final List<Difference> differences = new ArrayList<>();
    private final List<Compared> compared = new ArrayList<>();

    public void add(Difference difference) {
        differences.add(difference);
    }

    public void add(Compared object) {
        compared.add(object);
    }

    public List<Difference> differences() {
        return differences;
    }

    public List<Compared> compared() {
        return compared;
    }

    /** Returns how many rows a part compared so far. */
    public long rows(Part part) {
        return compared.stream()
                .filter(object -> object.part() == part)
                .mapToLong(Compared::rows)
                .sum();
    }

    public static long millisSince(long nanoTime) {
        return java.util.concurrent.TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
    }
}
