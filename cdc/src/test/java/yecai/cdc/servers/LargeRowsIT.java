package yecai.cdc.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.ShopBed;
import yecai.cdc.kills.CaptureProcess;
import yecai.sql.Waiting;

/** What users of the ERP write there, however large, ends no process of the hub with 256 MB of memory. */
class LargeRowsIT {
    private static final String NOTE = "repeat('x', 304 * 1024 * 1024)";

    private ShopBed bed;
    private Path log;
    private Process process;

    @BeforeEach
    void open() throws SQLException, IOException {
        bed = new ShopBed();
        log = Files.createTempFile("yecai-large-rows", ".log");
    }

    @AfterEach
    void close() throws SQLException, IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        bed.close();
        Files.delete(log);
    }

    private void capture() throws SQLException, IOException {
        bed.load();
        process = CaptureProcess.start(bed.settings(), "capture", log);
        bed.await(
                "the capture to run",
                () -> bed.hubRows("select state from hub.source").contains("streaming"));
    }

    private void assertFlows(int id) throws SQLException {
        bed.erp("insert into client values (" + id + ", 'after it')");
        bed.await("client " + id, () -> {
            assertThat(process.isAlive() && !read().contains("OutOfMemoryError"))
                    .as("the process, whose log is %s", read())
                    .isTrue();
            return !bed.hubRows("select id from " + bed.mirror() + ".client where id = " + id)
                    .isEmpty();
        });
    }

    private String ordersState() throws SQLException {
        return bed.hubRows("select table_state, table_state_detail from hub.source_table where source_table = 'orders'")
                .get(0);
    }

    private String read() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any login may write them. */
    @Test
    void messagesOfOtherUsers_areNeverSentToTheHub() throws Exception {
        capture();
        bed.erp("create role intruder" + bed.settings().source());
        bed.erp("set role intruder" + bed.settings().source()
                + "; select pg_logical_emit_message(true, 'yecai', repeat('y', 600 * 1024 * 1024))");
        assertFlows(50);
        bed.erp("set role intruder" + bed.settings().source()
                + "; select count(pg_logical_emit_message(false, 'yecai', 'y')) from generate_series(1, 3000000)");
        assertFlows(51);

        bed.erp("drop role intruder" + bed.settings().source());
        assertThat(bed.hubRows("select restarts from hub.source")).containsExactly("0");
    }

    @Test
    void hugeValue_pausesItsTableWithTheReason_andTheOthersFlow() throws Exception {
        capture();
        bed.erp(
                "begin; insert into client values (60, 'with it'); insert into orders (id, company, note) values (600, 'C1', "
                        + NOTE + "); commit");
        assertFlows(61);

        assertThat(ordersState())
                .startsWith("stopped|a row of 304 MB is larger than the 16 MB")
                .contains("yecai load --again public.orders");
        assertThat(bed.hubRows("select count(*) from " + bed.mirror() + ".client where id in (60, 61)"))
                .containsExactly("2");

        bed.erp("update orders set note = note || 'y' where id = 600; delete from orders where id = 600;");
        assertFlows(62);
    }

    @Test
    void hugeValueInAFirstCopy_costsItsTableOnly() throws Exception {
        bed.erp("insert into orders (id, company, note) values (600, 'C1', " + NOTE + ")");
        process = CaptureProcess.start(bed.settings(), "load", log);

        assertThat(process.waitFor(Waiting.PATIENCE.toMinutes(), TimeUnit.MINUTES))
                .isTrue();
        assertThat(process.exitValue()).as("the load, whose log is %s", read()).isZero();
        assertThat(ordersState())
                .startsWith("stopped|table public.orders cannot be copied: a row is larger than the 16 MB");
        assertThat(bed.hubRows("select count(*) from " + bed.mirror() + ".client"))
                .containsExactly("2");
        assertThat(bed.hubRows("select count(*) from " + bed.mirror() + ".orders"))
                .containsExactly("0");
        process = CaptureProcess.start(bed.settings(), "capture", log);
        assertFlows(63);
    }
}
