package yecai.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.cdc.ShopBed;
import yecai.cdc.load.LoadProgress;

/** A source that cannot go on from its position is repaired at the position of a new slot, without a copy of everything. */
final class NewSlotRepairIT {
    private ShopBed bed;

    @BeforeEach
    void open() throws SQLException {
        bed = new ShopBed(
                ShopBed.SCHEMA
                        + "insert into client select n, 'client ' || n from generate_series(3, 2000) as n;"
                        + "insert into orders select n, 'C' || n % 3, 1 + n % 20, 'S-' || n, '2026-01-05', 'CNY' from generate_series(100, 1000) as n;",
                "shop");
        bed.load();
        bed.capture();
        bed.awaitApplied();
        bed.stopCapture();
    }

    @AfterEach
    void close() throws SQLException {
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the slot was dropped, or invalidated
                "ERP select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = 'SLOT'",
                // the hub was restored: the slot is beyond its position
                "HUB update hub.source set position = '0/100'",
                // the ERP was restored: its log ends before the position
                "HUB update hub.source set position = 'FFFF/0'",
                // a standby was promoted
                "HUB update hub.source set timeline = 77",
                // another server
                "HUB update hub.source set system_identifier = '1/erp'"
            })
    void run_makesTheHubEqualAndTheCaptureContinues(String loss) throws SQLException {
        bed.erp("update client set name = 'lost' where id % 500 = 0; delete from client where id between 1001 and 1003;"
                + " insert into client values (5000, 'new'); update orders set company = 'C9' where id in (100, 200);"
                + " insert into \"order-line\" values (100, 1, 2, 3, null)");
        String sql = loss.substring(4).replace("SLOT", bed.settings().slot());
        if (loss.startsWith("ERP")) {
            bed.erp(sql);
        } else {
            bed.hub(sql);
        }
        assertThatThrownBy(bed::capture).hasMessageContaining("yecai reconcile --new-slot");

        ReconcileReport report = new NewSlotRepair(bed.settings()).run(ShopBed.reconcileOptions(), LoadProgress.SILENT);

        assertThat(report.isEqual()).isTrue();
        assertThat(report.tables())
                .extracting(table -> List.of(table.changed(), table.missing(), table.extra()))
                .containsExactly(List.of(4L, 1L, 3L), List.of(0L, 1L, 0L), List.of(2L, 0L, 0L));
        assertThat(bed.differences()).isEmpty();
        bed.capture();
        bed.erp("insert into orders values (20, 'C2', 5000, 'S-20', '2026-03-01', 'USD')");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        assertThat(bed.hubRows("select entity_key, company, net::text, customer from canon.sales_order"
                        + " where entity_key in ('10', '20', '100', '200') order by entity_key"))
                .containsExactly("10|C1|111.0000|Ada", "100|C9|6.0000|Ada", "20|C2|null|new", "200|C9|null|Ada");
        assertThat(bed.hubRows("select count(*) from hub.audit where action = 'repair'"))
                .containsExactly("3");
    }

    @Test
    void run_pausesATableThatItCannotCompare_andNoOther() throws SQLException {
        bed.erp(
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = current_database()");
        bed.redefine(
                "client", "alter table client rename column name to title; alter table client add column name integer");
        bed.erp("update orders set company = 'C9' where id = 100");

        ReconcileReport report = new NewSlotRepair(bed.settings()).run(ShopBed.reconcileOptions(), LoadProgress.SILENT);

        assertThat(report.isEqual()).isFalse();
        assertThat(report.tables().get(0).problem().orElseThrow()).contains("other types");
        bed.capture();
        bed.erp("update orders set company = 'C8' where id = 200");
        bed.awaitApplied();
        assertThat(
                        bed.hubRows(
                                "select table_state, table_state_detail like '%yecai schema accept%' from hub.source_table order by source_table"))
                .containsExactly("stopped|t", "following|null", "following|null");
        assertThat(bed.differences(
                        bed.settings().pack().findTable("public", "orders").orElseThrow()))
                .isEmpty();
    }

    @Test
    void run_refusesWhileACaptureRuns() throws SQLException {
        bed.capture();

        assertThatThrownBy(() -> new NewSlotRepair(bed.settings()).run(ShopBed.reconcileOptions(), LoadProgress.SILENT))
                .hasMessageContaining("already being written by yecai capture");
    }
}
