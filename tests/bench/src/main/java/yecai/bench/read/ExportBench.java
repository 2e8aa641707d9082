package yecai.bench.read;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.sql.SQLException;
import yecai.bench.report.BenchFolder;
import yecai.bench.report.BenchReport;
import yecai.bench.report.Measurement;
import yecai.bench.report.Stopwatch;
import yecai.hub.api.ApiSettings;
import yecai.hub.demo.server.EmbeddedServer;

/**
 * Whole exports of millions of rows through the API, as CSV and as NDJSON, whose lines are counted. Started with little
 * memory ({@code -Xmx256m}), it shows that memory does not grow with the answer.
 */
public final class ExportBench {
    private static final int MILLIONS = 5;
    private static final int CONNECTIONS = 4;

    private ExportBench() {}

    /**
     * Runs it, prints a table and writes {@code api-export.json} into the folder.
     *
     * @param scale 1 for five million rows
     */
    public static void run(PrintStream out, double scale, Path results) {
        try {
            export(out, Math.max(5_000, Math.round(MILLIONS * 20_000 * scale) * 50), results);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (SQLException problem) {
            throw new IllegalStateException("the export failed: " + problem.getMessage(), problem);
        }
    }

    private static void export(PrintStream out, long rows, Path results) throws IOException, SQLException {
        BenchReport report = new BenchReport("api-export");
        try (BenchFolder folder = BenchFolder.create();
                EmbeddedServer server = EmbeddedServer.start("hub", folder.resolve("hub"), 0, ApiBench.HUB_SETTINGS)) {
            out.printf("writing %,d rows%n", rows);
            ReadBed bed = ReadBed.create(server, rows);
            ReadBed.seeAll(server);
            report.setting("rows", rows);
            report.setting("hub", ApiBench.HUB_SETTINGS);
            try (ApiClient api = ApiClient.start(bed, ApiSettings.Caches.off(), CONNECTIONS)) {
                measure(report, api, "csv", rows, rows + 1);
                measure(report, api, "ndjson", rows, rows);
            }
            report.setting("peakHeapBytes", peakHeap());
            report.print(out);
            out.printf(
                    "at most %,d MB of heap used, of %,d MB%n",
                    peakHeap() >> 20, Runtime.getRuntime().maxMemory() >> 20);
            out.println("written: " + report.write(results));
        }
    }

    private static void measure(BenchReport report, ApiClient api, String format, long rows, long expectedLines)
            throws IOException {
        Stopwatch clock = Stopwatch.start();
        long lines = api.lines(ApiClient.RECEIPTS + "?format=" + format);
        if (lines != expectedLines) {
            throw new IllegalStateException(format + ": expected " + expectedLines + " lines, found " + lines);
        }
        report.add(new Measurement("API, " + format + " export", 1, rows, clock.elapsed()));
    }

    /** The sum of the pools' peaks, which is at least the peak of the heap. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(java.lang.management.MemoryUsage::getUsed)
                .sum();
    }
}
