package yecai.hub.cli.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.cli.option.DbaOptions;
import yecai.hub.cli.option.StopSignal;
import yecai.hub.cli.text.MetricsFile;

/** Ends what has to end: sessions that hold on, requests, reviews. */
@Command(
        name = "watch",
        description = {
            "Every second ends the sessions that still use rights their principal has lost, and notes which logins",
            "are in use; expires undecided requests every minute. Runs until SIGTERM or Ctrl-C."
        },
        mixinStandardHelpOptions = true)
final class AccessWatchCommand implements Callable<Integer> {
    private static final long LAPSE_EVERY = 60;
    private static final String METRICS = """
            # HELP yecai_revoke_sessions_ended_total Sessions ended because they held on to what was revoked.
            # TYPE yecai_revoke_sessions_ended_total counter
            yecai_revoke_sessions_ended_total %d
            # HELP yecai_revoke_seconds How long such sessions outlived the revoke.
            # TYPE yecai_revoke_seconds gauge
            yecai_revoke_seconds{quantile="1"} %s
            yecai_revoke_seconds{quantile="0.5"} %s
            """;

    @Mixin
    private DbaOptions dba;

    @Option(names = "--seconds", paramLabel = "N", description = "How long to watch; until it is stopped if left out.")
    private Optional<Integer> seconds = Optional.empty();

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description =
                    "Keeps a file for Prometheus (a textfile collector's): how long ended sessions outlived a revoke.")
    private Optional<Path> metrics = Optional.empty();

    @Spec
    private CommandSpec spec;

    private volatile boolean isStopped;

    @Override
    public Integer call() {
        try (StopSignal signal = StopSignal.calling(() -> isStopped = true)) {
            return dba.asDba(this::watch);
        }
    }

    private int watch(Handle hub) {
        long end = seconds.map(n -> System.nanoTime() + Duration.ofSeconds(n).toNanos())
                .orElse(Long.MAX_VALUE);
        for (long second = 0; !isStopped && System.nanoTime() < end; second++) {
            int ended = number(hub, "select hub.end_stale_sessions()");
            if (ended > 0) {
                spec.commandLine().getOut().println(ended + " sessions ended");
            }
            if (second % LAPSE_EVERY == 0) {
                number(hub, "select hub.lapse_access()");
            }
            if (metrics.isPresent() && (ended > 0 || second % LAPSE_EVERY == 0)) {
                write(hub, metrics.get());
            }
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }
        return 0;
    }

    private static void write(Handle hub, Path file) {
        Revokes revokes = hub.createQuery(
                        "select sessions_ended, longest_seconds, median_seconds from hub.time_to_revoke")
                .map(ConstructorMapper.of(Revokes.class))
                .one();
        MetricsFile.write(
                file, METRICS.formatted(revokes.sessionsEnded(), revokes.longestSeconds(), revokes.medianSeconds()));
    }

    private static int number(Handle hub, String sql) {
        return hub.createQuery(sql).mapTo(int.class).one();
    }

    /** Times of sessions that outlived a revoke; zero if there were none. */
    private record Revokes(long sessionsEnded, double longestSeconds, double medianSeconds) {}
}
