package yecai.cdc.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import yecai.cdc.ShopBed;
import yecai.cdc.preflight.HeldUpSlots;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** A transaction that somebody prepared and forgot keeps slots from being made and from moving on, and no session shows it. */
class PreparedTransactionIT {
    @Test
    void forgottenTransaction_isNamedByALoadAndByTheStatus_andNoSlotIsLeftBehind() throws Exception {
        try (TestServer erp =
                TestServers.start(Role.ERP, Map.of("wal_level", "logical", "max_prepared_transactions", "5"))) {
            try (ShopBed bed =
                    new ShopBed(ShopBed.SCHEMA, it -> ShopBed.pack("shop"), erp, TestServers.shared(Role.HUB))) {
                bed.load();
                assertThat(HeldUpSlots.list(bed.settings())).isEmpty();
                bed.erp("begin; insert into client values (77, 'x'); prepare transaction 'it''s forgotten'");

                assertThat(HeldUpSlots.list(bed.settings()))
                        .singleElement()
                        .asString()
                        .contains("'it''s forgotten'", "of postgres", "rollback prepared");
                assertThatThrownBy(() -> ExportedSnapshot.create(bed.settings(), 1))
                        .hasMessageContainingAll(
                                "cannot create slot", "'it''s forgotten' of postgres", "commit prepared");
                assertThat(slots(bed)).isEmpty();

                bed.erp("rollback prepared 'it''s forgotten'");
                bed.load();
                assertThat(slots(bed)).hasSize(1);
            }
        }
    }

    @Test
    void loadThatFailsBeforeAnythingIsCopied_leavesNoSlot() throws Exception {
        try (ShopBed bed = new ShopBed()) {
            bed.hub("alter table hub.load_table add constraint never check (mirror_table is null)");

            assertThatThrownBy(bed::load).hasMessageContaining("never");
            assertThat(slots(bed)).isEmpty();

            bed.hub("alter table hub.load_table drop constraint never");
            bed.load();
            assertThat(slots(bed)).hasSize(1);
        }
    }

    private static List<String> slots(ShopBed bed) throws Exception {
        return bed.erpRows("select slot_name from pg_replication_slots where slot_name = '"
                + bed.settings().slot() + "'");
    }
}
