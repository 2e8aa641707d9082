package yecai.cdc.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.cdc.ShopBed;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.parked.ParkedRetry;
import yecai.sql.error.YecaiException;

/**
 * Batches that are derived on a session of their own: what dies between the commit of the mirrors and that of the canonical rows costs
 * nothing, and nobody sees a transaction before all of it is there. {@code -Dyecai.apart.kills=100} makes it longer.
 */
final class ApartIT {
    private static final int KILLS = Integer.getInteger("yecai.apart.kills", 32);
    private static final int ROWS = 50;

    @TempDir
    private Path folder;

    private ShopBed bed;
    private Process process;
    private int written;

    private enum Victim {
        DERIVING_SESSION("application_name like '%: derive'"),
        WRITING_SESSION("application_name not like '%: %'"),
        BOTH_SESSIONS("true"),
        PROCESS("");

        private final String condition;

        Victim(String condition) {
            this.condition = condition;
        }
    }

    @BeforeEach
    void open() throws SQLException {
        bed = new ShopBed();
        bed.load();
    }

    @AfterEach
    void close() throws Exception {
        endProcess();
        bed.close();
    }

    @Test
    void killsBetweenTheTwoCommits_loseNothingAndDoubleNothing() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            Victim victim = Victim.values()[kill % Victim.values().length];
            if (victim == Victim.PROCESS) {
                bed.stopCapture();
                process = CaptureProcess.start(bed.settings(), "capture", folder.resolve("log"));
                bed.await(
                        "it captures",
                        () -> bed.hubRows("select state from hub.source").contains("streaming"));
            } else if (kill == 0) {
                bed.capture();
                bed.awaitApplied();
            }
            try (Connection blocker = bed.openHub()) {
                block(blocker);
                write();
                awaitUnderived();
                // not sooner: until the batch comes, the position follows the marks that the capture writes into the
                // ERP's log
                String position = position();
                // the next one is written meanwhile, and waits for its turn
                write();
                assertThat(position()).isEqualTo(position);
                assertThat(bed.hubRows("select u.last_position > s.position from hub.underived as u"
                                + " inner join hub.source as s on s.source = u.source"))
                        .containsExactly("t");
                assertThat(canonical()).isEqualTo(written - 2 * ROWS);
                assertThat(bed.hubRows("select count(*) from " + bed.mirror() + ".orders where id >= 1000000"))
                        .containsExactly(Integer.toString(written - ROWS));
                strike(victim);
                blocker.rollback();
            }
            if (victim == Victim.PROCESS) {
                awaitEndOfItsSessions();
                bed.capture();
            }
            bed.awaitApplied();
            assertThat(canonical()).as("after kill %s, %s", kill, victim).isEqualTo(written);
            assertThat(bed.differences()).isEmpty();
            assertThat(bed.hubRows("select count(*) from hub.underived_key")).containsExactly("0");
            assertThat(bed.hubRows("select applied_transactions, applied_events from hub.source"))
                    .containsExactly(written / ROWS + "|" + written);
        }
    }

    @Test
    void whatIsLeftBehind_isDerivedByWhoeverWritesTheSourceNext_andNotChecked() throws Exception {
        process = CaptureProcess.start(bed.settings(), "capture", folder.resolve("log"));
        bed.await(
                "it captures", () -> bed.hubRows("select state from hub.source").contains("streaming"));
        try (Connection blocker = bed.openHub()) {
            block(blocker);
            write();
            awaitUnderived();
            endProcess();
            blocker.rollback();
        }
        awaitEndOfItsSessions();
        assertThat(canonical()).isZero();
        assertThatThrownBy(() -> new Check(bed.settings()).run(CheckOptions.defaults()))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("between writing changes and deriving from them");
        new ParkedRetry(bed.settings()).run(Optional.empty(), Optional.empty());
        assertThat(canonical()).isEqualTo(written);
        assertThat(new Check(bed.settings()).run(CheckOptions.defaults()).passed())
                .isTrue();
    }

    @Test
    void whatOneSessionParks_isReleasedByTheOther() throws Exception {
        bed.capture();
        String lines = "select n, 1, 1, 7, null from generate_series(2000001, 2000050) as n";
        bed.erp("insert into orders (id, company, customer, currency) select n, 'C1', 1, 'CNY'"
                + " from generate_series(2000001, 2000050) as n; insert into \"order-line\" " + lines
                + "; update \"order-line\" set quantity = 'NaN' where order_id = 2000050");
        bed.awaitApplied();
        assertThat(parked()).containsExactly("2000050");
        bed.erp("update \"order-line\" set quantity = 2 where order_id = 2000050");
        bed.awaitApplied();
        assertThat(parked()).isEmpty();
        bed.erp("update \"order-line\" set quantity = 'NaN' where order_id = 2000049");
        bed.awaitApplied();
        assertThat(parked()).containsExactly("2000049");
        bed.erp("update \"order-line\" set quantity = 3 where order_id > 2000000");
        bed.awaitApplied();
        assertThat(parked()).isEmpty();
        assertThat(bed.hubRows("select count(*), sum(net) from canon.sales_order where entity_key::bigint > 2000000"))
                .containsExactly("50|1050.0000");
    }

    private List<String> parked() throws SQLException {
        return bed.hubRows("select distinct derive_key from hub.parked");
    }

    private void write() throws SQLException {
        int first = 1_000_000 + written;
        bed.erp("insert into orders (id, company, customer, currency) select n, 'C1', 1, 'CNY' from generate_series("
                + first + ", " + (first + ROWS - 1) + ") as n");
        written += ROWS;
    }

    private void block(Connection blocker) throws SQLException {
        blocker.setAutoCommit(false);
        try (Statement statement = blocker.createStatement()) {
            statement.execute("lock table canon.sales_order in share mode");
        }
    }

    private void awaitUnderived() throws SQLException {
        bed.await(
                "a batch that is in the mirrors only, and waits",
                () -> bed.hubRows("select count(*) from hub.underived").equals(List.of("1"))
                        && bed.hubRows(
                                        "select count(*) > 0 from pg_stat_activity where application_name like 'yecai capture%: derive'"
                                                + " and wait_event_type = 'Lock'")
                                .equals(List.of("t")));
    }

    private void strike(Victim victim) throws Exception {
        if (victim == Victim.PROCESS) {
            endProcess();
            return;
        }
        assertThat(bed.hubRows("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where application_name like 'yecai capture "
                        + bed.settings().source() + "%'"
                        + " and application_name not like '%: lead' and " + victim.condition))
                .isNotEqualTo(List.of("0"));
    }

    private void awaitEndOfItsSessions() throws SQLException {
        String sessions = "select from pg_stat_activity where application_name like 'yecai capture "
                + bed.settings().source() + "%'";
        bed.await(
                "the sessions of the process to end",
                () -> bed.hubRows(sessions).isEmpty());
    }

    private void endProcess() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
            process = null;
        }
    }

    private String position() throws SQLException {
        return bed.hubRows("select position from hub.source").get(0);
    }

    private int canonical() throws SQLException {
        return Integer.parseInt(bed.hubRows(
                        "select count(*) from canon.sales_order where entity_key::bigint between 1000000 and 1999999")
                .get(0));
    }
}
