package yecai.hub.demo.display;

import java.util.Arrays;

/** Measured lags; safe for several threads. */
public final class Lags {
    private static final int RECENT = 400;

    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(long lag) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = lag;
    }

    public synchronized void clear() {
        count = 0;
    }

    public synchronized int count() {
        return count;
    }

    /** Milliseconds within which this percentage of all lags lie; NaN if there are none. */
    public synchronized double percentile(double percent) {
        return percentile(percent, Arrays.copyOf(nanos, count));
    }

    /** The same of the latest lags only. */
    synchronized double recentPercentile(double percent) {
        return percentile(percent, Arrays.copyOfRange(nanos, Math.max(0, count - RECENT), count));
    }

    private static double percentile(double percent, long[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(values);
        int rank = (int) Math.ceil(percent / 100 * values.length);
        return values[Math.max(0, rank - 1)] / 1e6;
    }
}
