package yecai.cdc.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.reconcile.NewSlotRepair;
import yecai.cdc.reconcile.ReconcileReport;
import yecai.sql.connection.FreePort;

/**
 * Servers whose files were put back, and slots that are gone: refused with what happened, repaired by a comparison, and followed
 * from there. Each test leaves hub and ERP equal, so that all share two servers.
 */
class RestoreIT {
    private static final String ROWS = "insert into client select n, 'client ' || n from generate_series(3, 3000) as n;"
            + " insert into orders select n, 'C' || n % 3, 1 + n % 20, 'S-' || n, '2026-01-05', 'CNY' from generate_series(100, 1000) as n;";

    private static FolderServer erp;
    private static FolderServer hub;
    private static ShopBed bed;

    @BeforeAll
    static void open() throws Exception {
        erp = FolderServer.create(FreePort.find(), Map.of());
        hub = FolderServer.create(FreePort.find(), Map.of());
        bed = new ShopBed(ShopBed.SCHEMA + ROWS, source -> ShopBed.pack("shop"), erp, hub);
        bed.load();
    }

    @AfterAll
    static void close() throws SQLException {
        bed.close();
        erp.close();
        hub.close();
    }

    /** Changes 5 rows of clients, deletes one, and inserts one with the number. */
    private static void write(int number) throws SQLException {
        bed.erp("update client set name = 'by " + number + "' where id between " + number + " and " + (number + 4)
                + "; delete from client where id = " + (number + 5) + "; insert into client values ("
                + (10_000 + number)
                + ", 'new'); update orders set currency = 'EUR' where id = " + (100 + number));
    }

    private static String position() throws SQLException {
        return bed.hubRows("select position from hub.source").get(0);
    }

    /** Captures until the hub has everything and the ERP knows it. */
    private static void captureAll() throws SQLException {
        bed.capture();
        bed.awaitApplied();
        String position = position();
        bed.await(
                "the slot is at the hub's position",
                () -> bed.erpRows("select confirmed_flush_lsn >= '" + position
                                + "' from pg_replication_slots where slot_name = '"
                                + bed.settings().slot() + "'")
                        .equals(List.of("t")));
        bed.stopCapture();
    }

    private static void assertRefusedAndRepaired(long differences, String... words) throws SQLException {
        assertThat(refusedAndRepaired(words)).isEqualTo(differences);
    }

    /** Returns how many rows differed. */
    private static long refusedAndRepaired(String... words) throws SQLException {
        List<String> before = bed.hubRows("select log_epoch, loaded_at from hub.source");
        int epoch = Integer.parseInt(before.get(0).split("\\|")[0]);
        assertThatThrownBy(bed::capture)
                .hasMessageContainingAll(words)
                .hasMessageContaining("yecai reconcile --new-slot");

        ReconcileReport report = new NewSlotRepair(bed.settings()).run(ShopBed.reconcileOptions(), LoadProgress.SILENT);

        assertThat(report.isEqual()).isTrue();
        assertThat(bed.differences()).isEmpty();
        assertThat(bed.hubRows("select log_epoch, loaded_at from hub.source"))
                .containsExactly(before.get(0).replaceFirst("^\\d+", Integer.toString(epoch + 1)));
        assertThat(bed.hubRows("select detail ->> 'epoch', detail ->> 'reason' from hub.audit where action = 'epoch'"
                        + " order by audit desc limit 1"))
                .singleElement()
                .asString()
                .startsWith((epoch + 1) + "|")
                .contains(words);
        bed.capture();
        bed.erp("update client set name = name || '!' where id < 100");
        bed.awaitApplied();
        bed.stopCapture();
        assertThat(bed.differences()).isEmpty();
        return report.tables().stream().mapToLong(table -> table.differences()).sum();
    }

    @Test
    void hubThatWasRestored_isBehindTheSlot() throws Exception {
        Path backup = hub.backup();
        write(200);
        captureAll();
        hub.restore(backup);
        write(210);

        assertRefusedAndRepaired(16, "beyond the hub's position", "the hub was restored");
    }

    @Test
    void erpThatWasRestored_endsBeforeThePosition() throws Exception {
        captureAll();
        Path backup = erp.backup();
        write(300);
        captureAll();
        erp.restore(backup);

        assertRefusedAndRepaired(8, "before the hub's position", "restored from a backup");
    }

    /** Then its log is as long as it was, on the same timeline, but what it holds is something else. */
    @Test
    void erpThatWasRestored_andWroteOnBeyondThePosition_isKnownByItsSlot() throws Exception {
        captureAll();
        Path backup = erp.backup();
        String slot = "select restart_lsn from pg_replication_slots where slot_name = '"
                + bed.settings().slot() + "'";
        String before = bed.erpRows(slot).get(0);
        bed.capture();
        write(400);
        bed.await("the hub knows that the slot moved on", () -> {
            bed.erp("select pg_log_standby_snapshot()");
            bed.erp("update client set name = name where id = 1");
            return bed.hubRows("select slot_restart > '" + before + "' from hub.source")
                    .equals(List.of("t"));
        });
        bed.awaitApplied();
        bed.stopCapture();
        erp.restore(backup);
        write(500);
        bed.await("the ERP's log is longer than it was", () -> {
            bed.erp("select pg_switch_wal(); update client set name = name where id = 1");
            return bed.erpRows("select pg_current_wal_insert_lsn() > '" + position() + "'")
                    .equals(List.of("t"));
        });

        assertRefusedAndRepaired(16, "reads from", "files were restored from a backup");
    }

    @Test
    void slotThatWasDropped_isGone() throws SQLException {
        captureAll();
        bed.erp("select pg_drop_replication_slot('" + bed.settings().slot() + "')");
        write(600);

        assertRefusedAndRepaired(8, bed.settings().slot(), "is gone from the ERP");
    }

    private static void limit(String setting, String value) throws SQLException {
        bed.erp("alter system set " + setting + " = '" + value + "'");
        bed.erp("select pg_reload_conf()");
    }

    /** Waits until the server gives the slot up because of the setting, and resets it. */
    private static void awaitLoss(String setting) throws SQLException {
        bed.await("the server gives the slot up", () -> {
            bed.erp("update client set name = name where id = 1; select pg_switch_wal()");
            bed.erp("checkpoint");
            return bed.erpRows("select wal_status from pg_replication_slots where slot_name = '"
                            + bed.settings().slot() + "'")
                    .equals(List.of("lost"));
        });
        bed.erp("alter system reset " + setting);
        bed.erp("select pg_reload_conf()");
    }

    @Test
    void slotThatKeptMoreLogThanAllowed_isLost() throws SQLException {
        captureAll();
        write(700);
        limit("max_slot_wal_keep_size", "1MB");
        awaitLoss("max_slot_wal_keep_size");

        assertRefusedAndRepaired(
                8, bed.settings().slot(), "was invalidated by the ERP", "more of its log than max_slot_wal_keep_size");
    }

    @Test
    void slotThatNobodyReadForTooLong_isLost() throws SQLException {
        assumeTrue(erp.version() >= 180_000, "idle_replication_slot_timeout came with PostgreSQL 18");
        captureAll();
        write(720);
        limit("idle_replication_slot_timeout", "1s");
        bed.await(
                "a warning before it is too late",
                () -> Preflight.warnings(bed.settings()).stream()
                        .anyMatch(warning -> warning.startsWith("idle_replication_slot_timeout of the ERP is 1s")));
        awaitLoss("idle_replication_slot_timeout");

        assertRefusedAndRepaired(
                8, bed.settings().slot(), "was invalidated by the ERP", "longer than idle_replication_slot_timeout");
    }

    /** The server ends the session that reads the slot, too; the capture must not go on with another reason, or try for ever. */
    @Test
    void slotThatIsLostWhileTheCaptureCannotWrite_endsIt() throws Exception {
        captureAll();
        Capture capture = bed.capture();
        try (Connection reader = bed.openHub();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("lock table " + bed.mirror() + ".client in share mode");
            write(740);
            limit("max_slot_wal_keep_size", "1MB");
            awaitLoss("max_slot_wal_keep_size");
            reader.rollback();
        }
        assertThatThrownBy(() -> capture.ended().get(60, TimeUnit.SECONDS))
                .hasMessageContainingAll("was invalidated by the ERP", "yecai reconcile --new-slot");
        assertThat(bed.hubRows("select state, state_detail like '%yecai reconcile --new-slot%' from hub.source"))
                .containsExactly("failed|t");
        bed.stopCapture();
        bed.erp("delete from client where id = 750");

        // what was read before the lock went may have been written
        assertThat(refusedAndRepaired("was invalidated by the ERP")).isIn(1L, 9L);
    }
}
