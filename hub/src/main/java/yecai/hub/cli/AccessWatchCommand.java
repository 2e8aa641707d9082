package yecai.hub.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends what has to end: sessions that hold on, requests, reviews. */
@Command(
        name = "watch",
        description = {
            "Every second ends the sessions that hold on to what their principal no longer may see, and notes which logins",
            "are in use; every minute lets lapse what was not decided in time. Runs until SIGTERM or Ctrl-C."
        },
        mixinStandardHelpOptions = true)
final class AccessWatchCommand implements Callable<Integer> {
    private static final long LAPSE_EVERY = 60;

    @Mixin
    private DbaOptions dba;

    @Option(names = "--seconds", paramLabel = "N", description = "How long to watch; until it is stopped if left out.")
    private Optional<Integer> seconds = Optional.empty();

    @Spec
    private CommandSpec spec;

    private volatile boolean isStopped;

    @Override
    public Integer call() {
        try (StopSignal signal = StopSignal.calling(() -> isStopped = true)) {
            return dba.asDba(this::watch);
        }
    }

    private int watch(Connection hub) throws SQLException {
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
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }
        return 0;
    }

    private static int number(Connection hub, String sql) throws SQLException {
        try (var statement = hub.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
