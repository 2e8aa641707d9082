package yecai.cdc.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.SlotLog;
import yecai.cdc.reconcile.NewSlotRepair;
import yecai.cdc.source.ErpOptions;

/** A capture that cannot go on gives its slot up before the ERP's disk is full, if it was told to, and is repaired afterwards. */
class SlotLimitIT {
    private static final String TABLE =
            "create table t (id integer primary key, v text); insert into t values (1, 'a');";
    private static final long LIMIT = 64L << 20;

    @Test
    void slot_isGivenUpAtTheLimit_andTheSourceSaysSo_andIsRepaired() throws SQLException {
        try (ShopBed bed = ShopBed.unusual(new ErpOptions(Optional.empty(), false, OptionalLong.of(LIMIT)), TABLE)) {
            bed.load();
            try (Capture capture = bed.capture();
                    Connection hub = bed.openHub();
                    Statement statement = hub.createStatement()) {
                bed.await("a look", () -> capture.metrics().slotLog().isPresent());
                SlotLog first = capture.metrics().slotLog().orElseThrow();
                assertThat(first.leftBytes()).isPositive().isEqualTo(LIMIT - first.keptBytes());
                // somebody keeps the capture from writing, and the ERP works on
                hub.setAutoCommit(false);
                statement.execute("lock table " + bed.mirror() + ".t in share mode");
                bed.erp("insert into t values (2, 'b')");
                bed.erp(
                        "create table other as select repeat(md5(n::text), 30) as v from generate_series(1, 90000) as n");
                bed.await("the slot to be gone", () -> slots(bed).isEmpty());
                hub.rollback();
                bed.await("the capture to end", () -> capture.ended().isCompletedExceptionally());
                assertThatThrownBy(capture.ended()::join)
                        .hasMessageContainingAll("give_up_slot_at allows 64 MB", "yecai reconcile --new-slot");
            } finally {
                bed.stopCapture();
            }
            assertThat(bed.hubRows("select state, state_detail like '%give_up_slot_at%--new-slot%' from hub.source"))
                    .containsExactly("failed|t");
            assertThatThrownBy(bed::capture).hasMessageContaining("yecai reconcile --new-slot");
            assertThat(bed.hubRows("select state from hub.source")).containsExactly("failed");
            bed.erp("delete from t where id = 1");

            assertThat(new NewSlotRepair(bed.settings())
                            .run(ShopBed.reconcileOptions(), LoadProgress.SILENT)
                            .isEqual())
                    .isTrue();
            bed.capture();
            bed.erp("insert into t values (3, 'c')");
            bed.awaitApplied();
            assertThat(bed.differences()).isEmpty();
        }
    }

    @Test
    void slot_isKeptWithoutALimit_andItsLogIsMeasured() throws SQLException {
        try (ShopBed bed = ShopBed.capturingAll(TABLE, "public")) {
            bed.load();
            bed.erp("create table other as select repeat(md5(n::text), 30) as v from generate_series(1, 90000) as n");
            Capture capture = bed.capture();
            bed.await("a look", () -> capture.metrics().slotLog().isPresent());
            SlotLog log = capture.metrics().slotLog().orElseThrow();

            assertThat(log.keptBytes()).isGreaterThan(LIMIT);
            assertThat(log.leftBytes()).isNull();
            assertThat(log.findHoursLeft()).isEmpty();
            assertThat(log.bytesPerSecond()).isPositive();
            assertThat(slots(bed)).hasSize(1);
        }
    }

    private static List<String> slots(ShopBed bed) throws SQLException {
        return bed.erpRows("select slot_name from pg_replication_slots where slot_name = '"
                + bed.settings().slot() + "'");
    }
}
