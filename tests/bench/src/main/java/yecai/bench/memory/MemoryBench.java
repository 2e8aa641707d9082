package yecai.bench.memory;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.bench.backlog.Backlog;
import yecai.bench.report.BenchReport;
import yecai.bench.server.BenchHub;
import yecai.bench.server.BenchServers;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.server.EmbeddedServer;
import yecai.sql.pack.PackLoader;

/**
 * How much memory a capture of 200 tables takes, in a process of its own whose heap is bounded: while it drains a backlog of
 * small transactions, with rows of 10 MB, with one transaction that writes all tables, and with one huge transaction that has
 * rows of 10 MB among its millions. After each, ERP and mirror are compared by count and checksum.
 */
public final class MemoryBench {
    private static final long LONGEST_SECONDS = 1_500;
    private static final String SUM =
            "select count(*) || ' ' || coalesce(sum(id), 0) || ' ' || coalesce(sum(amount), 0) || ' '"
                    + " || coalesce(sum(length(note)), 0) || ' ' || coalesce(md5(string_agg(note, '' order by id)"
                    + " filter (where length(note) > 1000)), '') from %s.moves";

    private final PrintStream out;
    private final double scale;
    private final int heapMegabytes;
    private final String mainClass;
    private final List<Phase> phases = new ArrayList<>();
    private BenchServers servers;
    private SourceSettings settings;

    /**
     * What one phase took.
     *
     * @param rows how many rows it wrote
     * @param peakHeapBytes most heap in use while it was captured
     * @param peakResidentBytes most memory of the process until its end; 0 if the system does not say
     */
    public record Phase(String name, long rows, double seconds, long peakHeapBytes, long peakResidentBytes) {}

    private MemoryBench(PrintStream out, double scale, int heapMegabytes, String mainClass) {
        this.mainClass = mainClass;
        this.out = out;
        this.scale = scale;
        this.heapMegabytes = heapMegabytes;
    }

    /**
     * Runs it, prints a table and writes {@code memory.json} into the folder.
     *
     * @param scale 1 for a transaction of five million rows
     * @param heapMegabytes bound of the capture's heap
     * @param mainClass of the process that captures; it calls {@link CaptureProcess#serve}
     * @throws IllegalStateException if the capture ran out of memory, or ERP and mirror differ
     */
    public static void run(PrintStream out, double scale, int heapMegabytes, String mainClass, Path results) {
        try {
            new MemoryBench(out, scale, heapMegabytes, mainClass).run(results);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (SQLException problem) {
            throw new IllegalStateException("the benchmark failed: " + problem.getMessage(), problem);
        }
    }

    private void run(Path results) throws IOException, SQLException {
        try (BenchServers started = BenchServers.start()) {
            servers = started;
            BenchReport report = new BenchReport("memory");
            servers.describe(report);
            report.setting("captureHeapMegabytes", heapMegabytes);
            report.setting("tables", ManyTables.TABLES + 2);
            Path pack = prepare();
            Path log = servers.folder().resolve("capture.log");
            try (MeasuredCapture capture = MeasuredCapture.start(settings, pack, heapMegabytes, mainClass, log)) {
                measure(capture);
            }
            phases.forEach(phase -> report.ratio(
                    phase.name() + "/heap", (double) phase.peakHeapBytes() / ((long) heapMegabytes << 20)));
            report.figures(phases);
            report.printRatios(out);
            out.println("written: " + report.write(results));
        }
    }

    private Path prepare() throws IOException, SQLException {
        Path pack = ManyTables.pack(servers.folder());
        BenchHub hub = BenchHub.create(servers.hub(), "memory");
        String password = EmbeddedServer.newPassword();
        settings = new SourceSettings(
                "memory",
                PackLoader.load(pack.toString()),
                servers.erp().login("postgres", "yecai_memory", password),
                hub.capture());
        try (Connection erp = servers.erp().openAsAdmin("postgres")) {
            BenchHub.execute(erp, Backlog.TABLE);
            for (String table : ManyTables.names()) {
                BenchHub.execute(
                        erp, "create table public." + table + " (id bigint primary key, note text, amount numeric)");
            }
            BenchHub.execute(erp, Preflight.sourceSetupSql(settings));
        }
        servers.erp().setPassword("yecai_memory", password);
        new InitialLoad(settings).run(LoadProgress.SILENT);
        return pack;
    }

    private void measure(MeasuredCapture capture) throws IOException, SQLException {
        out.printf("%-14s %12s %10s %14s %18s%n", "memory", "rows", "s", "peak heap MB", "peak resident MB");
        long small = Math.max(1_000, Math.round(100_000 * scale) * Backlog.ROWS_PER_TRANSACTION);
        long huge = Math.max(1_000, Math.round(5_000_000 * scale));
        phase(capture, "drain", small, erp -> Backlog.write(erp, 1, small));
        phase(
                capture,
                "largeRows",
                ManyTables.LARGE_ROWS,
                erp -> BenchHub.execute(erp, ManyTables.large(100_000_000L)));
        phase(capture, "allTables", 100L * ManyTables.TABLES, erp -> {
            erp.setAutoCommit(false);
            for (String table : ManyTables.names()) {
                BenchHub.execute(
                        erp,
                        "insert into public." + table
                                + " select n, 'row ' || n, n / 7.0 from generate_series(1, 100) as n");
            }
            BenchHub.execute(erp, ManyTables.insert(200_000_000L, 1));
            erp.commit();
            erp.setAutoCommit(true);
        });
        phase(capture, "hugeTransaction", huge + ManyTables.LARGE_ROWS, erp -> {
            erp.setAutoCommit(false);
            BenchHub.execute(
                    erp,
                    ManyTables.insert(300_000_000L, huge / 2),
                    ManyTables.large(400_000_000L),
                    ManyTables.insert(500_000_000L, huge / 2));
            erp.commit();
            erp.setAutoCommit(true);
        });
    }

    private interface Work {
        void write(Connection erp) throws SQLException;
    }

    private void phase(MeasuredCapture capture, String name, long rows, Work work) throws IOException, SQLException {
        capture.peakHeap();
        long start = System.nanoTime();
        String wanted;
        try (Connection erp = servers.erp().openAsAdmin("postgres")) {
            work.write(erp);
            wanted = BenchServers.text(erp, SUM.formatted("public"));
        }
        try (Connection hub = servers.hub().openAsAdmin("memory")) {
            String count = "select count(*)::text from " + settings.mirrorSchema() + ".moves";
            String enough = wanted.substring(0, wanted.indexOf(' '));
            while (!BenchServers.text(hub, count).equals(enough)) {
                capture.requireAlive();
                if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                    throw new IllegalStateException(name + " was not captured within " + LONGEST_SECONDS + " s");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            String found = BenchServers.text(hub, SUM.formatted(settings.mirrorSchema()));
            if (!found.equals(wanted)) {
                throw new IllegalStateException(name + ": the mirror has " + found + " instead of " + wanted);
            }
        }
        Phase phase =
                new Phase(name, rows, (System.nanoTime() - start) / 1e9, capture.peakHeap(), capture.peakResident());
        phases.add(phase);
        out.printf(
                Locale.ROOT,
                "%-14s %,12d %10.1f %14d %18d%n",
                name,
                rows,
                phase.seconds(),
                phase.peakHeapBytes() >> 20,
                phase.peakResidentBytes() >> 20);
    }
}
