package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.kills.CaptureProcess;

/** A capture with 256 MB of memory takes transactions that are far larger, and the hub's transaction stays whole. */
class MemoryIT {
    private static final int ROWS = Integer.getInteger("yecai.rows", 1_000_000);

    private ShopBed bed;
    private Path log;
    private Process process;

    @BeforeEach
    void open() throws Exception {
        bed = new ShopBed(ShopBed.SCHEMA, erp -> ShopBed.pack("shop"));
        log = Files.createTempFile("yecai-memory", ".log");
        bed.load();
        process = CaptureProcess.start(bed.settings(), "capture", log);
    }

    @AfterEach
    void close() throws Exception {
        process.destroyForcibly().waitFor();
        bed.close();
        Files.delete(log);
    }

    @Test
    void transactionOfAMillionRows_isAppliedWholeInLittleMemory() throws Exception {
        bed.erp("insert into client select n, 'client ' || n from generate_series(100, " + (ROWS + 99) + ") as n");
        String mirror = "select count(*) from " + bed.mirror() + ".client";
        bed.await("the million", () -> {
            assertThat(process.isAlive())
                    .as("the process, whose log is %s", read())
                    .isTrue();
            List<String> count = bed.hubRows(mirror);
            assertThat(count.get(0)).isIn("2", Integer.toString(ROWS + 2));
            return count.get(0).equals(Integer.toString(ROWS + 2));
        });

        // readers' position follows when it is derived as well
        bed.await(
                "the million as one transaction",
                () -> bed.hubRows("select transactions, events from hub.applied_batch order by batch desc limit 1")
                        .equals(List.of("1|" + ROWS)));
        assertThat(bed.hubRows("select count(*) from canon.customer")).containsExactly(Integer.toString(ROWS + 2));
    }

    @Test
    void rowsOfTenMegabytes_areAppliedInLittleMemory() throws Exception {
        bed.erp("""
                insert into orders select n, 'C9', 1, 'big', '2026-01-01', 'CNY',
                    (select string_agg(md5(n || '-' || i), '') from generate_series(1, 320000) as i)
                from generate_series(100, 107) as n
                """);
        bed.erp("update orders set number = 'unchanged note' where company = 'C9'");
        bed.erp("update orders set id = id + 100 where id between 100 and 103");
        bed.await("the large rows", () -> {
            assertThat(process.isAlive() && !read().contains("OutOfMemoryError"))
                    .as("the process, whose log is %s", read())
                    .isTrue();
            return bed.hubRows("select count(*) from " + bed.mirror() + ".orders where id >= 200")
                    .equals(List.of("4"));
        });

        assertThat(process.isAlive()).as("the process, whose log is %s", read()).isTrue();
        assertThat(bed.hubRows("select id, md5(note) from " + bed.mirror() + ".orders order by id"))
                .isEqualTo(bed.erpRows("select id, md5(note) from orders order by id"));
    }

    private String read() {
        try {
            return Files.readString(log);
        } catch (java.io.IOException e) {
            return e.getMessage();
        }
    }
}
