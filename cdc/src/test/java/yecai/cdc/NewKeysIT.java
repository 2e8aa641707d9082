package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.sql.text.Identifier;

/** Large batches whose documents are all new, some of them new, or new and unfit. */
class NewKeysIT {
    private ShopBed bed;

    @BeforeEach
    void start() throws SQLException {
        bed = new ShopBed(ShopBed.SCHEMA + "delete from \"order-line\";", "shop");
        bed.load();
        bed.capture();
    }

    @AfterEach
    void stop() throws SQLException {
        bed.close();
    }

    private static String orders(int from, int to) {
        return "insert into orders (id, company, customer, number, ordered) select n, 'C1', n % 2 + 1, 'S-' || n,"
                + " '2026-03-01' from generate_series(" + from + ", " + to + ") as n;";
    }

    private static String lines(int from, int to, String quantity) {
        return "insert into \"order-line\" select n, l, " + quantity + ", 2.5, null from generate_series(" + from + ", "
                + to + ") as n, generate_series(1, 2) as l;";
    }

    /** What the mapping gives and the canonical table lacks, and the other way round. */
    private List<String> differences(String mapping, String columns) throws SQLException {
        String view =
                "select " + columns + " from " + Identifier.quote(bed.settings().mapSchema(), mapping);
        String canon = "select " + columns + " from canon." + mapping;
        return bed.hubRows("(" + view + " except all " + canon + ") union all (" + canon + " except all " + view + ")");
    }

    private void assertDerived(int orders, int lines) throws SQLException {
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        assertThat(differences("sales_order", "entity_key, customer, document_no, net, line_count"))
                .isEmpty();
        assertThat(differences("sales_order_line", "entity_key, line_no, net, unit_price"))
                .isEmpty();
        assertThat(bed.hubRows("select (select count(*) from canon.sales_order), (select count(*) from"
                        + " canon.sales_order_line)"))
                .containsExactly(orders + "|" + lines);
    }

    private List<String> plain() throws SQLException {
        return bed.hubRows("select mapping from hub.plain_mapping order by 1");
    }

    /** The server does it within minutes, and counts that apart; a backlog is drained sooner. */
    @Test
    void tablesThatHaveDoubled_areAnalyzed() throws SQLException {
        String analyzed =
                "select sum(analyze_count) from pg_stat_all_tables where relid in ('canon.sales_order'::regclass, '"
                        + bed.mirror() + ".orders'::regclass)";
        long before = Long.parseLong(bed.hubRows(analyzed).get(0));
        bed.erp(orders(1000, 2999));
        assertDerived(2001, 0);
        bed.await(
                "both tables to be analyzed",
                () -> Long.parseLong(bed.hubRows(analyzed).get(0)) >= before + 2);
    }

    @Test
    void newDocuments_areInsertedWithTheirTransactions() throws SQLException {
        bed.erp("begin;" + orders(1000, 2999) + "commit; begin;" + orders(3000, 4999) + "commit");
        assertDerived(4001, 0);
        assertThat(plain()).contains("sales_order");
        assertThat(bed.hubRows("select count(distinct source_tx), count(distinct source_committed_at),"
                        + " count(*) filter (where source_tx is null or applied_at is null) from canon.sales_order"
                        + " where entity_key <> '10'"))
                .containsExactly("2|2|0");
    }

    @Test
    void newAndOldDocumentsTogether_areMerged() throws SQLException {
        bed.erp(orders(1000, 1999));
        assertDerived(1001, 0);
        bed.erp("begin;" + orders(2000, 2999)
                + "update orders set number = 'new ' || number; delete from orders where id"
                + " between 1500 and 1599; update orders set id = id + 10000 where id between 1600 and 1699; commit");
        assertDerived(1901, 0);
    }

    @Test
    void detailsThatFirstAppear_areThereAndAreKnown() throws SQLException {
        bed.erp("begin;" + orders(1000, 1999) + lines(1000, 1999, "n") + "commit");
        assertDerived(1001, 2000);
        assertThat(plain()).containsExactly("customer", "sales_order");
        bed.erp("begin; delete from \"order-line\" where line = 2;" + orders(2000, 2999) + lines(2000, 2999, "n")
                + "commit");
        assertDerived(2001, 3000);
    }

    @Test
    void documentThatCannotBeMapped_isParkedAloneAmongTheNew() throws SQLException {
        bed.erp("begin;" + orders(1000, 1999) + lines(1000, 1999, "nullif(n, 1234)") + "commit");
        bed.erp("begin;" + orders(2000, 2999) + lines(2000, 2999, "n - 2345") + "commit");
        bed.awaitApplied();
        assertThat(bed.hubRows("select mapping, derive_key from hub.parked")).containsExactly("sales_order_line|2345");
        assertThat(bed.hubRows("select count(*) from canon.sales_order_line")).containsExactly("3998");
        bed.erp("update \"order-line\" set quantity = 1 where order_id = 2345");
        assertDerived(2001, 4000);
        assertThat(bed.hubRows("select * from hub.parked")).isEmpty();
    }

    @Test
    void keysThatTheMappingDoesNotGive_leaveNothing() throws SQLException {
        bed.erp(lines(5000, 5999, "1"));
        assertDerived(1, 0);
        bed.erp(orders(5500, 6499));
        assertDerived(1001, 1000);
    }
}
