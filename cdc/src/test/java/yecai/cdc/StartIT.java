package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.capture.PostgresReader;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.change.Change;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.progress.Lsn;
import yecai.cdc.reconcile.NewSlotRepair;
import yecai.sql.Waiting;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** At the start, the position in the hub is compared with the ERP's slot, log and server. */
class StartIT {
    private ShopBed bed;

    @BeforeEach
    void open() throws SQLException {
        bed = ShopBed.capturingAll("create table t (id integer primary key)", "public");
        bed.load();
        bed.capture();
        bed.erp("insert into t values (1)");
        bed.awaitApplied();
        bed.stopCapture();
    }

    @AfterEach
    void close() throws SQLException {
        bed.close();
    }

    private void assertRefused(String... parts) throws SQLException {
        try (Capture capture = new Capture(bed.settings())) {
            assertThatThrownBy(capture::start)
                    .isInstanceOfSatisfying(
                            YecaiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SOURCE))
                    .hasMessageContainingAll(parts);
        }
        bed.load();
        bed.capture();
        bed.erp("insert into t select max(id) + 1 from t");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
    }

    @Test
    void missingSlot_isRefused() throws SQLException {
        bed.erp("select pg_drop_replication_slot('" + bed.settings().slot() + "')");
        bed.erp("insert into t values (2)");
        assertRefused(bed.settings().slot(), "is gone", "yecai load --again");
    }

    @Test
    void recreatedSlot_isRefused() throws SQLException {
        bed.erp("select pg_drop_replication_slot('" + bed.settings().slot() + "')");
        bed.erp("insert into t values (2)");
        bed.erp("select pg_create_logical_replication_slot('" + bed.settings().slot() + "', 'pgoutput')");
        assertRefused(bed.settings().slot(), "beyond the hub's position", "recreated");
    }

    @Test
    void slotThatWasMovedOn_isRefused() throws SQLException {
        bed.erp("insert into t values (2)");
        bed.erp("select pg_replication_slot_advance('" + bed.settings().slot() + "', pg_current_wal_lsn())");
        assertThat(bed.erpRows("select confirmed_flush_lsn > '"
                        + bed.hubRows("select position from hub.source").get(0)
                        + "' from pg_replication_slots where slot_name = '"
                        + bed.settings().slot() + "'"))
                .containsExactly("t");
        assertRefused("beyond the hub's position");
    }

    @Test
    void otherTimeline_isRefused() throws SQLException {
        bed.hub("update hub.source set timeline = timeline + 1");
        assertRefused("timeline");
    }

    /** A URL of several hosts may lead the log's connection to another one than was looked at, promoted a moment ago. */
    @Test
    void otherTimelineOnTheConnectionOfTheLog_endsTheReader() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        ChangeSink sink = new ChangeSink() {
            @Override
            public void accept(List<Change> changes) {}

            @Override
            public void ended(Throwable cause) {
                ended.complete(cause);
            }
        };
        long position = Lsn.parse(bed.hubRows("select position from hub.source").get(0));

        try (PostgresReader reader = new PostgresReader(bed.settings(), List.of(), 7, () -> position, sink)) {
            reader.start();

            assertThat(ended.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .rootCause()
                    .hasMessageContaining("writes timeline 1, and wrote 7 when the capture started");
        }
    }

    @Test
    void logThatEndsBeforeThePosition_isRefused() throws SQLException {
        bed.hub("update hub.source set position = 'FFFF/0'");
        assertRefused("restored from a backup");
    }

    @Test
    void otherServer_isRefused() throws SQLException {
        bed.hub("update hub.source set system_identifier = '42/erp'");
        assertRefused("is not the server");
    }

    /** Restored beside the old one under another name, then they exchanged names: server and name are the same. */
    @Test
    void anotherDatabaseOfTheSameName_isRefused_andRepaired() throws SQLException {
        String name = bed.erpRows("select current_database()").get(0);
        TestServer server = TestServers.shared(Role.ERP);
        server.run("postgres", "create database " + name + "_restored template " + name);
        server.run("postgres", "alter database " + name + " rename to " + name + "_old");
        server.run("postgres", "alter database " + name + "_restored rename to " + name);
        bed.erp("delete from t; insert into t values (2)");
        try (Capture capture = new Capture(bed.settings())) {
            assertThatThrownBy(capture::start)
                    .hasMessageContainingAll("belongs to another database", "yecai reconcile --new-slot");
        }

        assertThat(new NewSlotRepair(bed.settings())
                        .run(ShopBed.reconcileOptions(), LoadProgress.SILENT)
                        .isEqual())
                .isTrue();
        assertThat(bed.differences()).isEmpty();
        bed.capture();
        bed.erp("insert into t values (3)");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        server.run("postgres", "drop database " + name + "_old");
    }
}
