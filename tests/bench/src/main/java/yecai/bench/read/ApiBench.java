package yecai.bench.read;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import yecai.bench.report.BenchFolder;
import yecai.bench.report.BenchReport;
import yecai.bench.report.Measurement;
import yecai.bench.report.Stopwatch;
import yecai.hub.api.ApiSettings;
import yecai.hub.demo.server.EmbeddedServer;

/**
 * What HTTP, sign-in, the journal of reads and JSON cost: reads of one row and of a hundred with 50 clients beside pgbench
 * with the same governed query and role switch; a CSV export beside COPY; an unchanged refresh beside a full read. Except for
 * the refresh nothing that is remembered is believed: each read asks the hub whose the token is, what the view is and for its
 * rows; keys are random; the journal is on throughout.
 */
public final class ApiBench {
    private static final int CLIENTS = 50;
    private static final int CONNECTIONS = 10;
    private static final int RANGE = 100;
    /** Java compiles what runs often: the rate stays after about so many requests, on a busy machine after more turns. */
    private static final long WARM_REQUESTS = 40_000;

    private static final int WARM_TURNS = 7;

    private static final String ONE = "API, one row";
    private static final String ONE_PEER = "pgbench, one row";
    private static final String ONE_PEER_AGAIN = "pgbench, one row, A/A";
    private static final String HUNDRED = "API, 100 rows";
    private static final String HUNDRED_PEER = "pgbench, 100 rows";
    private static final String CSV = "API, CSV export";
    private static final String COPY = "COPY";
    private static final String FULL = "API, full read of a page";
    private static final String NOT_MODIFIED = "API, unchanged refresh";
    private static final String PACKED = "API, full read, gzip";
    static final Map<String, String> HUB_SETTINGS =
            Map.of("shared_buffers", "512MB", "max_wal_size", "8GB", "checkpoint_timeout", "30min");
    private final PrintStream out;
    private final long rows;
    private final int rounds;
    private final Duration time;
    private final BenchReport report = new BenchReport("api");
    private long exports;

    private ApiBench(PrintStream out, double scale, int rounds, Duration time) {
        this.out = out;
        this.rows = Math.max(5_000, Math.round(20_000 * scale) * 50);
        this.rounds = rounds;
        this.time = time;
    }

    /**
     * Runs it, prints a table and writes {@code api.json} into the folder.
     *
     * @param scale 1 for a million rows
     * @param rounds how often each contestant has its turn
     * @param time of one turn
     */
    public static void run(PrintStream out, double scale, int rounds, Duration time, Path results) {
        try {
            new ApiBench(out, scale, rounds, time).run(results);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (SQLException problem) {
            throw new IllegalStateException("the benchmark failed: " + problem.getMessage(), problem);
        }
    }

    private void run(Path results) throws IOException, SQLException {
        try (BenchFolder folder = BenchFolder.create();
                EmbeddedServer server = EmbeddedServer.start("hub", folder.resolve("hub"), 0, HUB_SETTINGS)) {
            out.printf("writing %,d rows%n", rows);
            ReadBed bed = ReadBed.create(server, rows);
            settings();
            long reads = reads(bed) + refresh(bed) + exports;
            long journalled = ReadBed.journalled(server);
            if (journalled != reads) {
                throw new IllegalStateException(
                        "the API answered " + reads + " reads, but the journal has " + journalled);
            }
            report.setting("readsInTheJournal", journalled);
            report.ratio("oneRow/pgbench", ONE, ONE_PEER);
            report.ratio("hundredRows/pgbench", HUNDRED, HUNDRED_PEER);
            report.ratio("csv/copy", CSV, COPY);
            report.ratio("notModified/full", NOT_MODIFIED, FULL);
            report.ratio("gzip/full", PACKED, FULL);
            report.ratio("A/A", ONE_PEER_AGAIN, ONE_PEER);
            report.print(out);
            out.println("written: " + report.write(results));
        }
    }

    private void settings() {
        report.setting("rows", rows);
        report.setting("clients", CLIENTS);
        report.setting("connections", CONNECTIONS);
        report.setting("secondsOfATurn", time.toSeconds());
        report.setting("hub", HUB_SETTINGS);
        report.setting("peer", Pgbench.isThere() ? "pgbench -M prepared" : "JDBC, prepared statements");
        report.setting("caches", ApiSettings.Caches.off().toString());
        report.setting("cachesForTheRefresh", ApiSettings.Caches.usual().toString());
        report.setting("journalOfReads", "on");
        report.setting("accessLog", "off");
        report.setting("rateLimit", "beyond reach");
        report.setting("keys", "random");
        report.setting("isolation", "repeatable read, read only, on both sides");
        report.setting("unit", "what is counted in rows are requests or transactions, except for CSV export and COPY");
    }

    /** Returns how many reads of pages were answered. */
    private long reads(ReadBed bed) throws IOException, SQLException {
        try (ApiClient api = ApiClient.start(bed, ApiSettings.Caches.off(), CONNECTIONS)) {
            HttpLoad load = new HttpLoad(api.api().url(), api.authorization(), 200);
            Supplier<String> one =
                    () -> ApiClient.receipts("source eq 'b' and entity_key eq '" + bed.randomKey() + "'");
            Supplier<String> hundred = () -> {
                long first = bed.randomRange(RANGE);
                return ApiClient.receipts("source eq 'b' and entity_key ge '" + ReadBed.key(first)
                        + "' and entity_key lt '" + ReadBed.key(first + ReadBed.rangeKeys(RANGE)) + "'");
            };
            api.requireRows(one.get(), 1);
            api.requireRows(hundred.get(), RANGE);
            JdbcLoad jdbc = new JdbcLoad(bed.api());
            PeerReads peer = new PeerReads(bed, jdbc, CLIENTS, RANGE, time);
            out.println("warming up");
            peer.oneRow();
            for (int turn = 0; turn < WARM_TURNS && load.answers() < WARM_REQUESTS; turn++) {
                load.run(CLIENTS, time, one);
            }
            load.run(CLIENTS, time, hundred);
            export(api, bed);
            for (int round = 1; round <= rounds; round++) {
                turn(ONE_PEER, round, () -> peer.oneRow());
                turn(ONE, round, () -> load.run(CLIENTS, time, one));
                turn(ONE_PEER_AGAIN, round, () -> peer.oneRow());
                turn(HUNDRED_PEER, round, () -> peer.range());
                turn(HUNDRED, round, () -> load.run(CLIENTS, time, hundred));
                turn(COPY, round, () -> again(() -> jdbc.copy("select * from finance.receipt")));
                turn(CSV, round, () -> again(() -> export(api, bed)));
            }
            return load.answers() + 2;
        }
    }

    /** The journal stays on; the caches have their defaults. */
    private long refresh(ReadBed bed) throws IOException, SQLException {
        try (ApiClient api = ApiClient.start(bed, ApiSettings.Caches.usual(), CONNECTIONS)) {
            String page = ApiClient.RECEIPTS + "?limit=1000";
            String tag = api.get(page, HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            HttpLoad full = new HttpLoad(api.api().url(), api.authorization(), 200);
            HttpLoad unchanged =
                    new HttpLoad(api.api().url(), api.authorization() + "If-None-Match: " + tag + "\r\n", 304);
            HttpLoad packed = new HttpLoad(api.api().url(), api.authorization() + "Accept-Encoding: gzip\r\n", 200);
            int bytes = api.get(page, HttpResponse.BodyHandlers.ofByteArray()).body().length;
            int packedBytes = api.get(page, "gzip", HttpResponse.BodyHandlers.ofByteArray())
                    .body()
                    .length;
            report.setting("bytesOfAPage", bytes);
            report.setting("bytesOfAPageWithGzip", packedBytes);
            out.printf("  a page of 1,000 rows: %,d bytes, with gzip %,d%n", bytes, packedBytes);
            full.run(CONNECTIONS, time, () -> page);
            unchanged.run(CONNECTIONS, time, () -> page);
            packed.run(CONNECTIONS, time, () -> page);
            for (int round = 1; round <= rounds; round++) {
                turn(FULL, round, () -> full.run(CONNECTIONS, time, () -> page));
                turn(PACKED, round, () -> packed.run(CONNECTIONS, time, () -> page));
                turn(NOT_MODIFIED, round, () -> unchanged.run(CONNECTIONS, time, () -> page));
            }
            return full.answers() + unchanged.answers() + packed.answers() + 3;
        }
    }

    private interface Turn {
        long run() throws IOException, SQLException;
    }

    private void turn(String contestant, int round, Turn turn) throws IOException, SQLException {
        Stopwatch clock = Stopwatch.start();
        Measurement measurement = new Measurement(contestant, round, turn.run(), clock.elapsed());
        report.add(measurement);
        out.printf("  %-28s %,12.0f /s%n", contestant, measurement.rowsPerSecond());
    }

    /** Repeats what is too short for a turn. */
    private long again(Turn turn) throws IOException, SQLException {
        long end = System.nanoTime() + time.toNanos();
        long done = 0;
        do {
            done += turn.run();
        } while (System.nanoTime() < end);
        return done;
    }

    private long export(ApiClient api, ReadBed bed) throws IOException {
        long lines = api.lines(ApiClient.RECEIPTS + "?format=csv");
        if (lines != bed.visibleRows() + 1) {
            throw new IllegalStateException("expected " + bed.visibleRows() + " rows and a head, found " + lines);
        }
        exports++;
        return bed.visibleRows();
    }
}
