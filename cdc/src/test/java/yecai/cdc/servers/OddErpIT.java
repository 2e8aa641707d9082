package yecai.cdc.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.load.TableReload;
import yecai.cdc.load.TableReload.Decision;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.reconcile.NewSlotRepair;
import yecai.cdc.reconcile.ReconcileOptions;
import yecai.cdc.reconcile.Reconciliation;
import yecai.sql.Waiting;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** Habits of ERPs and their servers that have broken other captures, all in one ERP; each test does its own and compares all. */
class OddErpIT {
    /** Types that bear the names of others, as emulations of other databases make them, and many tables that are nobody's business. */
    private static final String SCHEMA = """
            create schema x;
            create type x.text as enum ('a'); create domain x.int4 as pg_catalog.text; create type x.numeric as (a integer);
            create domain public.number as pg_catalog.numeric; create domain public.varchar2 as varchar;
            create type public.clob as enum ('c'); create domain public.clobs as public.clob[];
            do $$ begin for i in 1 .. 200 loop
                execute format('create type x.kind_%s as enum (%L)', i, 'a');
                execute format('create table x.other_%s (id integer primary key, k x.kind_%s)', i, i);
            end loop; end $$;
            create table emulated (id integer primary key, n public.number, v public.varchar2, c public.clobs);
            create table steady (id integer primary key, v text);
            create table written (id integer primary key, d date, t timestamptz, i interval, b bytea, f double precision);
            create table by_number (id numeric primary key, v text);
            create table by_interval (id interval primary key, v text);
            create collation ignoring_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
            create table by_word (id text collate ignoring_case primary key, v text);
            create table moving (id integer, day date, note text, primary key (id, day)) partition by range (day);
            create table moving_1 partition of moving for values from ('2026-01-01') to ('2026-02-01');
            create table moving_2 (note text, more integer, day date not null, id integer not null);
            alter table moving_2 drop column more;
            alter table moving attach partition moving_2 for values from ('2026-02-01') to ('2026-03-01');
            alter table moving_1 alter note set storage external; alter table moving_2 alter note set storage external;
            create table "一二三四五六七八九十一二三四五六七八九十" (id integer primary key, "金额一二三四五六七八九十一二三四五六七八" numeric,
                "select" text, "order" text);
            insert into written values (1, '2026-02-28', '2026-02-28 12:00:00.5+05:30', '1 mon -2 days 03:04:05.6', '\\x00ff', 0.1);
            insert into by_number values (1.0, 'a'); insert into by_interval values ('1 day', 'a'); insert into by_word values ('Abc', 'a');
            insert into moving values (1, '2026-01-05', repeat('n', 9000)), (2, '2026-02-05', repeat('m', 9000));
            insert into steady values (1, 'v');
            """;

    /** By which every text would change that the server writes, and every session may only read. */
    private static final List<String> SETTINGS = List.of(
            "datestyle = 'German, DMY'",
            "intervalstyle = 'sql_standard'",
            "timezone = 'Asia/Kathmandu'",
            "bytea_output = 'escape'",
            "extra_float_digits = -5",
            "default_transaction_read_only = on");

    private static ShopBed bed;

    @BeforeAll
    static void open() throws SQLException {
        boolean hasPeriods = TestServers.majorVersion(Role.ERP) >= 18;
        bed = ShopBed.capturingAll(
                SCHEMA
                        + (hasPeriods
                                ? "create extension btree_gist; create table booking (room integer, during daterange, note text,"
                                        + " primary key (room, during without overlaps));"
                                : ""),
                "public");
        String database = bed.erpRows("select quote_ident(current_database())").get(0);
        for (String setting : SETTINGS) {
            erp("alter database " + database + " set " + setting);
        }
        bed.load();
        bed.capture();
        assertEqual();
    }

    @AfterAll
    static void close() throws SQLException {
        bed.close();
    }

    private static void erp(String sql) throws SQLException {
        bed.erp("set transaction read write; " + sql);
    }

    private static void assertEqual() throws SQLException {
        erp("update steady set v = v || '.'");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        assertThat(bed.hubRows(
                        "select source_table, table_state_detail from hub.source_table where table_state = 'stopped'"))
                .isEmpty();
    }

    @Test
    void settingsOfTheDatabase_changeNoText_andOneThatForbidsWritingHindersNothing() throws SQLException {
        erp("insert into written select id + 1, d + 1, t, i, b, f * 3 from written where id = 1;"
                + " insert into emulated values (1, 1.50, 'v', array['c']::public.clobs)");
        assertEqual();
        assertThat(bed.hubRows("select d from " + bed.mirror() + ".written where id = 2"))
                .containsExactly("2026-03-01");
    }

    @Test
    void keysThatChangeOnlyTheirText_follow() throws SQLException {
        erp("update by_number set id = 1.00; update by_interval set id = '24:00:00'; update by_word set id = 'aBC'");
        assertEqual();
        assertThat(bed.hubRows("select id from " + bed.mirror() + ".by_word")).containsExactly("aBC");
        erp("update by_number set id = 1, v = 'b'; delete from by_interval where id = '1 day';"
                + " update by_word set v = 'c' where id = 'ABC'");
        assertEqual();
    }

    @Test
    void rowThatMovesToAPartitionOfAnotherForm_keepsItsLargeValue() throws SQLException {
        erp("update moving set day = '2026-02-10' where id = 1");
        erp("update moving set id = 11 where id = 1; update moving set day = '2026-01-20' where id = 2");
        assertEqual();
        assertThat(bed.hubRows("select id, length(note) from " + bed.mirror() + ".moving order by id"))
                .containsExactly("2|9000", "11|9000");
    }

    @Test
    void chineseAndReservedNames_andRareCharacters_follow() throws SQLException {
        String table = "\"一二三四五六七八九十一二三四五六七八九十\"";
        erp("insert into " + table + " values (1, 1.10, '\uD842\uDFB7 \\.', E'\\\\.\\n\\t')");
        erp("update " + table + " set \"select\" = \"order\" where id = 1");
        assertEqual();
    }

    @Test
    void subtransactionsThatFail_leaveNothing() throws SQLException {
        erp("do $$ begin for i in 1 .. 300 loop begin insert into steady values (1000 + i % 200, 'n');"
                + " update steady set v = 'u' || i where id = 1; if i % 3 = 0 then raise exception 'no'; end if;"
                + " exception when others then null; end; end loop; end $$");
        assertEqual();
    }

    @Test
    void periodsAsKeys_follow() throws SQLException {
        Assumptions.assumeTrue(TestServers.majorVersion(Role.ERP) >= 18, "keys of periods came with PostgreSQL 18");
        erp("insert into booking values (1, '[2026-01-01,2026-02-01)', 'a'), (1, '[2026-02-01,2026-03-01)', 'b')");
        erp(
                "update booking set during = '[2026-01-10,2026-02-01)' where note = 'a'; delete from booking where note = 'b'");
        assertEqual();
    }

    @Test
    void transactionPreparedAcrossARestart_isAppliedOnceItIsCommitted() throws SQLException {
        prepare("insert into steady values (2000, 'prepared'); update moving set note = 'p' where id = 2", "kept");
        bed.stopCapture();
        bed.capture();
        erp("insert into steady values (2001, 'beside')");
        bed.awaitApplied();
        assertThat(bed.hubRows("select id from " + bed.mirror() + ".steady where id between 2000 and 2999"))
                .containsExactly("2001");
        bed.erp("commit prepared 'kept'");
        assertEqual();
    }

    private static void prepare(String sql, String name) throws SQLException {
        bed.erp("begin read write; " + sql + "; prepare transaction '" + name + "'");
    }

    @Test
    void forgottenPreparedTransaction_isNamedByWhoWaitsForIt_andNoSlotStaysBehind() throws SQLException {
        prepare("insert into steady values (3000, 'forgotten')", "forgotten");
        try {
            assertThatThrownBy(() -> reconcile(Duration.ofSeconds(5)))
                    .hasMessageContaining("prepared transaction 'forgotten'")
                    .hasMessageContaining("rollback prepared");
        } finally {
            bed.erp("rollback prepared 'forgotten'");
        }
        String left = "select slot_name from pg_replication_slots where slot_name like 'yecai_check%'"
                + " and database = current_database()";
        bed.await("no slot to stay behind", () -> bed.erpRows(left).isEmpty());
        assertEqual();
    }

    private static void reconcile(Duration timeout) {
        new Reconciliation(bed.settings(), Capture::forReload)
                .run(List.of(), new ReconcileOptions("a test", timeout, 1, false), LoadProgress.SILENT);
    }

    @Test
    void noSlotLeftForAComparison_isNamedWithItsRemedy() throws SQLException {
        // slots of comparisons are gone a moment after them, and would be free then
        bed.await(
                "no comparison to have a slot",
                () -> bed.erpRows("select from pg_replication_slots where temporary")
                        .isEmpty());
        bed.erp("select pg_create_physical_replication_slot('fill_' || n) from generate_series(1,"
                + " current_setting('max_replication_slots')::integer"
                + " - (select count(*)::integer from pg_replication_slots)) as n");
        try {
            assertThatThrownBy(() -> reconcile(Waiting.PATIENCE)).hasMessageContaining("raise max_replication_slots");
        } finally {
            bed.erp("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name ~ '^fill_'");
        }
        assertEqual();
    }

    /** Rows that it wrote before are in no log: they come with the copy. */
    @Test
    void writerThatIsAtWorkWhenATableIsPublishedAgain_losesNothing() throws SQLException {
        try (Connection writer = bed.openErp();
                Statement statement = writer.createStatement()) {
            statement.execute("begin read write; insert into steady values (4000, 'before')");
            erp("alter publication " + bed.settings().publication() + " drop table steady");
            erp(Preflight.sourceSetupSql(bed.settings()));
            statement.execute("insert into steady values (4001, 'after'); commit");
        }
        bed.await(
                "steady to be paused",
                () -> bed.hubRows("select table_state from hub.source_table where source_table = 'steady'")
                        .contains("stopped"));
        new TableReload(bed.settings(), Capture::forReload)
                .run(List.of("public.steady"), Decision.ACCEPT, LoadProgress.SILENT);
        assertEqual();
    }

    private boolean dropSlot() throws SQLException {
        try {
            bed.erp("select pg_terminate_backend(active_pid, 600000) from pg_replication_slots where slot_name = '"
                    + bed.settings().slot() + "'; select pg_drop_replication_slot('"
                    + bed.settings().slot() + "')");
            return true;
        } catch (SQLException inUse) {
            assertThat(inUse.getSQLState()).isEqualTo("55006");
            return false;
        }
    }

    @Test
    void slotThatIsDroppedWhileTheCaptureRuns_isNamedWithItsRemedy() throws SQLException {
        bed.stopCapture();
        Capture capture = bed.capture();
        Waiting.until("the slot is dropped before the capture reads it again", this::dropSlot);
        assertThatThrownBy(() -> capture.ended().get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .hasMessageContaining("is gone from the ERP")
                .hasMessageContaining("yecai reconcile --new-slot");
        assertThat(bed.hubRows("select state, state_detail like '%yecai reconcile --new-slot%' from hub.source"))
                .containsExactly("failed|t");
        bed.stopCapture();
        new NewSlotRepair(bed.settings()).run(ShopBed.reconcileOptions(), LoadProgress.SILENT);
        bed.capture();
        assertEqual();
    }
}
