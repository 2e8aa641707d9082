package yecai.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;

/**
 * What the product promises in time, such as a revoke's effect within a second. A busy machine breaks any such promise, so a build
 * only prints how long it took; {@code -Dyecai.promises=true}, on a machine that does nothing else, holds the product to it.
 */
public final class Promise {
    /** Whether promises are held strictly. */
    public static final boolean IS_STRICT = Boolean.getBoolean("yecai.promises");

    private Promise() {}

    /** Prints how long something took; fails if that is longer than was promised and promises are held strictly. */
    public static void within(Duration promised, String what, Duration taken) {
        System.out.printf(
                Locale.ROOT, "promised within %.1f s: %s took %.3f s%n", seconds(promised), what, seconds(taken));
        if (IS_STRICT) {
            assertThat(taken).as(what).isLessThan(promised);
        }
    }

    /** The same of what began at a {@link System#nanoTime()} and has just happened. */
    public static void within(Duration promised, String what, long began) {
        within(promised, what, Duration.ofNanos(System.nanoTime() - began));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
