package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.load.TableReload;
import yecai.cdc.load.TableReload.Decision;
import yecai.cdc.preflight.Preflight;
import yecai.sql.error.YecaiException;

/** The ERP's tables change while they are captured: what is wider is followed, all else stops one table, and no other. */
class SchemaChangeIT {
    private static final String SCHEMA = """
            create type mood as enum ('sad', 'ok');
            create table moving (id integer primary key, a smallint, b varchar(5), c numeric(6, 2), d text, e mood);
            create table steady (id integer primary key, v text);
            create table part (id integer primary key, v text) partition by range (id);
            create table part_1 partition of part for values from (1) to (100);
            create table part_2 partition of part for values from (100) to (200);
            insert into moving values (1, 1, 'b', 1.5, 'd', 'sad'), (2, 2, 'bb', 2, 'dd', 'ok');
            insert into steady values (1, 'v');
            insert into part values (1, 'x'), (100, 'y');
            """;

    private ShopBed bed;

    private void open() throws SQLException {
        open(SCHEMA);
    }

    private void open(String schema) throws SQLException {
        bed = ShopBed.capturingAll(schema, "public");
        bed.load();
        bed.capture();
        bed.erp("update moving set d = 'captured' where id = 1; update steady set v = 'captured'");
        bed.awaitApplied();
    }

    @AfterEach
    void close() throws SQLException {
        bed.close();
    }

    private String state(String table) throws SQLException {
        return bed.hubRows("select table_state from hub.source_table where source_table = '" + table + "'")
                .get(0);
    }

    private String why(String table) throws SQLException {
        return bed.hubRows("select table_state_detail from hub.source_table where source_table = '" + table + "'")
                .get(0);
    }

    private void awaitStopped(String table) throws SQLException {
        bed.await(table + " to stop", () -> state(table).equals("stopped"));
    }

    private void decide(Decision decision) {
        new TableReload(bed.settings(), Capture::forReload).run(List.of(), decision, LoadProgress.SILENT);
    }

    private void assertOthersFlow() throws SQLException {
        bed.erp("insert into steady (id, v) select coalesce(max(id), 0) + 1, 'new' from steady");
        bed.awaitApplied();
        assertThat(bed.differences(
                        bed.settings().pack().findTable("public", "steady").orElseThrow()))
                .isEmpty();
    }

    @Test
    void widerColumns_areFollowed_ifNothingWasRewritten() throws SQLException {
        open(SCHEMA + "alter table moving replica identity full;");
        bed.erp("alter table moving alter b type varchar(50), alter c type numeric(20, 2)");
        bed.erp("alter type mood add value 'happy'");
        bed.erp("""
                insert into moving values (3, 3, 'a long value of b', 12345678901234567.25, null, 'happy');
                update moving set b = 'longer than five' where id = 1;
                """);
        bed.awaitApplied();

        assertThat(bed.differences()).isEmpty();
        assertThat(state("moving")).isEqualTo("following");
    }

    @Test
    void widerColumnsOutsideThePublication_stopTheTableUntilTheyAreAccepted() throws SQLException {
        open();
        bed.redefine(
                "moving",
                "alter table moving alter a type bigint, alter b type varchar(50), alter c type numeric(20, 2)");
        bed.erp("alter type mood add value 'happy'");
        awaitStopped("moving");
        decide(Decision.ACCEPT);
        bed.erp("""
                insert into moving values (3, 5000000000, 'a long value of b', 12345678901234567.25, null, 'happy');
                update moving set b = 'longer than five' where id = 1;
                """);
        bed.awaitApplied();

        assertThat(bed.differences()).isEmpty();
        assertThat(state("moving")).isEqualTo("following");
    }

    @Test
    void newColumnThatThePackDoesNotList_changesNothing() throws SQLException {
        open();
        bed.erp("alter table moving add f text default 'f'");
        bed.erp("insert into moving values (3, 3, 'b', 3, 'd', 'ok', 'g')");
        bed.awaitApplied();

        assertThat(bed.differences()).isEmpty();
        assertThat(state("moving")).isEqualTo("following");
    }

    @Test
    void droppedColumn_stopsTheTableUntilItIsAccepted() throws SQLException {
        open();
        bed.redefine("moving", "alter table moving drop d");
        bed.erp("insert into moving values (3, 3, 'c', 3, 'ok')");
        awaitStopped("moving");
        assertThat(why("moving")).contains("public.moving").contains("d").contains("yecai schema accept");
        bed.erp("delete from moving where id = 2; update moving set a = 7 where id = 1");
        assertOthersFlow();
        assertThat(bed.hubRows("select id from " + bed.mirror() + ".moving order by 1"))
                .containsExactly("1", "2");

        decide(Decision.ACCEPT);
        assertThat(bed.hubRows("select id, a, d from " + bed.mirror() + ".moving order by 1"))
                .containsExactly("1|7|null", "3|3|null");
        bed.erp("insert into moving values (4, 4, 'd', 4, 'sad'); update moving set a = 8 where id = 1");
        bed.awaitApplied();
        assertThat(bed.hubRows("select id, a, d from " + bed.mirror() + ".moving order by 1"))
                .containsExactly("1|8|null", "3|3|null", "4|4|null");
    }

    /** The mirror has nulls in it, the ERP may have values. */
    @Test
    void droppedColumn_thatIsBack_stopsTheTable() throws SQLException {
        open(SCHEMA + "alter table moving replica identity full;");
        bed.erp("alter table moving drop d");
        awaitStopped("moving");
        decide(Decision.ACCEPT);
        bed.erp("alter table moving add d text default 'back'");
        awaitStopped("moving");
        assertThat(why("moving")).contains("column d of public.moving is in the ERP again");
        assertThatThrownBy(() -> decide(Decision.ACCEPT)).hasMessageContaining("run what `yecai init` prints");
        bed.erp(Preflight.sourceSetupSql(bed.settings()));
        decide(Decision.ACCEPT);
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
    }

    /** Whoever locks a partition, such as for a long VACUUM FULL, keeps the capture from nothing. */
    @Test
    void lockedPartition_doesNotKeepTheCaptureFromLookingAndStarting() throws SQLException {
        open();
        try (Connection locker = bed.openErp();
                Statement statement = locker.createStatement()) {
            locker.setAutoCommit(false);
            statement.execute("lock table part_1 in access exclusive mode");
            bed.stopCapture();
            bed.capture();
            bed.erp("alter table moving rename d to dd");
            awaitStopped("moving");
            assertOthersFlow();
        }
    }

    /** A snapshot does not keep the rows of a table that is rewritten before they are read. */
    @Test
    void tableRewrittenWhileItIsCopiedAgain_isNotTakenForEmpty() throws SQLException {
        open();
        LoadProgress progress = new LoadProgress() {
            @Override
            public void phase(String what) {}

            @Override
            public void copied(String table, long rows) {
                if (table.equals("public.steady")) {
                    rewrite();
                }
            }
        };
        new TableReload(bed.settings(), Capture::forReload)
                .run(List.of("public.steady", "public.moving"), Decision.ACCEPT, progress);
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        assertThat(state("moving")).isEqualTo("following");
    }

    private void rewrite() {
        try {
            bed.erp("alter table moving add more text default random()::text");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void droppedColumn_keepsItsValuesIfItIsIgnored() throws SQLException {
        open();
        bed.redefine("moving", "alter table moving drop d");
        bed.erp("update moving set a = 7 where id = 1");
        awaitStopped("moving");
        decide(Decision.IGNORE);
        bed.erp("insert into moving values (4, 4, 'd', 4, 'sad'); update moving set a = 8 where id = 1;"
                + " update moving set id = 20 where id = 2");
        bed.awaitApplied();

        assertThat(bed.hubRows("select id, a, d from " + bed.mirror() + ".moving order by 1"))
                .containsExactly("1|8|captured", "4|4|null", "20|2|dd");
    }

    @Test
    void renamedAndRetypedColumns_stopTheTableUntilTheyAreAccepted() throws SQLException {
        open();
        bed.redefine("moving", "alter table moving alter c type numeric(8, 3)");
        bed.erp("update moving set a = 3 where id = 1");
        awaitStopped("moving");
        assertThat(why("moving")).contains("numeric(6,2)").contains("numeric(8,3)");
        String version = bed.versionBesideTheCapture();
        decide(Decision.ACCEPT);
        assertThat(bed.versionBesideTheCapture()).isNotEqualTo(version);
        bed.await("a follower", () -> state("moving").equals("following"));
        bed.erp("update moving set c = 2.125 where id = 2");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();

        bed.redefine("moving", "alter table moving alter b type integer using length(b)");
        bed.erp("insert into moving values (5, 5, 55, 5, 'e', 'ok')");
        awaitStopped("moving");
        assertOthersFlow();
        decide(Decision.ACCEPT);
        bed.erp("update moving set b = 77 where id = 1");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();

        bed.erp("alter table moving rename d to dd; update moving set dd = 'renamed'");
        awaitStopped("moving");
        assertOthersFlow();
    }

    @Test
    void newKey_stopsTheTable() throws SQLException {
        open();
        bed.erp("alter table moving drop constraint moving_pkey, alter a set not null, add primary key (a);"
                + " update moving set d = 'x' where a = 1");
        awaitStopped("moving");
        assertThat(why("moving")).contains("identified by (a)");
        assertOthersFlow();
        assertThatThrownBy(() -> decide(Decision.ACCEPT))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("public.moving");
        bed.erp("alter table moving drop constraint moving_pkey, add primary key (id)");
        decide(Decision.ACCEPT);
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
    }

    @Test
    void droppedTable_stopsAloneAlsoWhenTheCaptureWasNotRunning() throws SQLException {
        open();
        bed.stopCapture();
        bed.erp("drop table moving; insert into steady values (9, 'nine')");
        bed.capture();
        bed.awaitApplied();

        assertThat(state("moving")).isEqualTo("stopped");
        assertThat(why("moving")).contains("dropped");
        assertThat(bed.hubRows("select v from " + bed.mirror() + ".steady where id = 9"))
                .containsExactly("nine");
    }

    @Test
    void renamedEnumLabel_stopsTheTable() throws SQLException {
        open();
        bed.erp("alter type mood rename value 'ok' to 'fine'");
        bed.stopCapture();
        bed.capture();

        assertThat(state("moving")).isEqualTo("stopped");
        decide(Decision.ACCEPT);
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
    }

    @Test
    void truncatedPartition_isSeenAndRepaired() throws SQLException {
        open();
        bed.erp("truncate part_1");
        awaitStopped("part");
        assertThat(why("part")).contains("part_1");
        decide(Decision.ACCEPT);
        bed.erp("insert into part values (5, 'five')");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
    }

    @Test
    void tableCopiedAgain_isRepairedWhileTheCaptureRuns() throws SQLException {
        open();
        bed.hub("delete from " + bed.mirror() + ".moving where id = 2; insert into " + bed.mirror()
                + ".moving (id, b) values (77, 'ghost'); update " + bed.mirror()
                + ".moving set b = 'wrong' where id = 1");
        assertThat(bed.differences()).isNotEmpty();
        String version = bed.versionBesideTheCapture();

        long rows = new TableReload(bed.settings(), Capture::forReload)
                .run(List.of("public.moving"), Decision.ACCEPT, LoadProgress.SILENT);
        assertThat(rows).isEqualTo(2);
        assertThat(bed.versionBesideTheCapture()).isNotEqualTo(version);
        assertOthersFlow();
        bed.erp("update moving set a = 9");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        assertThat(bed.hubRows("select restarts from hub.source")).containsExactly("0");
    }
}
