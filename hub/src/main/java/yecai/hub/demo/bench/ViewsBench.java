package yecai.hub.demo.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import yecai.hub.demo.EmbeddedServer;

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

    /**
     * A question, the reader who asks it and the literal filter that says the same.
     *
     * @param control the owner runs again in one of so many rounds
     */
    private record Case(
            String name, String question, String view, String reader, String filter, long rows, int control) {}

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
        fill(hub);
        String ten = IntStream.rangeClosed(1, 10).mapToObj(n -> "'C" + n + "'").collect(Collectors.joining(", "));
        List<Case> cases = List.of(
                new Case("one", COST, "cost_ledger", "bench_one", "company = 'C7'", entries / COMPANIES, 1),
                new Case("ten", COST, "cost_ledger", "bench_ten", "company in (" + ten + ")", entries / 5, 1),
                new Case("all", COST, "cost_ledger", "bench_all", "true", entries, 3),
                new Case(
                        "aging", AGING, "receivable_aging", "bench_one", "company = 'C7'", entries / 5 / COMPANIES, 1));
        // one question after the other, since each leaves its own rows in memory
        for (Case one : cases) {
            long start = System.nanoTime();
            for (int round = 0; round <= rounds; round++) {
                pair(hub, one, round);
                compare(cases);
                report.write(results);
            }
            out.printf("%-6s %d pairs in %d s%n", one.name(), rounds, (System.nanoTime() - start) / 1_000_000_000);
        }
    }

    private void compare(List<Case> cases) {
        for (Case one : cases) {
            report.ratio(one.name(), one.name() + ", owner", one.name() + ", governed");
        }
        for (Case one : cases) {
            report.ratio(one.name() + " A/A", one.name() + ", owner", one.name() + ", owner again");
        }
    }

    /** The first round warms up and is not counted; governed and owner change places from round to round. */
    private void pair(Connection hub, Case one, int round) throws SQLException {
        String bare = "(" + query(one.view()) + ")";
        String owner = one.question().formatted(bare, one.filter());
        String governed = one.question().formatted("finance." + one.view(), "true");
        String expected;
        String found;
        if (round % 2 == 0) {
            expected = timed(hub, one, ", owner", "none", owner, round);
            found = timed(hub, one, ", governed", one.reader(), governed, round);
        } else {
            found = timed(hub, one, ", governed", one.reader(), governed, round);
            expected = timed(hub, one, ", owner", "none", owner, round);
        }
        if (round > 0 && (round - 1) % one.control() == 0) {
            timed(hub, one, ", owner again", "none", owner, round);
        }
        if (!expected.equals(found)) {
            throw new IllegalStateException("question " + one.name() + ": the reader's answer is not the owner's");
        }
    }

    private String timed(Connection hub, Case one, String who, String role, String sql, int round) throws SQLException {
        BenchHub.execute(hub, "set role " + role);
        StringBuilder answer = new StringBuilder();
        long start = System.nanoTime();
        try (Statement statement = hub.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    answer.append(rows.getString(column)).append('|');
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        BenchHub.execute(hub, "reset role");
        if (answer.isEmpty()) {
            throw new IllegalStateException("question " + one.name() + who + ": no rows");
        }
        if (round > 0) {
            report.add(new Measurement(one.name() + who, round, one.rows(), seconds));
        }
        return answer.toString();
    }

    private void fill(Connection hub) throws SQLException {
        long start = System.nanoTime();
        hub.setAutoCommit(false);
        BenchHub.execute(
                hub, script().replace(":entries", Long.toString(entries)).split("\n\n"));
        hub.commit();
        hub.setAutoCommit(true);
        BenchHub.execute(
                hub,
                "vacuum (analyze) canon.cost_entry, canon.receivable_item, canon.exchange_rate, canon.material,"
                        + " canon.customer, hub.scope");
        out.printf("%,d cost entries in %d s%n", entries, (System.nanoTime() - start) / 1_000_000_000);
    }

    private static String script() {
        return resource("/yecai/bench/views.sql");
    }

    private static String query(String view) {
        return resource("/yecai/views/finance/" + view + ".sql").strip();
    }

    private static String resource(String path) {
        try (InputStream stream = ViewsBench.class.getResourceAsStream(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
