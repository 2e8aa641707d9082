package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.sql.error.YecaiException;

class CaptureIT {
    private ShopBed bed;

    @BeforeEach
    void open() throws SQLException {
        bed = new ShopBed();
    }

    @AfterEach
    void close() throws SQLException {
        bed.close();
    }

    @Test
    void load_copiesTheSnapshotAndDerivesIt() throws SQLException {
        bed.load();

        assertThat(bed.hubRows("select id, company, number, length(note) from " + bed.mirror() + ".orders"))
                .containsExactly("10|C1|S-10|5000");
        assertThat(bed.hubRows("select entity_key, net::text, line_count, customer, source_tx from canon.sales_order"))
                .containsExactly("10|111.0000|2|Ada|null");
        assertThat(bed.hubRows("select entity_key, promised_date from canon.sales_order_line order by 1"))
                .containsExactly("10:1|2026-02-01", "10:2|null");
        assertThat(bed.hubRows("select state from hub.source")).containsExactly("ready");
    }

    @Test
    void load_neverTakesColumnsThatThePackDoesNotList() throws SQLException {
        bed.load();

        assertThat(bed.hubRows(
                        "select count(*) from information_schema.columns where column_name = 'secret' and table_schema = '"
                                + bed.mirror() + "'"))
                .containsExactly("0");
    }

    @Test
    void capture_appliesInsertsUpdatesAndDeletesAndDerivesThem() throws SQLException {
        bed.load();
        bed.capture();
        bed.erp("""
                insert into orders values (11, 'C2', 2, 'S-11', '2026-03-01', 'USD', null, 'x');
                insert into "order-line" values (11, 1, 3, 7, '2026-04-01'), (11, 2, 1, 1, null);
                update "order-line" set quantity = 4 where order_id = 11 and line = 1;
                delete from "order-line" where order_id = 11 and line = 2;
                """);
        bed.erp("update client set name = 'Adele' where id = 1");
        bed.awaitApplied();

        assertThat(
                        bed.hubRows(
                                "select entity_key, company, net::text, line_count, customer from canon.sales_order order by 1"))
                .containsExactly("10|C1|111.0000|2|Adele", "11|C2|28.0000|1|Bo");
        assertThat(bed.hubRows("select entity_key from canon.sales_order_line order by 1"))
                .containsExactly("10:1", "10:2", "11:1");
        assertThat(bed.hubRows("select applied_transactions from hub.source")).containsExactly("2");
    }

    @Test
    void capture_namesTheTransactionThatMadeACanonicalRow() throws SQLException {
        bed.load();
        bed.capture();
        List<String> made = new ArrayList<>();
        String before = bed.erpRows("select clock_timestamp()").get(0);
        for (int id : new int[] {11, 12}) {
            made.addAll(bed.erpRows("insert into orders values (" + id + ", 'C2', 2, 'S-" + id
                    + "', '2026-03-01', 'USD'); select pg_current_xact_id()"));
        }
        bed.awaitApplied();

        assertThat(made).hasSize(2).doesNotHaveDuplicates();
        assertThat(bed.hubRows("select source_tx from canon.sales_order where entity_key in ('11', '12')"
                        + " order by entity_key"))
                .isEqualTo(made);
        assertThat(bed.hubRows("select count(*) from canon.sales_order where source_committed_at between '" + before
                        + "' and clock_timestamp()"))
                .containsExactly("2");
    }

    @Test
    void capture_doesNotRewriteRowsWhoseBusinessColumnsAreUnchanged() throws SQLException {
        bed.load();
        bed.capture();
        bed.erp("update orders set note = 'other' where id = 10");
        bed.awaitApplied();

        assertThat(bed.hubRows("select source_tx from canon.sales_order")).containsExactly("null");
    }

    @Test
    void capture_keepsLargeValuesThatDidNotChange() throws SQLException {
        bed.load();
        bed.capture();
        bed.erp("update orders set number = 'S-10b' where id = 10");
        bed.erp("update orders set id = 99 where id = 10; update orders set number = 'S-99' where id = 99");
        bed.awaitApplied();

        assertThat(bed.hubRows("select id, number, length(note) from " + bed.mirror() + ".orders"))
                .containsExactly("99|S-99|5000");
    }

    @Test
    void capture_movesALargeValueToANewKeyWithinOneTransaction() throws SQLException {
        bed.load();
        bed.capture();
        bed.erp("""
                update orders set number = 'S-10b' where id = 10;
                update orders set id = 20 where id = 10;
                update orders set id = 21 where id = 20;
                """);
        bed.awaitApplied();

        assertThat(bed.hubRows("select id, number, length(note) from " + bed.mirror() + ".orders"))
                .containsExactly("21|S-10b|5000");
    }

    @Test
    void capture_keepsSpecialCharacters_inSmallAndLargeBatches() throws SQLException {
        String odd = "E'a'';b ? {fn now()} $1 $$ \\\\ \\t \\n -- /* \\u00e9 \\u4e1a'";
        bed.load();
        bed.capture();
        bed.erp("insert into orders values (11, 'C1', 1, 'S-11', null, 'CNY', " + odd + ")");
        bed.awaitApplied();
        bed.erp("insert into orders select 1000 + n, 'C1', 1, 'M-' || n, null, 'CNY', " + odd
                + " || n from generate_series(1, 500) as n");
        bed.awaitApplied();

        String sql = "select count(*), sum(hashtextextended(note, id)) from ";
        assertThat(bed.hubRows(sql + bed.mirror() + ".orders")).isEqualTo(bed.erpRows(sql + "orders"));
        assertThat(bed.hubRows("select note from " + bed.mirror() + ".orders where id = 11"))
                .isEqualTo(bed.erpRows("select note from orders where id = 11"));
    }

    @Test
    void capture_appliesTruncate() throws SQLException {
        bed.load();
        bed.capture();
        bed.erp(
                "insert into \"order-line\" values (10, 3, 1, 1, null); truncate \"order-line\"; insert into \"order-line\" values (10, 9, 1, 2, null)");
        bed.awaitApplied();

        assertThat(bed.hubRows("select line from " + bed.mirror() + ".\"order-line\""))
                .containsExactly("9");
        assertThat(bed.hubRows("select net::text from canon.sales_order")).containsExactly("2.0000");
        assertThat(bed.hubRows("select entity_key from canon.sales_order_line")).containsExactly("10:9");
    }

    @Test
    void capture_parksWhatCannotBeMapped_andDerivesItOnceItIsCorrected() throws SQLException {
        bed.load();
        bed.capture();
        bed.erp(
                "insert into orders values (11, 'C2', 2, 'S-11', '2026-03-01', 'USD'), (12, 'C2', 2, 'S-12', '2026-03-01', 'USD')");
        bed.erp("insert into \"order-line\" values (11, 1, 0, 7, null), (12, 1, 1, 7, null), (10, 3, 1, 1, null)");
        bed.awaitApplied();

        assertThat(bed.hubRows("select mapping, derive_key, reason from hub.parked"))
                .containsExactly("sales_order_line|11|division by zero");
        assertThat(bed.hubRows("select entity_key from canon.sales_order_line order by 1"))
                .containsExactly("10:1", "10:2", "10:3", "12:1");

        bed.erp("update \"order-line\" set quantity = 2 where order_id = 11");
        bed.awaitApplied();

        assertThat(bed.hubRows("select count(*) from hub.parked")).containsExactly("0");
        assertThat(bed.hubRows("select net::text from canon.sales_order_line where entity_key = '11:1'"))
                .containsExactly("14.0000");
    }

    /** One NaN would make each sum of its company NaN, for every reader. */
    @Test
    void numberThatIsNone_isParked_whileTheOthersFlow() throws SQLException {
        bed.load();
        bed.capture();
        bed.erp(
                "insert into orders values (11, 'C2', 2, 'S-11', '2026-03-01', 'USD'), (12, 'C2', 2, 'S-12', '2026-03-01', 'USD')");
        bed.erp("insert into \"order-line\" values (11, 1, 'NaN', 7, null), (12, 1, 1, 7, null)");
        bed.awaitApplied();

        assertThat(bed.hubRows("select distinct derive_key from hub.parked where reason ~ 'numbers_are_finite'"))
                .containsExactly("11");
        assertThat(bed.hubRows("select entity_key from canon.sales_order_line order by 1"))
                .containsExactly("10:1", "10:2", "12:1");

        bed.erp("update \"order-line\" set quantity = 2 where order_id = 11");
        bed.awaitApplied();

        assertThat(bed.hubRows("select count(*) from hub.parked")).containsExactly("0");
    }

    @Test
    void load_parksWhatCannotBeMapped() throws SQLException {
        bed.erp("insert into \"order-line\" values (10, 7, 0, 7, null)");
        bed.load();

        assertThat(bed.hubRows("select mapping, derive_key from hub.parked")).containsExactly("sales_order_line|10");
        assertThat(bed.hubRows("select count(*) from canon.sales_order_line")).containsExactly("0");
        assertThat(bed.hubRows("select count(*) from canon.sales_order")).containsExactly("1");
    }

    @Test
    void capture_resumesWhereItStopped() throws SQLException {
        bed.load();
        bed.capture();
        bed.erp("insert into orders values (11, 'C2', 2, 'S-11', '2026-03-01', 'USD')");
        bed.awaitApplied();
        bed.stopCapture();
        assertThat(bed.hubRows("select state from hub.source")).containsExactly("stopped");
        bed.erp("insert into orders values (12, 'C2', 2, 'S-12', '2026-03-01', 'USD')");
        bed.capture();
        bed.awaitApplied();

        assertThat(bed.hubRows("select entity_key from canon.sales_order order by 1"))
                .containsExactly("10", "11", "12");
        assertThat(bed.hubRows("select applied_transactions from hub.source")).containsExactly("2");
    }

    @Test
    void capture_refusesToRunTwiceForOneSource() throws SQLException {
        bed.load();
        bed.capture();
        bed.erp("insert into orders values (11, 'C2', 2, 'S-11', '2026-03-01', 'USD')");
        bed.awaitApplied();

        try (Capture second = new Capture(bed.settings())) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(YecaiException.class)
                    .hasMessageContaining(bed.settings().source())
                    .hasMessageContaining("stop");
        }
    }

    @Test
    void capture_movesTheSlotWhileNothingCapturedChanges() throws SQLException {
        bed.load();
        bed.capture();
        bed.erp(
                "create table noise (id serial primary key, x text); insert into noise (x) select 'x' from generate_series(1, 1000)");
        bed.awaitApplied();
        String before = bed.erpRows("select pg_current_wal_lsn()").get(0);

        bed.await(
                "the slot to pass " + before,
                () -> bed.erpRows("select confirmed_flush_lsn >= '" + before
                                + "' from pg_replication_slots where slot_name = '"
                                + bed.settings().slot() + "'")
                        .equals(java.util.List.of("t")));
    }

    @Test
    void capture_streamsATransactionThatIsLargerThanAChunk() throws SQLException {
        bed.load();
        bed.capture();
        bed.erp("""
                insert into orders select n, 'C3', 1, 'B-' || n, '2026-05-01', 'CNY' from generate_series(1001, 4000) as n;
                insert into "order-line" select n, 1, 1, 1, null from generate_series(1001, 4000) as n;
                update "order-line" set price = 2 where order_id > 1000;
                """);
        bed.awaitApplied();

        assertThat(
                        bed.hubRows(
                                "select count(*), sum(net)::text, count(distinct source_tx) from canon.sales_order where company = 'C3'"))
                .containsExactly("3000|6000.0000|1");
        assertThat(bed.hubRows("select transactions, events from hub.applied_batch"))
                .containsExactly("1|9000");
    }
}
