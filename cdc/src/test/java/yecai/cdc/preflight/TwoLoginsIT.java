package yecai.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.ShopBed;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.reconcile.NewSlotRepair;
import yecai.cdc.reconcile.ReconcileOptions;
import yecai.cdc.source.Server;
import yecai.sql.jdbi.Handles;

/** One login reads the ERP's log and no table, another one its tables and no log: everything works, and neither can do more. */
final class TwoLoginsIT {
    private ShopBed bed;
    private Server reader;
    private Server log;

    @BeforeEach
    void open() throws SQLException {
        bed = ShopBed.withTwoLogins();
        reader = bed.settings().erp();
        log = reader.ofLog();
    }

    @AfterEach
    void close() throws SQLException {
        bed.close();
    }

    private static List<String> list(Server login, String sql) throws SQLException {
        try (Connection connection = login.open("yecai test")) {
            return Handles.with(
                    connection,
                    handle -> handle.createQuery(sql).mapTo(String.class).list());
        }
    }

    @Test
    void eachLogin_mayDoItsPartAndNoMore() throws SQLException {
        assertThat(log.user()).isNotEqualTo(reader.user());
        assertThat(list(reader, "select name from public.client order by id")).containsExactly("Ada", "Bo");
        assertThatThrownBy(() -> list(reader, "select secret from public.orders"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() ->
                        list(reader, "select slot_name from pg_create_logical_replication_slot('taken', 'pgoutput')"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> list(log, "select name from public.client")).hasMessageContaining("permission denied");

        assertThat(Preflight.check(bed.settings())).isEmpty();
        assertThat(Preflight.excessRights(bed.settings(), false)).isEmpty();
        bed.erp("grant select on client to " + log.user() + "; alter role " + reader.user() + " replication");
        assertThat(Preflight.excessRights(bed.settings(), false))
                .satisfiesExactly(
                        sentence -> assertThat(sentence)
                                .contains(log.user(), "may read 1 tables", "since `reader` reads the captured ones"),
                        sentence -> assertThat(sentence)
                                .contains(reader.user(), "alter role " + reader.user() + " noreplication"));
        bed.erp("grant connect on database postgres to " + log.user() + ", " + reader.user());
        assertThat(Preflight.excessRights(bed.settings(), true))
                .filteredOn(sentence -> sentence.contains("is admitted to"))
                .satisfiesExactly(
                        sentence -> assertThat(sentence).contains(log.user(), "physical replication"),
                        sentence -> assertThat(sentence).contains(log.user(), "database postgres"),
                        sentence -> assertThat(sentence).contains(reader.user(), "database postgres"));

        bed.erp("revoke select on client from " + log.user());
        bed.erp(Preflight.sourceSetupSql(bed.settings()));
        assertThat(Preflight.excessRights(bed.settings(), false)).isEmpty();
    }

    @Test
    void setup_printsBothLoginsWithTheirLinesAndLimits() {
        assertThat(Preflight.sourceSetupSql(bed.settings()))
                .contains(
                        "hostssl  \"" + reader.database() + "\"  \"" + log.user() + "\"  HUB/32  scram-sha-256",
                        "host     replication  \"" + log.user() + "\"  all  reject",
                        "hostssl  \"" + reader.database() + "\"  \"" + reader.user() + "\"  HUB/32  scram-sha-256",
                        "host     all  \"" + reader.user() + "\"  all  reject",
                        "alter role \"" + log.user() + "\" connection limit",
                        "alter role \"" + reader.user() + "\" connection limit",
                        "max_slot_wal_keep_size");
    }

    @Test
    void loadCaptureCheckAndRepair_useEachLoginForItsPart() throws SQLException {
        bed.load();
        bed.capture();
        bed.erp(
                "insert into client values (3, 'Cy'); update orders set currency = 'USD'; alter table client add more text");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        assertThat(new Check(bed.settings()).run(CheckOptions.defaults()).passed())
                .isTrue();
        bed.stopCapture();

        assertThat(new Check(bed.settings()).run(CheckOptions.defaults()).passed())
                .isTrue();
        bed.erp("select pg_drop_replication_slot('" + bed.settings().slot() + "'); delete from client where id = 2");
        assertThat(new NewSlotRepair(bed.settings())
                        .run(ReconcileOptions.defaults(), LoadProgress.SILENT)
                        .isEqual())
                .isTrue();
        assertThat(bed.differences()).isEmpty();

        new InitialLoad(bed.settings()).run(LoadProgress.SILENT);
        bed.capture();
        bed.erp("insert into client values (4, 'Di')");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        bed.stopCapture();
        SlotEnd.drop(bed.settings());
        assertThat(bed.erpRows("select count(*) from pg_replication_slots where slot_name = '"
                        + bed.settings().slot() + "'"))
                .containsExactly("0");
    }
}
