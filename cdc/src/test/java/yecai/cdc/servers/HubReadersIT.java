package yecai.cdc.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.load.TableReload;
import yecai.cdc.load.TableReload.Decision;
import yecai.sql.error.YecaiException;

/** Who reads the hub for long keeps nothing from following the ERP, and sees how current it is. */
class HubReadersIT {
    private ShopBed bed;

    @BeforeEach
    void open() throws SQLException {
        bed = ShopBed.capturingAll(
                "create table moving (id integer primary key, v varchar(5), n integer);"
                        + " create table steady (id integer primary key, v text);"
                        + " insert into moving values (1, 'a', 1);",
                "public");
        bed.load();
        bed.capture();
        bed.erp("insert into steady values (1, 'x')");
        bed.awaitApplied();
    }

    @AfterEach
    void close() throws SQLException {
        bed.close();
    }

    private void accept() {
        new TableReload(bed.settings(), Capture::forReload)
                .run(List.of("public.moving"), Decision.ACCEPT, LoadProgress.SILENT);
    }

    @Test
    void mirrorThatIsRead_isNotReplaced_theReaderIsNamed_andTheCaptureGoesOn() throws SQLException {
        bed.redefine("moving", "alter table moving alter n type text");
        bed.await(
                "moving to be paused",
                () -> bed.hubRows("select table_state from hub.source_table where source_table = 'moving'")
                        .contains("stopped"));
        try (Connection reader = bed.openHub();
                Statement statement = reader.createStatement()) {
            statement.execute("set application_name = 'nightly back-up'");
            reader.setAutoCommit(false);
            statement.execute("select * from " + bed.mirror() + ".moving");

            assertThatThrownBy(this::accept)
                    .isInstanceOf(YecaiException.class)
                    .hasMessageContaining("nightly back-up")
                    .hasMessageContaining("nothing was changed");
            bed.erp("insert into steady values (2, 'y')");
            bed.awaitApplied();
        }
        accept();
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
    }

    /** A mirror that is read can be widened: its types have no length. */
    @Test
    void widening_doesNotWaitForAReader() throws SQLException {
        try (Connection reader = bed.openHub();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select * from " + bed.mirror() + ".moving");
            bed.redefine("moving", "alter table moving alter v type varchar(50)");
            bed.erp("insert into steady values (2, 'y')");
            bed.awaitApplied();
            assertThat(bed.hubRows("select id from " + bed.mirror() + ".steady order by 1"))
                    .containsExactly("1", "2");
        }
    }

    @Test
    void asOf_movesOnWhileTheErpIsQuiet() throws SQLException {
        String asOf = "select as_of from finance.freshness";
        String before = bed.hubRows(asOf).get(0);
        for (int i = 0; i < 3; i++) {
            String last = before;
            bed.await(
                    "as_of to move on from " + last,
                    () -> bed.hubRows(asOf).get(0).compareTo(last) > 0);
            before = bed.hubRows(asOf).get(0);
        }
        assertThat(bed.hubRows("select transactions from hub.applied_batch order by batch desc limit 1"))
                .containsExactly("1");
    }
}
