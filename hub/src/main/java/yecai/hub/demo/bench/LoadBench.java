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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import yecai.cdc.CaptureTuning;
import yecai.cdc.Preflight;
import yecai.cdc.SourceSettings;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.hub.demo.EmbeddedServer;

/**
 * How fast an ERP is copied for the first time: twelve tables, by a plain COPY pipe, by {@code pg_dump | psql}, by
 * Debezium's snapshot and its JDBC sink, by the hub into its mirror, and by the hub with canonical rows. What arrived is
 * compared with the ERP's tables by count and checksum.
 */
public final class LoadBench {
    private static final String PIPE = "COPY pipe";
    private static final String PIPE_AGAIN = "COPY pipe, A/A";
    private static final String DUMP = "pg_dump | psql";
    private static final String MIRROR = "hub, mirror only";
    private static final String DERIVED = "hub, with derivation";
    private static final String SINK = "Debezium snapshot + JDBC sink";
    private static final long LONGEST_SECONDS = 900;
    private static final int WORKERS = CaptureTuning.defaults().loadWorkers();

    private final PrintStream out;
    private final LoadTables tables;
    private final long rows;
    private final int rounds;
    private BenchServers servers;
    private int contestants;

    private LoadBench(PrintStream out, double scale, int rounds) {
        this.out = out;
        this.rows = Math.max(2_000, Math.round(20_000_000 * scale));
        this.tables = new LoadTables(rows);
        this.rounds = rounds;
    }

    /**
     * Runs it, prints a table and writes {@code load.json} into the folder.
     *
     * @param scale 1 for 20 million rows
     * @param rounds how often each contestant copies them
     */
    public static void run(PrintStream out, double scale, int rounds, Path results) {
        try {
            new LoadBench(out, scale, rounds).run(results);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (SQLException problem) {
            throw new IllegalStateException("the benchmark failed: " + problem.getMessage(), problem);
        }
    }

    private void run(Path results) throws IOException, SQLException {
        try (BenchServers started = BenchServers.start()) {
            servers = started;
            BenchReport report = measure();
            report.print(out);
            out.println("written: " + report.write(results));
        }
    }

    private BenchReport measure() throws IOException, SQLException {
        BenchReport report = new BenchReport("load");
        servers.describe(report);
        report.setting("rows", rows);
        report.setting("tables", tables.all());
        report.setting("canonicalRows", tables.canonicalRows());
        report.setting("connections", WORKERS);
        out.printf("filling an ERP with %,d rows%n", rows);
        List<String> wanted;
        try (Connection erp = servers.erp().openAsAdmin("postgres")) {
            tables.create(erp);
            report.setting(
                    "bytes",
                    Long.valueOf(
                            BenchServers.text(
                                    erp,
                                    "select sum(pg_table_size(c.oid)) from pg_class as c where c.relkind = 'r' and c.relname ~ '^t[0-9]{2}$'")));
            wanted = checksums(erp, "public");
        }
        Optional<String> noDump = DumpAndRestore.obstacle(18);
        noDump.ifPresent(reason -> report.unavailable(DUMP, reason));
        if (JdbcSink.obstacle() != null) {
            report.unavailable(SINK, JdbcSink.obstacle());
        } else {
            report.setting(
                    "rowsOfJdbcSink",
                    tables.smallest().stream().mapToLong(LoadTables.Table::rows).sum());
            report.setting(
                    "jdbcSink",
                    JdbcSink.shown(JdbcSink.sinkSettings(servers.hub().admin("peer"))));
            report.setting("debezium", JdbcSink.shown(snapshot("slot")));
        }
        for (int round = 1; round <= rounds; round++) {
            note(report, pipe(PIPE, round, wanted));
            note(report, hub(MIRROR, round, false, wanted));
            note(report, hub(DERIVED, round, true, wanted));
            note(report, pipe(PIPE_AGAIN, round, wanted));
            if (noDump.isEmpty()) {
                note(report, dump(round, wanted));
            }
            if (JdbcSink.obstacle() == null) {
                note(report, sink(round));
            }
        }
        report.ratio("hub/copyPipe", MIRROR, PIPE);
        report.ratio("hubDerived/copyPipe", DERIVED, PIPE);
        report.ratio("hub/pgDump", MIRROR, DUMP);
        report.ratio("hub/jdbcSink", MIRROR, SINK);
        report.ratio("hubDerived/jdbcSink", DERIVED, SINK);
        report.ratio("A/A", PIPE_AGAIN, PIPE);
        return report;
    }

    private void note(BenchReport report, Measurement measurement) {
        report.add(measurement);
        out.printf("  %-36s %,10.0f rows/s%n", measurement.contestant(), measurement.rowsPerSecond());
    }

    private interface Copy {
        void run() throws SQLException, IOException;
    }

    private Measurement pipe(String name, int round, List<String> wanted) throws SQLException, IOException {
        String database = "pipe" + ++contestants;
        servers.createDatabase(database);
        return measure(
                name,
                round,
                database,
                "public",
                wanted,
                () -> new CopyPipe(servers, tables.all(), WORKERS).run(database));
    }

    private Measurement dump(int round, List<String> wanted) throws SQLException, IOException {
        String database = "dump" + ++contestants;
        servers.createDatabase(database);
        return measure(
                DUMP,
                round,
                database,
                "public",
                wanted,
                () -> DumpAndRestore.run(servers.erp(), servers.hub(), database, "public.t*"));
    }

    private Map<String, String> snapshot(String slot) {
        return JdbcSink.sourceSettings(
                servers.erp().admin("postgres"),
                slot,
                "native",
                tables.smallest().stream()
                        .map(table -> "public." + table.name())
                        .toList(),
                "initial_only");
    }

    // It is so much slower that the four smallest tables must do; what counts is the rate.
    private Measurement sink(int round) throws SQLException, IOException {
        String database = "sink" + ++contestants;
        servers.createDatabase(database);
        double seconds;
        long expected =
                tables.smallest().stream().mapToLong(LoadTables.Table::rows).sum();
        try (Connection peer = servers.hub().openAsAdmin(database)) {
            for (LoadTables.Table table : tables.smallest()) {
                BenchHub.execute(peer, table.definition(true));
            }
            BenchHub.execute(peer, "checkpoint");
            String count = tables.smallest().stream()
                    .map(table -> "(select count(*) from public." + table.name() + ")")
                    .collect(Collectors.joining(" + ", "select ", ""));
            long start = System.nanoTime();
            try (JdbcSink running = JdbcSink.start(
                    snapshot(database), JdbcSink.sinkSettings(servers.hub().admin(database)))) {
                while (BenchServers.number(peer, count) < expected) {
                    if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                        throw new IllegalStateException(SINK + " did not end within " + LONGEST_SECONDS + " s");
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                }
                seconds = (System.nanoTime() - start) / 1e9;
            }
            try (Connection erp = servers.erp().openAsAdmin("postgres")) {
                if (!checksums(peer, "public", tables.smallest()).equals(checksums(erp, "public", tables.smallest()))) {
                    throw new IllegalStateException(SINK + " brought other rows than the ERP has");
                }
            }
        }
        servers.drop(database);
        return new Measurement(SINK, round, expected, seconds);
    }

    private Measurement hub(String name, int round, boolean derived, List<String> wanted)
            throws SQLException, IOException {
        String database = "hub" + ++contestants;
        BenchHub bench = BenchHub.create(servers.hub(), database);
        String login = "yecai_" + database;
        String password = EmbeddedServer.newPassword();
        SourceSettings settings = new SourceSettings(
                database,
                tables.pack(servers.folder(), derived),
                servers.erp().login("postgres", login, password),
                bench.capture());
        try (Connection admin = servers.erp().openAsAdmin("postgres")) {
            BenchHub.execute(admin, Preflight.sourceSetupSql(settings));
        }
        servers.erp().setPassword(login, password);
        return measure(
                name,
                round,
                database,
                settings.mirrorSchema(),
                wanted,
                () -> new InitialLoad(settings).run(LoadProgress.SILENT));
    }

    private Measurement measure(String name, int round, String database, String schema, List<String> wanted, Copy copy)
            throws SQLException, IOException {
        double seconds;
        try (Connection check = servers.hub().openAsAdmin(database)) {
            BenchHub.execute(check, "checkpoint");
            long start = System.nanoTime();
            copy.run();
            seconds = (System.nanoTime() - start) / 1e9;
            List<String> found = checksums(check, schema);
            if (!found.equals(wanted)) {
                throw new IllegalStateException(name + " brought " + found + " instead of " + wanted);
            }
            if (name.equals(DERIVED)) {
                checkCanonical(check);
            }
        }
        servers.drop(database);
        return new Measurement(name, round, rows, seconds);
    }

    private List<String> checksums(Connection connection, String schema) throws SQLException {
        return checksums(connection, schema, tables.all());
    }

    private List<String> checksums(Connection connection, String schema, List<LoadTables.Table> chosen)
            throws SQLException {
        BenchHub.execute(connection, "set timezone = 'UTC'", "set datestyle = 'ISO, YMD'");
        List<String> sums = new ArrayList<>();
        for (LoadTables.Table table : chosen) {
            sums.add(table.name() + " " + BenchServers.text(connection, table.checksum(schema + "." + table.name())));
        }
        return sums;
    }

    private void checkCanonical(Connection hub) throws SQLException {
        String found = BenchServers.text(
                hub,
                "select count(*) || ' ' || sum(quantity) || ' ' || sum(amount_functional) from canon.stock_movement");
        try (Connection erp = servers.erp().openAsAdmin("postgres")) {
            String all = tables.mapped().stream()
                    .map(table -> "select quantity, amount from public." + table.name())
                    .collect(Collectors.joining(" union all "));
            String expected = BenchServers.text(
                    erp, "select count(*) || ' ' || sum(quantity) || ' ' || sum(amount) from (" + all + ") as m");
            if (!found.equals(expected)) {
                throw new IllegalStateException("the canonical rows are " + found + " instead of " + expected);
            }
        }
    }
}
