package yecai.bench.read;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import yecai.bench.report.BenchFolder;
import yecai.bench.report.BenchReport;
import yecai.bench.server.BenchHub;
import yecai.hub.demo.server.EmbeddedServer;

/**
 * What governance costs a reader: the same question asked of a published view by a reader whose scopes decide, and of the
 * view's own query over the bare tables, with a literal company filter, by a superuser whom no policy binds. They take
 * turns, the answers are compared, and the owner runs twice as a control.
 */
public final class ViewsBench {
    private static final int COMPANIES = 50;
    private static final String COST = "select source_period, element, count(*), sum(quantity), sum(amount_functional),"
            + " sum(amount_reporting) from %s as v where %s group by source_period, element order by source_period, element";
    private static final String AGING = "select customer, currency, not_due, d1_30, d31_60, d61_90, d91_180, d181_plus,"
            + " total from %s as v where %s order by customer, currency";
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_buffers", "512MB",
            "wal_level", "minimal",
            "max_wal_senders", "0",
            "max_wal_size", "8GB",
            "checkpoint_timeout", "30min",
            "fsync", "off",
            "work_mem", "32MB");

    private final PrintStream out;
    private final long entries;
    private final int rounds;
    private final BenchReport report = new BenchReport("views");

    private ViewsBench(PrintStream out, double scale, int rounds) {
        this.out = out;
        this.entries = Math.max(COMPANIES * 100L, Math.round(10_000_000 * scale));
        this.rounds = rounds;
    }

    /**
     * Runs it, prints a table and writes {@code views.json} into the folder.
     *
     * @param scale 1 for 10 million cost entries and 2 million receivable items
     * @param rounds how many pairs for each question
     */
    public static void run(PrintStream out, double scale, int rounds, Path results) {
        ViewsBench bench = new ViewsBench(out, scale, rounds);
        try {
            try (BenchFolder folder = BenchFolder.create();
                    EmbeddedServer server = EmbeddedServer.start("bench's", folder.resolve("hub"), 0, SETTINGS)) {
                BenchHub.create(server, "views");
                try (Connection hub = server.openAsAdmin("views")) {
                    bench.run(hub, results);
                }
            }
            bench.report.print(out);
            out.println("written: " + bench.report.write(results));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (SQLException problem) {
            throw new IllegalStateException("the benchmark failed: " + problem.getMessage(), problem);
        }
    }

    private void run(Connection hub, Path results) throws IOException, SQLException {
        report.setting("costEntries", entries);
        report.setting("receivableItems", entries / 5);
        report.setting("companies", COMPANIES);
        report.setting("rounds", rounds);
        report.setting("server", SETTINGS);
        ViewsData.fill(hub, entries, out);
        String ten = IntStream.rangeClosed(1, 10).mapToObj(n -> "'C" + n + "'").collect(Collectors.joining(", "));
        List<ViewsQuestion> cases = List.of(
                new ViewsQuestion(
                        "one", COST, "cost/cost_ledger", "bench_one", "company = 'C7'", entries / COMPANIES, 1),
                new ViewsQuestion(
                        "ten", COST, "cost/cost_ledger", "bench_ten", "company in (" + ten + ")", entries / 5, 1),
                new ViewsQuestion("all", COST, "cost/cost_ledger", "bench_all", "true", entries, 3),
                new ViewsQuestion(
                        "aging",
                        AGING,
                        "receivables/receivable_aging",
                        "bench_one",
                        "company = 'C7'",
                        entries / 5 / COMPANIES,
                        1));
        ViewsTurns turns = new ViewsTurns(hub, report);
        // one question after the other, since each leaves its own rows in memory
        for (ViewsQuestion one : cases) {
            long start = System.nanoTime();
            for (int round = 0; round <= rounds; round++) {
                turns.pair(one, round);
                turns.compare(cases);
                report.write(results);
            }
            out.printf("%-6s %d pairs in %d s%n", one.name(), rounds, (System.nanoTime() - start) / 1_000_000_000);
        }
    }
}
