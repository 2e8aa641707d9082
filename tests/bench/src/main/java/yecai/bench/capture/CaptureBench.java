package yecai.bench.capture;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import yecai.bench.backlog.Backlog;
import yecai.bench.peer.JdbcSink;
import yecai.bench.report.BenchFolder;
import yecai.bench.report.BenchReport;
import yecai.bench.report.Measurement;
import yecai.bench.server.BenchHub;
import yecai.hub.demo.server.EmbeddedServer;

/**
 * How fast a prepared backlog is drained: one million rows inserted ten to a transaction, by PostgreSQL's own logical
 * replication, by the hub into its mirror only, by the hub with canonical rows, by Debezium's engine into nothing, and (fewer rows)
 * by Debezium's JDBC sink; then the demo's mix of business. Every contestant has a slot that stands
 * before the backlog and a database of its own on the same server; they take turns, and each result is counted.
 */
public final class CaptureBench {
    private static final int MIX_TRANSACTIONS = 20_000;
    private static final Map<String, String> ERP_SETTINGS = Map.of(
            "wal_level",
            "logical",
            "max_wal_size",
            "8GB",
            "checkpoint_timeout",
            "30min",
            "max_replication_slots",
            "60",
            "max_wal_senders",
            "60");
    private static final Map<String, String> HUB_SETTINGS =
            Map.of("shared_buffers", "256MB", "max_wal_size", "8GB", "checkpoint_timeout", "30min");

    private final PrintStream out;
    private final long rows;
    private final int transactions;
    private final int rounds;
    private EmbeddedServer erp;
    private EmbeddedServer hub;
    private Path folder;

    private CaptureBench(PrintStream out, double scale, int rounds) {
        this.out = out;
        this.rows = Math.max(1_000, Math.round(100_000 * scale) * Backlog.ROWS_PER_TRANSACTION);
        this.transactions = (int) Math.max(200, Math.round(MIX_TRANSACTIONS * scale));
        this.rounds = rounds;
    }

    /**
     * Runs it, prints a table and writes {@code capture.json} into the folder.
     *
     * @param scale 1 for a million rows
     * @param rounds how often each contestant drains the backlog
     */
    public static void run(PrintStream out, double scale, int rounds, Path results) {
        try {
            new CaptureBench(out, scale, rounds).run(results);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (SQLException problem) {
            throw new IllegalStateException("the benchmark failed: " + problem.getMessage(), problem);
        }
    }

    private void run(Path results) throws IOException, SQLException {
        try (BenchFolder made = BenchFolder.create();
                EmbeddedServer erpServer = EmbeddedServer.start("ERP", made.resolve("erp"), 0, ERP_SETTINGS);
                EmbeddedServer hubServer = EmbeddedServer.start("hub", made.resolve("hub"), 0, HUB_SETTINGS)) {
            folder = made.path();
            erp = erpServer;
            hub = hubServer;
            BenchReport report = measure();
            report.print(out);
            out.println("written: " + report.write(results));
        }
    }

    private BenchReport measure() throws IOException, SQLException {
        BenchReport report = new BenchReport("capture");
        report.setting("rows", rows);
        report.setting("rowsPerTransaction", Backlog.ROWS_PER_TRANSACTION);
        report.setting("erp", ERP_SETTINGS);
        report.setting("hub", HUB_SETTINGS);
        report.setting(
                "durability",
                "fsync on; synchronous_commit on for the hub; a subscription's own default (off, safe by its origin) for the peer");
        try (Connection connection = erp.openAsAdmin("postgres")) {
            BenchHub.execute(connection, Backlog.TABLE, "create publication native for table public.moves");
        }
        out.println("preparing the contestants");
        CaptureContestants contestants = new CaptureContestants(erp, hub, folder, rows);
        CaptureContestant warmUp = contestants.prepareWarmUp();
        for (int round = 1; round <= rounds; round++) {
            contestants.prepare(round);
        }
        out.printf("writing a backlog of %,d rows%n", rows);
        try (Connection connection = erp.openAsAdmin("postgres")) {
            Backlog.write(connection, 1, rows);
        }
        out.println("warming up");
        warmUp.drain(hub, rows);
        for (CaptureContestant contestant : contestants.all()) {
            Measurement measurement = contestant.drain(hub, rows);
            report.add(measurement);
            out.printf("  %-36s %,10.0f rows/s%n", contestant.name(), measurement.rowsPerSecond());
        }
        compare(report);
        new MixedBacklog(out, erp, hub, transactions, rounds).measure(report);
        return report;
    }

    private void compare(BenchReport report) {
        report.ratio("mirror/native", CaptureContestants.MIRROR, CaptureContestants.NATIVE);
        report.ratio("derived/native", CaptureContestants.DERIVED, CaptureContestants.NATIVE);
        report.ratio("derived/inOneSession", CaptureContestants.DERIVED, CaptureContestants.IN_ONE);
        if (JdbcSink.obstacle() == null) {
            report.ratio("mirror/engine", CaptureContestants.MIRROR, DebeziumContestants.NOTHING);
            report.ratio("mirror/jdbcSink", CaptureContestants.MIRROR, DebeziumContestants.SINK);
            report.ratio("derived/jdbcSink", CaptureContestants.DERIVED, DebeziumContestants.SINK);
            report.setting("rowsOfJdbcSink", rows / DebeziumContestants.FEWER);
            report.setting("jdbcSink", JdbcSink.shown(JdbcSink.sinkSettings(hub.admin("peer"))));
            report.setting(
                    "debezium",
                    JdbcSink.shown(JdbcSink.sourceSettings(
                            erp.admin("postgres"), "slot", "native", List.of("public.moves"), "no_data")));
        } else {
            report.unavailable(DebeziumContestants.NOTHING, JdbcSink.obstacle());
            report.unavailable(DebeziumContestants.SINK, JdbcSink.obstacle());
        }
        report.ratio("A/A", CaptureContestants.NATIVE_AGAIN, CaptureContestants.NATIVE);
    }
}
