package yecai.hub.demo.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import yecai.cdc.Capture;
import yecai.cdc.Preflight;
import yecai.cdc.SourceSettings;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.hub.demo.EmbeddedServer;

/**
 * How fast a prepared backlog is drained: one million rows inserted ten to a transaction, by PostgreSQL's own logical
 * replication, by the hub into its mirror only, by the hub with canonical rows, by Debezium's engine into nothing, and (fewer rows)
 * by Debezium's JDBC sink; then the demo's mix of business. Every contestant has a slot that stands
 * before the backlog and a database of its own on the same server; they take turns, and each result is counted.
 */
public final class CaptureBench {
    private static final String NATIVE = "PostgreSQL logical replication";
    private static final String NATIVE_AGAIN = "PostgreSQL logical replication, A/A";
    private static final String MIRROR = "hub, mirror only";
    private static final String DERIVED = "hub, with derivation";
    private static final String NOTHING = "Debezium's engine, into nothing";
    private static final String SINK = "Debezium's engine and JDBC sink";
    private static final int FEWER = 5;
    private static final int MIX_TRANSACTIONS = 20_000;
    private static final long LONGEST_SECONDS = 600;
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
    private final List<Contestant> contestants = new ArrayList<>();
    private EmbeddedServer erp;
    private EmbeddedServer hub;
    private Path folder;

    /** Somebody who drains the backlog once. */
    private interface Drain {
        /** Starts it; what is returned stops it. */
        AutoCloseable start() throws SQLException, IOException;
    }

    /** @param key what the last of so many rows is found by; null if what comes is counted elsewhere */
    private record Contestant(
            String name,
            int round,
            long rows,
            String database,
            String table,
            String key,
            LongSupplier seen,
            Drain drain) {}

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
        Contestant warmUp = hub(DERIVED, 0, true);
        for (int round = 1; round <= rounds; round++) {
            contestants.add(peer(NATIVE, round));
            contestants.add(hub(MIRROR, round, false));
            contestants.add(hub(DERIVED, round, true));
            if (JdbcSink.obstacle() == null) {
                contestants.add(engine(round));
                contestants.add(sink(round));
            }
            contestants.add(peer(NATIVE_AGAIN, round));
        }
        out.printf("writing a backlog of %,d rows%n", rows);
        try (Connection connection = erp.openAsAdmin("postgres")) {
            Backlog.write(connection, 1, rows);
        }
        out.println("warming up");
        drain(warmUp);
        for (Contestant contestant : contestants) {
            Measurement measurement = drain(contestant);
            report.add(measurement);
            out.printf("  %-36s %,10.0f rows/s%n", contestant.name(), measurement.rowsPerSecond());
        }
        report.ratio("mirror/native", MIRROR, NATIVE);
        report.ratio("derived/native", DERIVED, NATIVE);
        if (JdbcSink.obstacle() == null) {
            report.ratio("mirror/engine", MIRROR, NOTHING);
            report.ratio("mirror/jdbcSink", MIRROR, SINK);
            report.ratio("derived/jdbcSink", DERIVED, SINK);
            report.setting("rowsOfJdbcSink", rows / FEWER);
            report.setting("jdbcSink", JdbcSink.shown(JdbcSink.sinkSettings(hub.admin("peer"))));
            report.setting(
                    "debezium",
                    JdbcSink.shown(JdbcSink.sourceSettings(
                            erp.admin("postgres"), "slot", "native", List.of("public.moves"), "no_data")));
        } else {
            report.unavailable(NOTHING, JdbcSink.obstacle());
            report.unavailable(SINK, JdbcSink.obstacle());
        }
        report.ratio("A/A", NATIVE_AGAIN, NATIVE);
        new MixedBacklog(out, erp, hub, transactions, rounds).measure(report);
        return report;
    }

    private Contestant peer(String name, int round) throws SQLException {
        String database = "peer" + (contestants.size() + 1);
        String slot = "native" + (contestants.size() + 1);
        try (Connection admin = hub.openAsAdmin("postgres")) {
            BenchHub.execute(admin, "create database " + database);
        }
        try (Connection connection = hub.openAsAdmin(database)) {
            BenchHub.execute(connection, Backlog.TABLE);
        }
        try (Connection connection = erp.openAsAdmin("postgres")) {
            BenchHub.execute(connection, "select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        }
        return new Contestant(
                name,
                round,
                rows,
                database,
                "public.moves",
                "id = " + rows,
                null,
                () -> NativeReplication.subscribe(hub, database, erp.adminConnection("postgres"), "native", slot));
    }

    private Contestant hub(String name, int round, boolean derived) throws IOException, SQLException {
        int number = contestants.size() + 1;
        String database = "hub" + number + (round == 0 ? "_warm" : "");
        BenchHub bench = BenchHub.create(hub, database);
        String login = "yecai_" + database;
        String password = EmbeddedServer.newPassword();
        SourceSettings settings = new SourceSettings(
                database, Backlog.pack(folder, derived), erp.login("postgres", login, password), bench.capture());
        try (Connection admin = erp.openAsAdmin("postgres")) {
            BenchHub.execute(admin, Preflight.sourceSetupSql(settings));
        }
        erp.setPassword(login, password);
        new InitialLoad(settings).run(LoadProgress.SILENT);
        String table = derived ? "canon.stock_movement" : settings.mirrorSchema() + ".moves";
        String key = derived ? "source = '" + database + "' and entity_key = '" + rows + "'" : "id = " + rows;
        return new Contestant(name, round, rows, database, table, key, null, () -> {
            Capture capture = new Capture(settings);
            capture.start();
            return capture;
        });
    }

    /** Debezium as it is, whose records nobody takes: what no sink of its can surpass. */
    private Contestant engine(int round) throws SQLException {
        String slot = slot("engine");
        AtomicLong seen = new AtomicLong();
        return new Contestant(
                NOTHING,
                round,
                rows,
                "postgres",
                null,
                null,
                seen::get,
                () -> JdbcSink.startIntoNothing(
                        JdbcSink.sourceSettings(
                                erp.admin("postgres"), slot, "native", List.of("public.moves"), "no_data"),
                        seen));
    }

    private Contestant sink(int round) throws SQLException {
        String slot = slot("sink");
        String database = slot;
        try (Connection admin = hub.openAsAdmin("postgres")) {
            BenchHub.execute(admin, "create database " + database);
        }
        try (Connection connection = hub.openAsAdmin(database)) {
            BenchHub.execute(connection, Backlog.TABLE);
        }
        long fewer = Math.max(Backlog.ROWS_PER_TRANSACTION, rows / FEWER);
        return new Contestant(
                SINK,
                round,
                fewer,
                database,
                "public.moves",
                "id = " + fewer,
                null,
                () -> JdbcSink.start(
                        JdbcSink.sourceSettings(
                                erp.admin("postgres"), slot, "native", List.of("public.moves"), "no_data"),
                        JdbcSink.sinkSettings(hub.admin(database))));
    }

    private String slot(String name) throws SQLException {
        String slot = name + (contestants.size() + 1);
        try (Connection connection = erp.openAsAdmin("postgres")) {
            BenchHub.execute(connection, "select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        }
        return slot;
    }

    private Measurement drain(Contestant contestant) throws SQLException {
        String last = "select count(*) from " + contestant.table() + " where " + contestant.key();
        double seconds;
        try (Connection watch = hub.openAsAdmin(contestant.database())) {
            BenchHub.execute(watch, "checkpoint");
            long start = System.nanoTime();
            try (AutoCloseable running = contestant.drain().start()) {
                while (contestant.key() == null
                        ? contestant.seen().getAsLong() < contestant.rows()
                        : BenchServers.number(watch, last) == 0) {
                    if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                        throw new IllegalStateException(
                                contestant.name() + " did not end within " + LONGEST_SECONDS + " s");
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
                seconds = (System.nanoTime() - start) / 1e9;
            } catch (SQLException | RuntimeException problem) {
                throw problem;
            } catch (Exception problem) {
                throw new IllegalStateException(problem);
            }
            long found = contestant.key() == null
                    ? contestant.seen().getAsLong()
                    : BenchServers.number(watch, "select count(*) from " + contestant.table());
            // a peer that was measured on fewer rows may have gone on a little
            if (found < contestant.rows() || found > rows || (contestant.rows() == rows && found != rows)) {
                throw new IllegalStateException(
                        contestant.name() + " brought " + found + " rows instead of " + contestant.rows());
            }
        }
        if (contestant.key() != null) {
            try (Connection admin = hub.openAsAdmin("postgres")) {
                BenchHub.execute(admin, "drop database " + contestant.database() + " with (force)");
            }
        }
        return new Measurement(contestant.name(), Math.max(1, contestant.round()), contestant.rows(), seconds);
    }
}
