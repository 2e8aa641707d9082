package yecai.bench.capture;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import yecai.bench.report.Measurement;
import yecai.bench.report.Stopwatch;
import yecai.bench.server.BenchHub;
import yecai.bench.server.BenchServers;
import yecai.hub.demo.server.EmbeddedServer;

/**
 * Who drains the backlog in one round.
 *
 * @param key what the last of so many rows is found by; null if what comes is counted elsewhere
 */
record CaptureContestant(
        String name, int round, long rows, String database, String table, String key, LongSupplier seen, Drain drain) {
    private static final long LONGEST_SECONDS = 600;

    /** Drains the backlog once. */
    interface Drain {
        /** Starts it; what is returned stops it. */
        AutoCloseable start() throws SQLException, IOException;
    }

    /**
     * Drains the backlog, counts what arrived and drops the contestant's database.
     *
     * @param all rows of the whole backlog
     */
    Measurement drain(EmbeddedServer hub, long all) throws SQLException {
        String last = "select count(*) from " + table + " where " + key;
        Stopwatch.Elapsed took;
        try (Connection watch = hub.openAsAdmin(database)) {
            BenchHub.execute(watch, "checkpoint");
            Stopwatch clock = Stopwatch.start();
            try (AutoCloseable running = drain.start()) {
                while (key == null ? seen.getAsLong() < rows : BenchServers.number(watch, last) == 0) {
                    if (clock.seconds() > LONGEST_SECONDS) {
                        throw new IllegalStateException(name + " did not end within " + LONGEST_SECONDS + " s");
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
                took = clock.elapsed();
            } catch (SQLException | RuntimeException problem) {
                throw problem;
            } catch (Exception problem) {
                throw new IllegalStateException(problem);
            }
            long found = key == null ? seen.getAsLong() : BenchServers.number(watch, "select count(*) from " + table);
            // a peer that was measured on fewer rows may have gone on a little
            if (found < rows || found > all || (rows == all && found != all)) {
                throw new IllegalStateException(name + " brought " + found + " rows instead of " + rows);
            }
        }
        if (key != null) {
            try (Connection admin = hub.openAsAdmin("postgres")) {
                BenchHub.execute(admin, "drop database " + database + " with (force)");
            }
        }
        return new Measurement(name, Math.max(1, round), rows, took);
    }
}
