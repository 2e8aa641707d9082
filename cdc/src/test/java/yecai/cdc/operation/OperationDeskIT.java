package yecai.cdc.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.cdc.Capture;
import yecai.cdc.CaptureDesk;
import yecai.cdc.ShopBed;
import yecai.cdc.kills.CaptureProcess;
import yecai.sql.text.SqlLiteral;

/** What is asked of a running capture, through the hub alone. */
final class OperationDeskIT {
    @TempDir
    private Path folder;

    private ShopBed bed;

    @BeforeEach
    void open() throws SQLException {
        bed = new ShopBed();
        bed.load();
    }

    @AfterEach
    void close() throws SQLException {
        bed.close();
    }

    private String ask(String kind, String tables) throws SQLException {
        return bed.hubRows("select hub.request_operation("
                        + SqlLiteral.of(bed.settings().source()) + ", '" + kind + "', '" + tables
                        + "', null, null, 'test')")
                .get(0);
    }

    private void await(String operation, String state) throws SQLException {
        bed.await("operation " + operation + " is " + state, () -> {
            String now = state(operation);
            return now.startsWith(state) || !now.startsWith("requested") && !now.startsWith("running");
        });
        assertThat(state(operation)).startsWith(state);
    }

    private String state(String operation) throws SQLException {
        return bed.hubRows(
                        "select state || ' ' || coalesce(outcome::text, '') from hub.operation_status where operation = "
                                + operation)
                .get(0);
    }

    @Test
    void aComparison_andARepair_areDone_andAudited() throws SQLException {
        Capture capture = bed.capture();
        try (OperationDesk desk = CaptureDesk.open(bed.settings(), capture)) {
            bed.hub("delete from " + bed.mirror() + ".client where id = 2");
            String compared = ask("reconcile", "{public.client}");
            await(compared, "done");
            assertThat(state(compared)).contains("\"missing\": 1", "\"equal\": false", "\"repaired\": false");
            String repaired = ask("repair", "{public.client}");
            await(repaired, "done");
            assertThat(state(repaired)).contains("\"repaired\": true");
            assertThat(bed.differences()).isEmpty();
            assertThat(bed.hubRows("select action from hub.audit where subject like '"
                            + bed.settings().source() + "%' order by audit"))
                    .containsExactly(
                            "request_operation", "end_operation", "request_operation", "repair", "end_operation");
            assertThat(bed.hubRows("select detail ->> 'requested_by' from hub.audit where action = 'repair'"))
                    .containsExactly("postgres");
        }
    }

    @Test
    void aSchemaChange_isAccepted_whenSomebodyAsks() throws SQLException {
        Capture capture = bed.capture();
        try (OperationDesk desk = CaptureDesk.open(bed.settings(), capture)) {
            bed.redefine("orders", "alter table orders alter column customer type bigint");
            bed.await(
                    "the table stands still",
                    () -> bed.hubRows("select source_table from hub.source_table where table_state = 'stopped'")
                            .contains("orders"));
            bed.erp("insert into orders (id, company, customer) values (77, 'C1', 77)");
            String asked = ask("accept", "{public.orders}");
            await(asked, "done");
            bed.erp("insert into orders (id, company, customer) values (78, 'C1', 78)");
            bed.awaitApplied();
            assertThat(bed.hubRows("select table_state from hub.source_table where source_table = 'orders'"))
                    .containsExactly("following");
            assertThat(bed.hubRows("select id from " + bed.mirror() + ".orders where id in (77, 78) order by 1"))
                    .containsExactly("77", "78");
        }
    }

    @Test
    void aTable_isCopiedAgain_andParkedDocumentsAreTriedAgain() throws SQLException {
        Capture capture = bed.capture();
        try (OperationDesk desk = CaptureDesk.open(bed.settings(), capture)) {
            bed.hub("update " + bed.mirror() + ".client set name = 'wrong'");
            String copied = ask("copy", "{public.client}");
            await(copied, "done");
            assertThat(bed.differences()).isEmpty();
            String tried = ask("retry_parked", "{}");
            await(tried, "done");
            assertThat(state(tried)).contains("\"tried\": 0");
            bed.await(
                    "the source's figures are noted",
                    () -> !bed.hubRows("select from hub.source_vitals where lag_bytes is not null")
                            .isEmpty());
        }
    }

    @Test
    void whatCannotBeDone_fails_withTheReason() throws SQLException {
        Capture capture = bed.capture();
        try (OperationDesk desk = CaptureDesk.open(bed.settings(), capture)) {
            String asked = bed.hubRows("select hub.request_operation("
                            + SqlLiteral.of(bed.settings().source())
                            + ", 'retry_parked', '{}', 'no_such_mapping', null, 'test')")
                    .get(0);
            await(asked, "failed");
            assertThat(state(asked)).contains("no mapping no_such_mapping");
        }
    }

    @Test
    void withoutACapture_theRequestSaysSo_andIsNotDoneLater() throws SQLException {
        bed.hub("update hub.setting set value = '1 second' where name = 'operation_take_within'");
        String asked = ask("reconcile", "{}");
        await(asked, "not_taken");
        assertThat(state(asked)).contains("no capture of this source is running");
        bed.hub("update hub.setting set value = '10 minutes' where name = 'operation_take_within'");
        Capture capture = bed.capture();
        try (OperationDesk desk = CaptureDesk.open(bed.settings(), capture)) {
            String next = ask("reconcile", "{}");
            await(next, "done");
            assertThat(state(asked)).startsWith("not_taken");
        }
    }

    @Test
    void aCaptureKilledInTheMiddle_isSaidToHaveBeenInterrupted_andNothingIsDoneTwice() throws Exception {
        bed.hub("update hub.setting set value = '10 minutes' where name = 'operation_take_within'");
        bed.hub("delete from " + bed.mirror() + ".client where id = 2");
        Process process = CaptureProcess.start(bed.settings(), "operations", folder.resolve("log"));
        String asked;
        try {
            bed.await(
                    "it captures",
                    () -> bed.hubRows("select state from hub.source").contains("streaming"));
            // whoever repairs waits for this table, and is killed while it does
            try (var blocker = bed.openHub();
                    var statement = blocker.createStatement()) {
                blocker.setAutoCommit(false);
                statement.execute("lock table " + bed.mirror() + ".client in exclusive mode");
                asked = ask("repair", "{public.client}");
                await(asked, "running");
                process.destroyForcibly().waitFor();
                blocker.rollback();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        Capture capture = bed.capture();
        try (OperationDesk desk = CaptureDesk.open(bed.settings(), capture)) {
            await(asked, "interrupted");
            assertThat(bed.hubRows("select action from hub.audit where action = 'repair'"))
                    .isEmpty();
            String again = ask("repair", "{public.client}");
            await(again, "done");
            assertThat(bed.differences()).isEmpty();
            assertThat(bed.hubRows("select action from hub.audit where action = 'repair'"))
                    .isEqualTo(List.of("repair"));
        }
    }
}
