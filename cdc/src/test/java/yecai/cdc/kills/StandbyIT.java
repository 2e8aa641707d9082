package yecai.cdc.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.ShopBed;
import yecai.cdc.progress.Lsn;
import yecai.sql.Promise;
import yecai.sql.Waiting;

/**
 * Two processes for one source, under writers that never stop: one captures, the other stands by. The first is killed or paused, the
 * other takes over, and what the first does when it is woken again reaches neither the hub nor the slot.
 * {@code -Dyecai.takeovers=20} makes it longer, {@code -Dyecai.promises=true} holds each takeover to its ten seconds.
 */
class StandbyIT {
    private static final Logger LOG = LoggerFactory.getLogger(StandbyIT.class);
    private static final int TAKEOVERS = Integer.getInteger("yecai.takeovers", 2);
    private static final Duration PROMISED = Duration.ofSeconds(10);

    private static final String HOLDER = "select hub.holder(source, '%s') from hub.source";

    private final List<Process> processes = new ArrayList<>();
    private final List<Double> seconds = new ArrayList<>();
    private ShopBed bed;
    private Path log;
    private Process lead;
    private Process standby;

    @BeforeEach
    void open() throws Exception {
        log = Files.createTempFile("yecai-standby", ".log");
        bed = new ShopBed();
        bed.load();
    }

    @AfterEach
    void close() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly();
            process.waitFor();
        }
        bed.close();
        Files.deleteIfExists(log);
    }

    @Test
    void standby_takesOverFromAKilledProcess_andNothingIsLostOrDoubled() throws Exception {
        long before = clients();
        lead = start("standby");
        awaitLead(0);
        standby = start("standby");
        try (ShopWriters writers = new ShopWriters(bed, 2, 1)) {
            for (int i = 0; i < TAKEOVERS; i++) {
                awaitStandby();
                long epoch = epoch();
                lead.destroyForcibly();
                awaitTakeover(epoch, "kill");
                lead.waitFor();
                lead = standby;
                standby = start("standby");
            }
        }
        requireExactlyOnce(before);
    }

    @Test
    void standby_takesOverFromAPausedProcess_whichWokenWritesNothingAndStandsByItself() throws Exception {
        long before = clients();
        lead = start("standby");
        awaitLead(0);
        standby = start("standby");
        try (ShopWriters writers = new ShopWriters(bed, 2, 2)) {
            for (int i = 0; i < TAKEOVERS; i++) {
                awaitStandby();
                long epoch = epoch();
                signal(lead, "STOP");
                awaitTakeover(epoch, "pause");
                String reader = slot("active_pid");
                String session = session();
                signal(lead, "CONT");
                awaitStandby();
                // the slot, the writing session and the lead are still those of the process that took over
                assertThat(slot("active_pid")).isEqualTo(reader);
                assertThat(session()).isEqualTo(session);
                assertThat(epoch()).isEqualTo(epoch + 1);
                // what is acknowledged at the ERP is never more than what the hub holds
                assertThat(Lsn.parse(slot("confirmed_flush_lsn"))).isLessThanOrEqualTo(position());
                assertThat(bed.hubRows("select state from hub.source")).containsExactly("streaming");
                Process woken = lead;
                lead = standby;
                standby = woken;
            }
        }
        requireExactlyOnce(before);
    }

    @Test
    void processWithoutStandby_endsWhenItIsWokenAndAnotherHasTakenOver() throws Exception {
        lead = start("capture");
        awaitLead(0);
        standby = start("standby");
        awaitStandby();
        bed.erp("insert into client values (100, 'before')");
        bed.awaitApplied();
        long epoch = epoch();
        signal(lead, "STOP");
        bed.erp("insert into client values (101, 'while it is paused')");
        awaitTakeover(epoch, "pause");
        bed.awaitApplied();
        signal(lead, "CONT");

        assertThat(lead.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(lead.exitValue()).isNotZero();
        assertThat(Files.readString(log)).contains("is already being captured by yecai capture");
        assertThat(bed.hubRows("select state, applied_transactions from hub.source"))
                .containsExactly("streaming|2");
        bed.erp("insert into client values (102, 'after')");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
    }

    private Process start(String command) throws IOException {
        Process process = CaptureProcess.start(bed.settings(), command, log);
        processes.add(process);
        return process;
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    private void awaitLead(long epoch) throws SQLException {
        bed.await(
                "a process to capture",
                () -> bed.hubRows("select state = 'streaming' and epoch > " + epoch + " from hub.source")
                        .equals(List.of("t")));
    }

    private void awaitStandby() throws SQLException {
        bed.await(
                "a process to stand by",
                () -> bed.hubRows(HOLDER.formatted("standby")).get(0).startsWith("yecai standby"));
        assertThat(bed.hubRows(HOLDER.formatted("lead")).get(0)).startsWith("yecai capture");
    }

    /** Until another process has committed what the ERP committed after the first one's end. */
    private void awaitTakeover(long epoch, String what) throws Exception {
        long start = System.nanoTime();
        String now = bed.erpRows("select pg_current_wal_insert_lsn()").get(0);
        try {
            bed.await(
                    "another process to commit",
                    () -> bed.hubRows("select epoch > " + epoch + " and position >= '" + now + "' from hub.source")
                            .equals(List.of("t")));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; the processes said: " + Files.readString(log), e);
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        seconds.add(taken.toMillis() / 1000.0);
        Promise.within(PROMISED, "takeover " + seconds.size() + ", after a " + what + ",", taken);
    }

    private void requireExactlyOnce(long before) throws SQLException {
        bed.awaitApplied();
        Collections.sort(seconds);
        LOG.info(
                "{} takeovers: median {} s, longest {} s",
                seconds.size(),
                seconds.get(seconds.size() / 2),
                seconds.get(seconds.size() - 1));
        assertThat(bed.differences()).isEmpty();
        assertThat(bed.hubRows("select applied_transactions from hub.source"))
                .containsExactly(Long.toString(clients() - before));
        assertThat(bed.hubRows("select count(*) from canon.sales_order"))
                .isEqualTo(bed.erpRows("select count(*) from orders"));
    }

    private long epoch() throws SQLException {
        return Long.parseLong(bed.hubRows("select epoch from hub.source").get(0));
    }

    private long position() throws SQLException {
        return Lsn.parse(bed.hubRows("select position from hub.source").get(0));
    }

    private String slot(String column) throws SQLException {
        return bed.erpRows("select " + column + " from pg_replication_slots where slot_name = '"
                        + bed.settings().slot() + "'")
                .get(0);
    }

    private String session() throws SQLException {
        return bed.hubRows("select process, started_at from hub.hold where purpose = 'capture'")
                .get(0);
    }

    private long clients() throws SQLException {
        return Long.parseLong(bed.erpRows("select count(*) from client").get(0));
    }
}
