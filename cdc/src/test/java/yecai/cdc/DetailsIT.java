package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Details, such as the lines of a document, appear and go, also where a mapping gave none when the source was loaded. */
class DetailsIT {
    private static final String PLAIN = "select mapping from hub.plain_mapping order by 1";
    private static final String LINES = "select entity_key from canon.sales_order_line order by 1";

    @Test
    void detailsThatFirstAppearAfterTheLoad_areDeletedWithTheirRows() throws Exception {
        try (ShopBed bed = new ShopBed(ShopBed.SCHEMA + "delete from \"order-line\";", "shop")) {
            bed.load();
            assertThat(bed.hubRows(PLAIN)).containsExactly("customer", "sales_order", "sales_order_line");
            bed.capture();
            bed.erp("insert into \"order-line\" values (10, 1, 2, 5.5, null), (10, 2, 1, 100, null)");
            bed.awaitApplied();
            assertThat(bed.hubRows(LINES)).containsExactly("10:1", "10:2");
            assertThat(bed.hubRows(PLAIN)).containsExactly("customer", "sales_order");
            bed.erp("delete from \"order-line\" where line = 1");
            bed.awaitApplied();
            assertThat(bed.hubRows(LINES)).containsExactly("10:2");
            assertThat(bed.differences()).isEmpty();
        }
    }

    @Test
    void detailsThatAreThereAtTheLoad_areDeletedWithTheirRows() throws Exception {
        try (ShopBed bed = new ShopBed()) {
            bed.load();
            assertThat(bed.hubRows(PLAIN)).containsExactly("customer", "sales_order");
            bed.capture();
            bed.erp("delete from orders");
            bed.awaitApplied();
            assertThat(bed.hubRows(LINES)).isEmpty();
            assertThat(bed.hubRows("select count(*) from canon.sales_order")).containsExactly("0");
            assertThat(bed.differences()).isEmpty();
        }
    }

    @Test
    void detailsInTheTransactionThatFirstGivesThem_areReplaced() throws Exception {
        try (ShopBed bed = new ShopBed(ShopBed.SCHEMA + "delete from \"order-line\";", "shop")) {
            bed.load();
            bed.capture();
            bed.erp(
                    "begin; insert into \"order-line\" values (10, 1, 2, 5.5, null);"
                            + " update \"order-line\" set line = 3; insert into \"order-line\" values (10, 4, 1, 1, null); commit");
            bed.awaitApplied();
            assertThat(bed.hubRows(LINES)).containsExactly("10:3", "10:4");
            bed.erp("update \"order-line\" set line = 5 where line = 3");
            bed.awaitApplied();
            assertThat(bed.hubRows(LINES)).containsExactly("10:4", "10:5");
            assertThat(bed.differences()).isEmpty();
        }
    }

    @Test
    void aKeyThatContainsAColon_isNoDetailOfAShorterOne() throws Exception {
        try (ShopBed bed = new ShopBed(
                "create table item (code text primary key, name text);"
                        + " insert into item values ('M1', 'plate'), ('M1:A', 'plate, blue');",
                "codes")) {
            bed.load();
            assertThat(bed.hubRows(PLAIN)).containsExactly("material");
            bed.capture();
            bed.erp("insert into item values ('M1:B', 'plate, red'); update item set name = 'sheet' where code = 'M1'");
            bed.awaitApplied();
            bed.erp("update item set name = 'board' where code = 'M1'");
            bed.awaitApplied();
            assertThat(bed.hubRows("select entity_key || ' ' || name from canon.material order by 1"))
                    .containsExactly("M1 board", "M1:A plate, blue", "M1:B plate, red");
            bed.erp("delete from item where code = 'M1'");
            bed.awaitApplied();
            assertThat(bed.hubRows("select entity_key from canon.material order by 1"))
                    .containsExactly("M1:A", "M1:B");
        }
    }

    @Test
    void keysThatContainColons_andDetails_areDistinguished() throws Exception {
        try (ShopBed bed = new ShopBed("""
                create table kit (code text primary key, name text, size integer);
                create table part (kit text, part text, primary key (kit, part));
                insert into kit values ('M1', 'a', 1), ('M1:A', 'b', 1), ('M1:A:B', 'c', 1), ('M10', 'd', 1);
                insert into part values ('M1', '1'), ('M1', '2'), ('M1:A', '1'), ('M1:A:B', 'C:1'), ('M10', '1');
                """, "kits")) {
            bed.load();
            assertThat(bed.hubRows(PLAIN)).isEmpty();
            bed.capture();

            bed.erp("update kit set name = 'A' where code = 'M1'; delete from part where kit = 'M1' and part = '2'");
            assertKits(bed, "M1 A", "M1:1 A", "M1:A b", "M1:A:1 b", "M1:A:B c", "M1:A:B:C:1 c", "M10 d", "M10:1 d");

            // M1 is parked
            bed.erp("update kit set size = 0 where code = 'M1'");
            assertKits(bed, "M1:A b", "M1:A:1 b", "M1:A:B c", "M1:A:B:C:1 c", "M10 d", "M10:1 d");

            // so is M1:A; what lies between is not asked when M1:A:B changes
            bed.erp("update kit set size = 0 where code = 'M1:A'; delete from part where kit = 'M1:A:B'");
            assertKits(bed, "M1:A:B c", "M10 d", "M10:1 d");

            bed.erp("update kit set size = 2 where size = 0; insert into part values ('M1', 'A:2')");
            assertKits(bed, "M1 A", "M1:1 A", "M1:A b", "M1:A:1 b", "M1:A:2 A", "M1:A:B c", "M10 d", "M10:1 d");

            bed.erp("update kit set name = 'B' where code = 'M1:A'; delete from part where kit = 'M1:A'");
            assertKits(bed, "M1 A", "M1:1 A", "M1:A B", "M1:A:2 A", "M1:A:B c", "M10 d", "M10:1 d");

            bed.erp("delete from kit where code = 'M1:A'; delete from part where kit = 'M1' and part = '1'");
            assertKits(bed, "M1 A", "M1:A:2 A", "M1:A:B c", "M10 d", "M10:1 d");

            bed.erp("delete from kit where code = 'M1'");
            assertKits(bed, "M1:A:B c", "M10 d", "M10:1 d");
        }
    }

    private static void assertKits(ShopBed bed, String... rows) throws Exception {
        bed.awaitApplied();
        assertThat(bed.hubRows("select substr(entity_key, 3) || ' ' || split_part(name, ' ', 1) from canon.material"
                        + " order by entity_key collate \"C\""))
                .containsExactlyInAnyOrder(rows);
        assertThat(bed.differences()).isEmpty();
    }
}
