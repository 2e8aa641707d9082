package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.progress.Lsn;
import yecai.sql.Waiting;

/** Where reading starts again after a stop: nothing is lost and nothing comes twice. */
class PositionIT {
    private static final String SCHEMA = """
            create table entry (writer integer, n integer, note text, primary key (writer, n));
            create table total (writer integer primary key, entries integer not null);
            """;

    private ShopBed bed;

    @BeforeEach
    void open() throws SQLException {
        bed = ShopBed.capturingAll(SCHEMA, "public");
        bed.load();
    }

    @AfterEach
    void close() throws SQLException {
        bed.close();
    }

    @Test
    void restartAtACommit_deliversAllOfATransactionThatWasOpenThere() throws SQLException {
        bed.capture();
        try (Connection second = bed.openErp();
                Statement two = second.createStatement()) {
            second.setAutoCommit(false);
            two.execute("insert into entry values (2, 1), (2, 2)");
            bed.erp("insert into entry values (1, 1)");
            bed.await("the first transaction", () -> entries().equals(List.of("1|1")));
            bed.stopCapture();
            two.execute("insert into entry values (2, 3), (2, 4)");
            second.commit();
        }
        bed.capture();
        bed.awaitApplied();

        assertThat(entries()).containsExactly("1|1", "2|1", "2|2", "2|3", "2|4");
        assertThat(bed.hubRows("select applied_transactions, applied_events from hub.source"))
                .containsExactly("2|5");
    }

    @Test
    void restartAtEveryEnd_ofInterleavedTransactions_losesAndDoublesNothing() throws SQLException {
        int transactions = 6;
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            Connection connection = bed.openErp();
            connection.setAutoCommit(false);
            open.add(connection);
            run(connection, "insert into entry values (" + i + ", 1)");
        }
        List<Long> ends = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            for (int j = i; j < transactions; j++) {
                run(open.get(j), "insert into entry values (" + j + ", " + (2 + i) + ")");
            }
            open.get(i).commit();
            open.get(i).close();
        }
        long applied = 0;
        for (int restart = 0; restart < 3 * transactions && applied < transactions; restart++) {
            Capture capture = bed.capture();
            long before = applied;
            bed.await("one more transaction", () -> appliedTransactions() > before);
            capture.close();
            applied = appliedTransactions();
            ends.add(Lsn.parse(bed.hubRows("select position from hub.source").get(0)));
        }

        assertThat(ends).isSorted();
        assertThat(bed.differences()).isEmpty();
        assertThat(bed.hubRows("select applied_transactions, applied_events from hub.source"))
                .containsExactly("6|27");
    }

    @Test
    void restartsAtRandom_underSeveralWriters_loseAndDoubleNothing() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(4);
        List<Future<Integer>> committed = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            int self = writer;
            committed.add(writers.submit(() -> write(self, stop)));
        }
        Random random = new Random(7);
        for (int restart = 0; restart < 12; restart++) {
            bed.capture();
            TimeUnit.MILLISECONDS.sleep(150 + random.nextInt(250));
            bed.stopCapture();
        }
        bed.await("more than a hundred transactions", () -> erpTransactions() > 100);
        stop.set(true);
        int transactions = 0;
        for (Future<Integer> writer : committed) {
            transactions += writer.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        writers.shutdown();
        bed.capture();
        bed.awaitApplied();

        assertThat(bed.differences()).isEmpty();
        assertThat(appliedTransactions()).isEqualTo(transactions).isGreaterThan(100);
        assertThat(bed.hubRows("select applied_events - (select count(*) from " + bed.mirror()
                        + ".entry) - (select sum(entries) from " + bed.mirror() + ".total) from hub.source"))
                .containsExactly("0");
    }

    /** Writes transactions of two to nine rows, with a pause inside, and returns how many. */
    private int write(int writer, AtomicBoolean stop) throws Exception {
        Random random = new Random(writer);
        int n = 0;
        int transactions = 0;
        try (Connection connection = bed.openErp()) {
            connection.setAutoCommit(false);
            while (!stop.get()) {
                int rows = 1 + random.nextInt(8);
                for (int i = 0; i < rows; i++) {
                    run(connection, "insert into entry values (" + writer + ", " + n++ + ")");
                    TimeUnit.MICROSECONDS.sleep(random.nextInt(2_000));
                }
                run(
                        connection,
                        "insert into total values (" + writer
                                + ", 1) on conflict (writer) do update set entries = total.entries + 1");
                connection.commit();
                transactions++;
            }
        }
        return transactions;
    }

    private long erpTransactions() throws SQLException {
        return Long.parseLong(
                bed.erpRows("select coalesce(sum(entries), 0) from total").get(0));
    }

    private long appliedTransactions() throws SQLException {
        return Long.parseLong(
                bed.hubRows("select applied_transactions from hub.source").get(0));
    }

    private List<String> entries() throws SQLException {
        return bed.hubRows("select writer, n from " + bed.mirror() + ".entry order by 1, 2");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
