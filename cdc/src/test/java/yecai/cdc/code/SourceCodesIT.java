package yecai.cdc.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.ShopBed;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.code.change.CodeChange;
import yecai.cdc.source.SourceSettings;

/** The group's codes in the rows of a source: mapped by finance, by day, assigned, parked, qualified where two sources have the same. */
final class SourceCodesIT {
    private ShopBed shop;
    private String source;
    private Controller controller;
    private int keys;

    @BeforeEach
    void start() throws SQLException {
        shop = new ShopBed();
        source = shop.settings().source();
        controller = new Controller(shop);
        shop.erp("""
                insert into orders values (11, 'C1', 1, 'S-11', '2025-12-31', 'CNY', null, null);
                insert into orders values (12, 'C1', 2, 'S-12', '2026-01-06', 'CNY', null, null);
                insert into "order-line" values (11, 1, 1, 7, null), (12, 1, 1, 9, null);
                """);
    }

    @AfterEach
    void stop() throws SQLException {
        shop.close();
    }

    @Test
    void aMapThatWasThereBeforeTheLoad_isInAllRows_andTheErpsCodeBesideIt() throws SQLException {
        map("customer", "Ada", "K0001", "null");
        shop.load();
        assertThat(orders()).containsExactly("10 K0001 Ada", "11 K0001 Ada", "12 Bo null");
        assertThat(differences()).isEmpty();
        assertThat(open()).isZero();
    }

    @Test
    void aDocumentsOwnDayDecides_andAChangeComesIntoItsRowsWhileTheCaptureRuns() throws SQLException {
        shop.load();
        shop.capture();
        map("customer", "Ada", "K0001", "'2026-01-01'");
        awaitDone();
        assertThat(orders()).containsExactly("10 K0001 Ada", "11 Ada null", "12 Bo null");
        shop.erp("""
                insert into orders values (13, 'C1', 1, 'S-13', '2026-01-07', 'CNY', null, null);
                update client set name = 'Ida' where id = 2;
                """);
        shop.awaitApplied();
        assertThat(orders()).containsExactly("10 K0001 Ada", "11 Ada null", "12 Ida null", "13 K0001 Ada");

        // two codes of the ERP become one customer of the group; what was said of Ada before stays history
        map("customer", "Ida", "K0001", "null");
        map("customer", "Ada", "K0002", "'2026-01-06'");
        awaitDone();
        assertThat(orders()).containsExactly("10 K0001 Ada", "11 Ada null", "12 K0001 Ida", "13 K0002 Ada");
        assertThat(differences()).isEmpty();
        map("customer", "Ada", null, "'2026-01-01'");
        map("customer", "Ida", null, "null");
        awaitDone();
        shop.stopCapture();
        assertThat(orders()).containsExactly("10 Ada null", "11 Ada null", "12 Ida null", "13 K0002 Ada");
        assertThat(differences()).isEmpty();
    }

    @Test
    void aCodeWithoutOneOfTheGroup_parksItsDocuments_whichAreReleasedByThemselves() throws SQLException {
        rule("customer", "'^(K[0-9]{4}|[0-9])$'", "park", null, null);
        map("customer", "Bo", "K0002", "null");
        shop.load();
        assertThat(orders()).containsExactly("12 K0002 Bo");
        assertThat(shop.hubRows(
                        "select distinct derive_key, missing_kind, missing_code, reason like 'customer Ada of source "
                                + source + " has no code of the group%' from hub.parked order by 1"))
                .containsExactly("10|customer|Ada|t", "11|customer|Ada|t");
        assertThat(differences()).isEmpty();
        assertThat(shop.hubRows(
                        "select sum(parked_count), sum(parked_amount), sum(mapped_amount) from hub.control_total"))
                .containsExactly("2|118.0000|9.0000");

        shop.capture();
        map("customer", "Ada", "K0001", "null");
        awaitDone();
        assertThat(orders()).containsExactly("10 K0001 Ada", "11 K0001 Ada", "12 K0002 Bo");
        assertThat(shop.hubRows("select count(*) from hub.parked")).containsExactly("0");
        shop.stopCapture();
        assertThat(differences()).isEmpty();
    }

    @Test
    void aCodeWithoutOneOfTheGroup_getsTheNextFreeOne() throws SQLException {
        rule("customer", "'^([0-9]{4}|[0-9])$'", "assign", "'0002'", "'0003'");
        map("customer", "Nobody", "0002", "null");
        shop.load();
        List<String> assigned = orders();
        assertThat(assigned).containsExactly("10 0003 Ada", "11 0003 Ada");
        assertThat(shop.hubRows("select reason from hub.parked where reason like '%used up%' limit 1"))
                .singleElement()
                .asString()
                .contains("customer Bo of source " + source
                        + " gets no code of the group: the range 0002 to 0003 is used up");
        rule("customer", "'^([0-9]{4}|[0-9])$'", "assign", "'0002'", "'9999'");
        assertThat(CodeChange.run(shop.settings())).isTrue();
        assertThat(orders()).hasSize(3).containsAll(assigned);
        assertThat(shop.hubRows(
                        "select count(distinct customer), count(distinct source_customer) from canon.sales_order"))
                .containsExactly("2|2");
        assertThat(differences()).isEmpty();
        List<String> before = orders();
        shop.hub("update hub.source_table set table_state = table_state");
        assertThat(CodeChange.run(shop.settings())).isFalse();
        assertThat(orders()).isEqualTo(before);
    }

    @Test
    void theSameCodeInTwoSources_isQualified_unlessTheyAreMappedOrSaidToBeTheSame() throws SQLException {
        shop.load();
        assertThat(shop.hubRows("select count(*) from hub.applied_kind")).containsExactly("0");
        try (ShopBed other =
                shop.neighbour(ShopBed.SCHEMA.replace("'C1'", "'C9'").replace("'Bo'", "'Cy'"))) {
            other.load();
            String second = other.settings().source();
            assertThat(CodeChange.run(shop.settings())).isTrue();
            CodeChange.run(other.settings());
            assertThat(customers())
                    .containsExactly(
                            source + " " + source + ":1 Ada",
                            source + " " + source + ":2 Bo",
                            second + " " + second + ":1 Ada",
                            second + " " + second + ":2 Cy");
            assertThat(orders())
                    .containsExactly("10 " + source + ":Ada Ada", "11 " + source + ":Ada Ada", "12 Bo null");
            assertThat(differences(shop.settings())).isEmpty();
            assertThat(differences(other.settings())).isEmpty();

            controller.write("finance.map_code('customer', '" + source + "', 'Ada', 'K1', null, 'one customer', 'a')");
            controller.write("finance.map_code('customer', '" + second + "', 'Ada', 'K1', null, 'one customer', 'b')");
            CodeChange.run(shop.settings());
            CodeChange.run(other.settings());
            assertThat(shop.hubRows("select distinct customer from canon.sales_order where source_customer = 'Ada'"))
                    .containsExactly("K1");

            rule("customer", "null", "identity", null, null, "same");
            CodeChange.run(shop.settings());
            CodeChange.run(other.settings());
            assertThat(shop.hubRows("select distinct customer from canon.customer order by 1"))
                    .containsExactly("1", "2");
            assertThat(differences(shop.settings())).isEmpty();
            assertThat(differences(other.settings())).isEmpty();
        }
    }

    @Test
    void aChangeIsRefusedInWords_andSaysWhatItWouldChange() throws SQLException {
        shop.load();
        String map =
                "select finance.map_code('customer', '" + source + "', 'Ada', 'K1', '2026-01-01', 'why', 'key', true)";
        assertThat(controller.read("select e ->> 'entity', e ->> 'period', e ->> 'code_before', e ->> 'code_after',"
                        + " e ->> 'row_count', e ->> 'amount' from jsonb_array_elements((" + map
                        + ") -> 'difference') as e"))
                .containsExactly("sales_order|2026-01|Ada|K1|1|111.0000", "sales_order_line|2026-01|Ada|K1|2|111.0000");
        assertThat(open()).isZero();
        refused(
                "finance.map_code('colour', 'a', 'b', 'c', null, 'why', 'k')",
                "there are no codes of kind colour: the kinds are account");
        refused("finance.map_code('customer', 'a', ' b', 'c', null, 'why', 'k')", "source_code has spaces at its ends");
        refused("finance.map_code('customer', 'a', 'b', 'c', null, 'why', null)", "idempotency_key must have");
        refused("finance.map_code('customer', 'a', 'b', 'c', null, '', 'k')", "reason is empty");
        refused(
                "finance.set_code_rule('customer', '[', 'park', null, null, null, null, 'why', 'k')",
                "is no regular expression");
        refused(
                "finance.set_code_rule('customer', null, 'park', null, null, null, null, 'why', 'k')",
                "park needs a pattern");
        refused(
                "finance.set_code_rule('customer', '.', 'lose', null, null, null, null, 'why', 'k')",
                "on_missing must be");
        refused(
                "finance.set_code_rule('customer', '.', 'assign', null, '9', '10', null, 'why', 'k')",
                "two numbers of the same length");
        refused(
                "finance.set_code_rule('company', '.', 'park', null, null, null, null, 'why', 'k')",
                "there are no rules for codes of kind company");
        refused(
                "finance.map_code('company', '" + source + "', 'C1', 'X', null, 'why', 'k')",
                "is loaded with it as C1");

        String done = "finance.map_code('customer', '" + source + "', 'Ada', 'K1', null, 'why', 'once')";
        controller.write(done);
        assertThat(controller.write(done + " ->> 'repeated'")).isEqualTo("true");
        refused(done.replace("'K1'", "'K2'"), "idempotency_key once was used at");
        assertThat(shop.hubRows("select count(*) from hub.audit where action = 'map_code'"))
                .containsExactly("1");
        assertThat(shop.hubRows("select count(*) from hub.code_map")).containsExactly("1");
    }

    private void refused(String call, String why) {
        assertThatThrownBy(() -> controller.write(call)).as(call).hasMessageContaining(why);
    }

    private void map(String kind, String code, String group, String since) throws SQLException {
        controller.write("finance.map_code('" + kind + "', '" + source + "', '" + code + "', "
                + (group == null ? "null" : "'" + group + "'") + ", " + since + ", 'test', 'key " + ++keys + "')");
    }

    private void rule(String kind, String pattern, String missing, String from, String to) throws SQLException {
        rule(kind, pattern, missing, from, to, "qualify");
    }

    private void rule(String kind, String pattern, String missing, String from, String to, String collision)
            throws SQLException {
        controller.write("finance.set_code_rule('" + kind + "', " + pattern + ", '" + missing + "', '" + collision
                + "', " + from + ", " + to + ", null, 'test', 'key " + ++keys + "')");
    }

    private long open() throws SQLException {
        return Long.parseLong(shop.hubRows("select count(*) from hub.code_change where done_at is null")
                .get(0));
    }

    private void awaitDone() throws SQLException {
        shop.await("changed codes are in all rows", () -> open() == 0);
    }

    private List<String> orders() throws SQLException {
        return shop.hubRows("select entity_key || ' ' || customer || ' ' || coalesce(source_customer, 'null')"
                + " from canon.sales_order where source = '" + source + "' order by 1");
    }

    private List<String> customers() throws SQLException {
        return shop.hubRows("select source || ' ' || customer || ' ' || name from canon.customer order by 1");
    }

    private List<?> differences() {
        return differences(shop.settings());
    }

    private static List<?> differences(SourceSettings settings) {
        return new Check(settings).run(CheckOptions.defaults()).differences();
    }
}
