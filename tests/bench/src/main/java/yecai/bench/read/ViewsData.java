package yecai.bench.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import yecai.bench.server.BenchHub;
import yecai.sql.view.ViewQuery;

/** What {@link ViewsBench} reads: generated rows, and the published views' own queries. */
final class ViewsData {
    private ViewsData() {}

    static void fill(Connection hub, long entries, PrintStream out) throws SQLException {
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

    /** The query of a published view. */
    static String query(String view) {
        return ViewQuery.whole("finance/" + view).strip();
    }

    private static String resource(String path) {
        try (InputStream stream = ViewsData.class.getResourceAsStream(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
