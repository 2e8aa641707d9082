package yecai.cdc.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.cdc.ShopBed;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.kills.CaptureProcess;
import yecai.sql.Promise;

/**
 * A code that many documents have is changed while the ERP goes on: with whole documents, without holding up the capture, and whatever
 * ends in the middle of it. {@code -Dyecai.code.rows=100000 -Dyecai.code.pace=200} changes that many rows beside that many
 * transactions a second.
 */
final class CodeChangeIT {
    /** Rows of orders and of their lines together. */
    private static final int ROWS = Integer.getInteger("yecai.code.rows", 8_000);

    private static final int PACE = Integer.getInteger("yecai.code.pace", 50);

    @TempDir
    private Path folder;

    private ShopBed shop;
    private String source;

    @BeforeEach
    void load() throws SQLException {
        shop = new ShopBed();
        source = shop.settings().source();
        shop.erp(
                "insert into orders select n, 'C1', 1 + n % 2, 'S-' || n, '2026-01-01', 'CNY', null, null from generate_series(100, "
                        + (100 + ROWS - 1) + ") as n;\n"
                        + "insert into \"order-line\" select n, 1, 1, 10, null from generate_series(100, "
                        + (100 + ROWS - 1) + ") as n");
        shop.load();
    }

    @AfterEach
    void close() throws SQLException {
        shop.close();
    }

    @Test
    void whileTransactionsGoOn_noReaderSeesHalfOfADocument_andTheLagStaysSmall() throws Exception {
        shop.capture();
        // it has begun to read the log
        shop.awaitApplied();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicLong looks = new AtomicLong();
        Thread writer = new Thread(() -> guarded(failure, this::write), "writer");
        Thread reader = new Thread(() -> guarded(failure, () -> read(looks)), "reader");
        writer.start();
        reader.start();
        long before = batches();
        String plain = evaluation();
        map("K0001");
        shop.await("changed codes are in all rows", () -> open() == 0);
        Thread.State state = writer.getState();
        writer.interrupt();
        reader.interrupt();
        writer.join();
        reader.join();
        assertThat(failure.get()).isNull();
        assertThat(state).isNotEqualTo(Thread.State.TERMINATED);
        shop.awaitApplied();

        assertThat(looks.get()).as("looks of the reader").isPositive();
        assertThat(shop.hubRows("select planned_keys >= " + ROWS + " from hub.code_change"))
                .containsExactly("t");
        assertThat(shop.hubRows("select count(*) from canon.sales_order where customer = 'Ada'"))
                .containsExactly("0");
        assertThat(shop.hubRows("select count(*) from canon.sales_order_line where customer = 'Ada'"))
                .containsExactly("0");
        List<String> lag =
                shop.hubRows("select percentile_cont(array[0.5, 0.99]) within group (order by extract(epoch from"
                        + " applied_at - first_committed_at))::text, count(*), sum(transactions) from hub.applied_batch where batch > "
                        + before);
        System.out.printf(
                "changed %d rows beside %d transactions/s: %s (lag p50 and p99, batches, transactions), in %s s%n",
                ROWS,
                PACE,
                lag,
                shop.hubRows("select extract(epoch from done_at - adopted_at)::numeric(9, 2) from hub.code_change"));
        System.out.printf("evaluating the lines: %s; with a kind of codes looked up: %s%n", plain, evaluation());
        Promise.within(
                Duration.ofSeconds(1), "99 of 100 transactions beside a change of codes", Duration.ofMillis((long) (1000
                        * Double.parseDouble(shop.hubRows(
                                        "select percentile_cont(0.99) within group (order by extract(epoch from applied_at - first_committed_at))"
                                                + " from hub.applied_batch where batch > " + before)
                                .get(0)))));
        shop.stopCapture();
        assertThat(new Check(shop.settings()).run(CheckOptions.defaults()).differences())
                .isEmpty();
    }

    @Test
    void whatIsKilledInTheMiddle_goesOnWhereItWas() throws Exception {
        Path log = folder.resolve("capture.log");
        map("K0001");
        Process process = CaptureProcess.start(shop.settings(), "capture", log);
        try {
            shop.await("some keys are derived again", () -> {
                assertThat(process.isAlive()).as("%s", log).isTrue();
                return !shop.hubRows("select from canon.sales_order where customer = 'K0001' limit 1")
                        .isEmpty();
            });
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        shop.await(
                "the process's sessions to end",
                () -> shop.hubRows("select from pg_stat_activity where application_name like 'yecai capture%'")
                        .isEmpty());
        assertThat(Long.parseLong(
                        shop.hubRows("select count(*) from hub.code_key").get(0)))
                .as("keys that are left: %s", Files.readString(log))
                .isPositive();
        shop.capture();
        for (int i = 0; i < 3 && open() > 0; i++) {
            String left = keys();
            shop.await("another batch is derived", () -> open() == 0 || !keys().equals(left));
            shop.hub(
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'yecai capture%'"
                            + " or application_name like 'yecai codes%'");
        }
        shop.await("changed codes are in all rows", () -> open() == 0);
        shop.stopCapture();
        assertThat(shop.hubRows("select count(*) from canon.sales_order where customer = 'Ada'"))
                .containsExactly("0");
        assertThat(new Check(shop.settings()).run(CheckOptions.defaults()).differences())
                .isEmpty();
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void guarded(AtomicReference<Throwable> failure, Work work) {
        try {
            work.run();
        } catch (Exception | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private void write() throws SQLException {
        try (Connection erp = shop.openErp();
                Statement statement = erp.createStatement()) {
            long next = System.nanoTime();
            for (int n = 10_000_000; !Thread.currentThread().isInterrupted(); n++) {
                statement.execute("insert into orders values (" + n + ", 'C1', 1, 'W-" + n
                        + "', '2026-01-02', 'CNY', null, null); insert into \"order-line\" values (" + n
                        + ", 1, 1, 1, null)");
                next += 1_000_000_000L / PACE;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    /** Documents whose head and line have two customers: there must never be one. */
    private void read(AtomicLong looks) throws SQLException {
        Random random = new Random(1);
        try (Connection hub = shop.openHub();
                Statement statement = hub.createStatement()) {
            while (!Thread.currentThread().isInterrupted()) {
                int from = 100 + random.nextInt(Math.max(1, ROWS - 500));
                try (ResultSet row = statement.executeQuery("select count(*) from canon.sales_order as o"
                        + " inner join canon.sales_order_line as l on l.source = o.source and l.entity_key = o.entity_key || ':1'"
                        + " where o.source = '" + source
                        + "' and o.entity_key = any(array(select n::text from generate_series("
                        + from + ", " + (from + 500) + ") as n)) and o.customer <> l.customer")) {
                    row.next();
                    assertThat(row.getLong(1)).as("documents seen by half").isZero();
                }
                looks.incrementAndGet();
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    /** How long the mapping of lines takes for all of them. */
    private String evaluation() throws SQLException {
        List<String> plan = shop.hubRows(
                "explain (analyze, timing off) select * from " + shop.settings().mapSchema() + ".sales_order_line");
        return plan.get(plan.size() - 1);
    }

    private void map(String code) throws SQLException {
        new Controller(shop)
                .write("finance.map_code('customer', '" + source + "', 'Ada', '" + code + "', null, 'test', '" + code
                        + "')");
    }

    private String keys() throws SQLException {
        return shop.hubRows("select count(*) from hub.code_key").get(0);
    }

    private long batches() throws SQLException {
        return Long.parseLong(shop.hubRows("select coalesce(max(batch), 0) from hub.applied_batch")
                .get(0));
    }

    private long open() throws SQLException {
        return Long.parseLong(shop.hubRows("select count(*) from hub.code_change where done_at is null")
                .get(0));
    }
}
