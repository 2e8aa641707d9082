package yecai.hub.demo.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import yecai.hub.api.ApiSettings;
import yecai.hub.demo.EmbeddedServer;

/**
 * What HTTP, sign-in, the journal of reads and JSON cost: reads of one row and of a hundred with 50 clients beside pgbench
 * with the same governed query and role switch; a CSV export beside COPY; an unchanged refresh beside a full read. Neither
 * callers nor catalogue nor results are remembered, except for the refresh; keys are random; the journal is on throughout.
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
            Supplier<String> one = () -> path("source eq 'b' and entity_key eq '" + bed.randomKey() + "'");
            Supplier<String> hundred = () -> {
                long first = bed.randomRange(RANGE);
                return path("source eq 'b' and entity_key ge '" + ReadBed.key(first) + "' and entity_key lt '"
                        + ReadBed.key(first + ReadBed.rangeKeys(RANGE)) + "'");
            };
            requireRows(api, one.get(), 1);
            requireRows(api, hundred.get(), RANGE);
            JdbcLoad jdbc = new JdbcLoad(bed.api());
            out.println("warming up");
            oneRow(bed, jdbc);
            for (int turn = 0; turn < WARM_TURNS && load.answers() < WARM_REQUESTS; turn++) {
                load.run(CLIENTS, time, one);
            }
            load.run(CLIENTS, time, hundred);
            export(api, bed);
            for (int round = 1; round <= rounds; round++) {
                turn(ONE_PEER, round, () -> oneRow(bed, jdbc));
                turn(ONE, round, () -> load.run(CLIENTS, time, one));
                turn(ONE_PEER_AGAIN, round, () -> oneRow(bed, jdbc));
                turn(HUNDRED_PEER, round, () -> range(bed, jdbc));
                turn(HUNDRED, round, () -> load.run(CLIENTS, time, hundred));
                turn(COPY, round, () -> again(() -> jdbc.copy("select * from finance.receipt")));
                turn(CSV, round, () -> again(() -> export(api, bed)));
            }
            return load.answers() + 2;
        }
    }

    /** The journal goes on; the caches are as they come. */
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
            full.run(CONNECTIONS, time, () -> page);
            unchanged.run(CONNECTIONS, time, () -> page);
            for (int round = 1; round <= rounds; round++) {
                turn(FULL, round, () -> full.run(CONNECTIONS, time, () -> page));
                turn(NOT_MODIFIED, round, () -> unchanged.run(CONNECTIONS, time, () -> page));
            }
            return full.answers() + unchanged.answers() + 1;
        }
    }

    private interface Turn {
        long run() throws IOException, SQLException;
    }

    private void turn(String contestant, int round, Turn turn) throws IOException, SQLException {
        long start = System.nanoTime();
        long done = turn.run();
        Measurement measurement = new Measurement(contestant, round, done, (System.nanoTime() - start) / 1e9);
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

    private long oneRow(ReadBed bed, JdbcLoad jdbc) throws IOException {
        return Pgbench.isThere()
                ? Pgbench.run(bed.api(), bed.oneRowScript(), CLIENTS, time)
                : jdbc.run(
                        CLIENTS,
                        time,
                        "select * from finance.receipt where source = 'b' and entity_key = ?",
                        statement -> statement.setString(1, bed.randomKey()));
    }

    private long range(ReadBed bed, JdbcLoad jdbc) throws IOException {
        return Pgbench.isThere()
                ? Pgbench.run(bed.api(), bed.rangeScript(RANGE), CLIENTS, time)
                : jdbc.run(
                        CLIENTS,
                        time,
                        "select * from finance.receipt where source = 'b' and entity_key >= ? and entity_key < ?",
                        statement -> {
                            long first = bed.randomRange(RANGE);
                            statement.setString(1, ReadBed.key(first));
                            statement.setString(2, ReadBed.key(first + ReadBed.rangeKeys(RANGE)));
                        });
    }

    private static String path(String filter) {
        return ApiClient.RECEIPTS + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }

    private static void requireRows(ApiClient api, String path, int rows) throws IOException {
        String body = api.get(path, HttpResponse.BodyHandlers.ofString()).body();
        int found = body.split("\"entity_key\"", -1).length - 1;
        if (found != rows) {
            throw new IllegalStateException("expected " + rows + " rows, found " + found + ": " + body);
        }
    }
}
