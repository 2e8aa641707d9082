package yecai.cdc.check;

import java.util.ArrayList;
import java.util.List;

/** What a part of a check found, as it goes on. */
final class Findings {
    private final List<Difference> differences = new ArrayList<>();
    private final List<Compared> compared = new ArrayList<>();

    void add(Difference difference) {
        differences.add(difference);
    }

    void add(Compared object) {
        compared.add(object);
    }

    List<Difference> differences() {
        return differences;
    }

    List<Compared> compared() {
        return compared;
    }

    /** Returns how many rows a part compared so far. */
    long rows(Part part) {
        return compared.stream()
                .filter(object -> object.part() == part)
                .mapToLong(Compared::rows)
                .sum();
    }

    static long millisSince(long nanoTime) {
        return java.util.concurrent.TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
    }
}
