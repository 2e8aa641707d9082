package yecai.cdc.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.reconcile.Reconciliation;
import yecai.sql.Waiting;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** The publication itself changes, which concerns every table of it; the log says nothing of it. */
class PublicationChangeIT {
    private ShopBed bed;

    private void open(String schema) throws SQLException {
        bed = ShopBed.capturingAll(schema, "public");
        bed.load();
        bed.capture();
        bed.awaitApplied();
    }

    @AfterEach
    void close() throws SQLException {
        bed.close();
    }

    private void assertBothPaused(String reason) throws SQLException {
        String paused = "select table_state_detail from hub.source_table where table_state = 'stopped'";
        bed.await("both tables to be paused", () -> bed.hubRows(paused).size() == 2);
        List<String> reasons = bed.hubRows(paused);
        assertThat(reasons).allSatisfy(each -> assertThat(each).contains(reason));
    }

    private void openTwo() throws SQLException {
        open("create table one (id integer primary key, v text); create table two (id integer primary key, v text);"
                + " insert into one values (1, 'a'), (2, 'b'); insert into two values (1, 'a');");
    }

    @Test
    void publicationRecreated_pausesItsTables() throws SQLException {
        openTwo();
        bed.erp("begin; drop publication " + bed.settings().publication() + "; insert into one values (3, 'lost'); "
                + Preflight.sourceSetupSql(bed.settings()) + " commit");
        assertBothPaused("was dropped and made anew");
    }

    @Test
    void publicationDropped_pausesItsTables() throws SQLException {
        openTwo();
        bed.erp("drop publication " + bed.settings().publication());
        assertBothPaused("was dropped in the ERP");
    }

    @Test
    void captureWhosePublicationIsMissing_startsWithItsTablesPaused_orSaysWhyItCannot() throws SQLException {
        openTwo();
        bed.stopCapture();
        bed.erp("drop publication " + bed.settings().publication() + "; insert into one values (3, 'lost')");
        Capture capture = bed.capture();
        if (TestServers.majorVersion(Role.ERP) < 18) {
            assertThatThrownBy(() -> capture.ended().get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .hasMessageContaining("where publication " + bed.settings().publication() + " did not exist")
                    .hasMessageContaining("yecai reconcile --new-slot");
            return;
        }
        assertBothPaused("was dropped in the ERP");
        bed.erp("insert into two values (2, 'lost, too')");
        bed.awaitApplied();
        bed.erp(Preflight.sourceSetupSql(bed.settings()));
        new Reconciliation(bed.settings(), Capture::forReload)
                .run(List.of(), ShopBed.reconcileOptions().withRepair(true), LoadProgress.SILENT);
        bed.erp("insert into one values (4, 'new')");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        assertThat(bed.hubRows("select distinct table_state from hub.source_table"))
                .containsExactly("following");
    }

    @Test
    void publicationOfInsertsOnly_pausesItsTables() throws SQLException {
        openTwo();
        bed.erp("alter publication " + bed.settings().publication()
                + " set (publish = 'insert'); delete from one where id = 1");
        assertBothPaused("publishes only insert");
    }

    @Test
    void publicationOfInsertsForAMoment_pausesItsTables() throws SQLException {
        openTwo();
        bed.erp("alter publication " + bed.settings().publication()
                + " set (publish = 'insert'); delete from one where id = 1;"
                + Preflight.sourceSetupSql(bed.settings()));
        assertBothPaused("was altered in the ERP");
    }

    /** A change while nothing looks at it is found at the start. */
    @Test
    void publicationOfLessWhileTheCaptureIsStopped_pausesItsTablesAtTheStart() throws SQLException {
        openTwo();
        bed.stopCapture();
        bed.erp("alter publication " + bed.settings().publication()
                + " set (publish = 'insert'); delete from one where id = 1");
        bed.capture();
        assertBothPaused("publishes only insert");
    }

    @Test
    void rowFilterSetWhileTheCaptureIsStopped_pausesItsTableAtTheStart() throws SQLException {
        openTwo();
        bed.stopCapture();
        bed.erp("alter publication " + bed.settings().publication()
                + " set table only one (id, v) where (id < 100), only two (id, v); insert into one values (300, 'x')");
        bed.capture();
        String paused = "select source_table, table_state_detail from hub.source_table where table_state = 'stopped'";
        bed.await("one to be paused", () -> bed.hubRows(paused).stream().anyMatch(row -> row.startsWith("one|")));
        assertThat(bed.hubRows(paused)).anySatisfy(row -> assertThat(row).contains("filters the rows of public.one"));
    }

    /** Of a publication that does not name a table, the ERP may make it unlogged, write, and make it logged again. */
    @Test
    void publicationOfAllTables_isRefused_andWhatInitPrintsNamesThem() throws SQLException {
        openTwo();
        String publication = bed.settings().publication();
        bed.erp("drop publication " + publication + "; create publication " + publication
                + " for all tables with (publish_via_partition_root)");
        assertBothPaused("does not name table");
        bed.erp("alter table one set unlogged; update one set v = 'in no log'; alter table one set logged");
        assertThat(Preflight.check(bed.settings()))
                .anySatisfy(problem -> assertThat(problem.toString())
                        .contains("publication " + publication + " publishes all tables", "yecai init"));

        bed.erp(Preflight.sourceSetupSql(bed.settings()));
        new Reconciliation(bed.settings(), Capture::forReload)
                .run(List.of(), ShopBed.reconcileOptions().withRepair(true), LoadProgress.SILENT);
        bed.erp("insert into one values (5, 'new')");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        assertThat(bed.hubRows("select distinct table_state from hub.source_table"))
                .containsExactly("following");
    }

    @Test
    void publicationOfASchema_pausesItsTables() throws SQLException {
        openTwo();
        String publication = bed.settings().publication();
        bed.erp("alter publication " + publication + " set tables in schema public");
        assertBothPaused("does not name table");
    }

    /** PostgreSQL refuses to list columns of a partitioned table while partitions are published under their own names. */
    @Test
    void publicationOfPartitionsUnderTheirOwnNames_isMendedByWhatInitPrints() throws SQLException {
        open("create table one (id integer primary key, v text); create table two (id integer primary key, v text)"
                + " partition by range (id); create table two_1 partition of two for values from (0) to (100);");
        String publication = bed.settings().publication();
        bed.erp("alter publication " + publication + " set table only one (id, v); alter publication " + publication
                + " set (publish_via_partition_root = false); insert into two values (1, 'lost')");
        bed.await(
                "both tables to be paused",
                () -> bed.hubRows("select 1 from hub.source_table where table_state = 'stopped'")
                                .size()
                        == 2);

        bed.erp(Preflight.sourceSetupSql(bed.settings()));
        new Reconciliation(bed.settings(), Capture::forReload)
                .run(List.of(), ShopBed.reconcileOptions().withRepair(true), LoadProgress.SILENT);
        bed.erp("insert into two values (2, 'new')");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        assertThat(bed.hubRows("select distinct table_state from hub.source_table"))
                .containsExactly("following");
    }
}
