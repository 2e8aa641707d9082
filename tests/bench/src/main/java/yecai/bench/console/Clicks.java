package yecai.bench.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What clicks on each page took; safe for several threads. */
final class Clicks {
    /**
     * What a page took, in milliseconds.
     *
     * @param firstByte from the click until the answer's first byte
     * @param whole until its last
     */
    record PageFigures(String page, int clicks, Span firstByte, Span whole) {}

    /** Percentiles in milliseconds. */
    record Span(double p50, double p95, double max) {
        static Span of(List<Long> nanos) {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            return new Span(at(sorted, 50), at(sorted, 95), at(sorted, 100));
        }

        private static double at(long[] sorted, int percent) {
            int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
            return Math.round(sorted[Math.max(0, rank - 1)] / 1e5) / 10.0;
        }
    }

    private static final class Times {
        private final List<Long> firstByte = new ArrayList<>();
        private final List<Long> whole = new ArrayList<>();
    }

    static final int BUSY = 503;

    private final Map<String, Times> pages = new TreeMap<>();
    private int refused;

    /** Notes an answer; of a page that was not given, since all connections were in use, only that it was refused. */
    synchronized void add(String page, Visitor.Answer answer) {
        if (answer.status() == BUSY) {
            refused++;
            return;
        }
        Times times = pages.computeIfAbsent(page, ignored -> new Times());
        times.firstByte.add(answer.firstByteNanos());
        times.whole.add(answer.allNanos());
    }

    synchronized int refused() {
        return refused;
    }

    synchronized void clear() {
        pages.clear();
        refused = 0;
    }

    synchronized int count() {
        return pages.values().stream().mapToInt(times -> times.firstByte.size()).sum();
    }

    /** Each page's figures, by name. */
    synchronized List<PageFigures> list() {
        return pages.entrySet().stream()
                .map(page -> new PageFigures(
                        page.getKey(),
                        page.getValue().firstByte.size(),
                        Span.of(page.getValue().firstByte),
                        Span.of(page.getValue().whole)))
                .toList();
    }

    @Override
    public String toString() {
        return "Clicks" + Arrays.toString(pages.keySet().toArray());
    }
}
