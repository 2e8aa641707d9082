package yecai.hub.demo.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import yecai.cdc.Preflight;
import yecai.cdc.SourceSettings;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.hub.demo.EmbeddedServer;
import yecai.sql.pack.PackLoader;

/**
 * How much memory a capture of 200 tables takes, in a process of its own whose heap is bounded: while it drains a backlog of
 * small transactions, with rows of 10 MB, with one transaction that writes all tables, and with one huge transaction that has
 * rows of 10 MB among its millions. After each, ERP and mirror are compared by count and checksum.
 */
public final class MemoryBench {
    private static final int TABLES = 198;
    private static final int LARGE_ROWS = 8;
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
     * @param mainClass of the process that captures; it calls {@link MeasuredCapture#serve}
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
            report.setting("tables", TABLES + 2);
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
        Path pack = pack();
        BenchHub hub = BenchHub.create(servers.hub(), "memory");
        String password = EmbeddedServer.newPassword();
        settings = new SourceSettings(
                "memory",
                PackLoader.load(pack.toString()),
                servers.erp().login("postgres", "yecai_memory", password),
                hub.capture());
        try (Connection erp = servers.erp().openAsAdmin("postgres")) {
            BenchHub.execute(erp, Backlog.TABLE);
            for (String table : names()) {
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
        phase(capture, "largeRows", LARGE_ROWS, erp -> BenchHub.execute(erp, large(100_000_000L)));
        phase(capture, "allTables", 100L * TABLES, erp -> {
            erp.setAutoCommit(false);
            for (String table : names()) {
                BenchHub.execute(
                        erp,
                        "insert into public." + table
                                + " select n, 'row ' || n, n / 7.0 from generate_series(1, 100) as n");
            }
            BenchHub.execute(erp, insert(200_000_000L, 1));
            erp.commit();
            erp.setAutoCommit(true);
        });
        phase(capture, "hugeTransaction", huge + LARGE_ROWS, erp -> {
            erp.setAutoCommit(false);
            BenchHub.execute(erp, insert(300_000_000L, huge / 2), large(400_000_000L), insert(500_000_000L, huge / 2));
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

    private static String insert(long first, long rows) {
        return "insert into public.moves select n, 'C' || n % 50, 'M' || n % 9973, date '2026-01-01' + (n % 300)::integer,"
                + " (n % 1000) / 7.0, (n % 100000) / 3.0, 'move number ' || n, clock_timestamp() from generate_series("
                + first + "::bigint, " + (first + rows - 1) + "::bigint) as n";
    }

    private static String large(long first) {
        return "insert into public.moves select n, 'C1', 'M1', '2026-01-01', 1, 1,"
                + " (select string_agg(md5(n || '-' || i), '') from generate_series(1, 327680) as i), clock_timestamp()"
                + " from generate_series(" + first + "::bigint, " + (first + LARGE_ROWS - 1) + "::bigint) as n";
    }

    private static List<String> names() {
        return IntStream.rangeClosed(1, TABLES)
                .mapToObj(number -> String.format(Locale.ROOT, "t%03d", number))
                .toList();
    }

    // the backlog's pack, and the many tables
    private Path pack() throws IOException {
        Backlog.pack(servers.folder(), true);
        Path pack = servers.folder().resolve("derived");
        Path file = pack.resolve("pack.yml");
        String tables = names().stream()
                .map(name -> "  public." + name + ":\n    key: [id]\n    columns: [id, note, amount]\n")
                .collect(Collectors.joining());
        Files.writeString(file, Files.readString(file).replace("mappings:\n", tables + "mappings:\n"));
        return pack;
    }
}
