package yecai.hub.demo;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import yecai.hub.demo.erp.Mix;

/**
 * How a demo runs.
 *
 * @param duration how long business continues; empty for until it is stopped
 * @param rate ERP transactions a second
 * @param workers people who work with the ERP at the same time
 * @param seed the same seed gives similar business
 * @param port the hub's port; 0 for any that is free
 * @param keep keep the servers running at the end until stopped, and their files after that
 * @param history business of the past months, done before the hub is loaded
 * @param mix factors on how often the areas of business are done, by name; areas left out are done as usual
 * @param snapshotPause shortest time between two snapshots in which a reader looks for partially applied transactions
 */
public record DemoOptions(
        Optional<Duration> duration,
        double rate,
        int workers,
        long seed,
        int port,
        boolean keep,
        History history,
        Map<String, Double> mix,
        Duration snapshotPause) {
    public DemoOptions {
        requireNonNull(duration, "duration is null");
        requireNonNull(history, "history is null");
        requireNonNull(snapshotPause, "snapshotPause is null");
        mix = Map.copyOf(mix);
        Mix.of(mix);
        if (duration.isPresent() && duration.get().toMillis() <= 0) {
            throw new IllegalArgumentException("duration must be positive, not " + duration.get());
        }
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate must be positive, not " + rate);
        }
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1, not " + workers);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        if (snapshotPause.isNegative()) {
            throw new IllegalArgumentException("snapshotPause must not be negative, but is " + snapshotPause);
        }
    }

    /** Until stopped, 100 transactions a second by four workers, a small history. */
    public static DemoOptions defaults() {
        return new DemoOptions(
                Optional.empty(), 100, 4, 1, 0, false, History.of(1500), Map.of(), Duration.ofMillis(500));
    }

    public DemoOptions withDuration(Duration longest) {
        return new DemoOptions(Optional.of(longest), rate, workers, seed, port, keep, history, mix, snapshotPause);
    }

    public DemoOptions withRate(double transactionsPerSecond) {
        return new DemoOptions(duration, transactionsPerSecond, workers, seed, port, keep, history, mix, snapshotPause);
    }

    /** One snapshot right after the other, if the pause is zero. */
    public DemoOptions withSnapshotPause(Duration pause) {
        return new DemoOptions(duration, rate, workers, seed, port, keep, history, mix, pause);
    }

    public DemoOptions withWorkers(int people) {
        return new DemoOptions(duration, rate, people, seed, port, keep, history, mix, snapshotPause);
    }

    public DemoOptions withSeed(long start) {
        return new DemoOptions(duration, rate, workers, start, port, keep, history, mix, snapshotPause);
    }

    public DemoOptions withHistory(int transactions) {
        return new DemoOptions(duration, rate, workers, seed, port, keep, History.of(transactions), mix, snapshotPause);
    }
}
