package yecai.cdc.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.check.CheckReport;
import yecai.cdc.code.Controller;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.setting.change.SettingChange;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/** Two sources whose companies have the same codes stay two; and are one only where the configuration says so. */
final class SourceCompaniesIT {
    private ShopBed first;
    private ShopBed second;

    @BeforeEach
    void start() throws Exception {
        first = new ShopBed();
        second = first.neighbour(ShopBed.SCHEMA + """
                insert into orders values (11, 'C2', 2, 'S-11', '2026-01-06', 'CNY', null, null);
                insert into "order-line" values (11, 1, 1, 7, null);
                """);
        first.load();
    }

    @AfterEach
    void stop() throws Exception {
        second.close();
        first.close();
    }

    @Test
    void aSourceWhoseCompanyHasTheCodeOfAnothers_isNotLoaded_untilTheConfigurationSaysWhichItIs() throws Exception {
        assertThatThrownBy(second::load)
                .isInstanceOfSatisfying(
                        YecaiException.class,
                        problem -> assertThat(problem.kind()).isEqualTo(Kind.PACK))
                .hasMessageContaining("company C1 of source " + source(second) + " has the code of a company of source "
                        + source(first))
                .hasMessageContaining("sources." + source(second) + ".companies: {\"C1\": CODE}");
        assertThat(orders(source(second))).isEmpty();

        load(mapped("B1"));

        assertThat(orders(source(second))).containsExactly("10 B1", "11 C2");
        assertThat(orders(source(first))).containsExactly("10 C1");
        // the ERP's totals are by its own codes
        assertThat(check(mapped("B1")).differences()).isEmpty();
        assertThat(first.hubRows("select company || ' ' || source_amount from hub.control_total where source = '"
                        + source(second) + "' order by 1"))
                .containsExactly("B1 111.0000", "C2 7.0000");
    }

    @Test
    void whatFinanceMaps_isWhatTheConfigurationSays() throws Exception {
        assertThatThrownBy(second::load).hasMessageContaining("has the code of a company of source");
        Controller controller = new Controller(first);
        controller.write(
                "finance.map_code('company', '" + source(second) + "', 'C1', 'B1', null, 'another company', 'b1')");
        second.load();
        assertThat(orders(source(second))).containsExactly("10 B1", "11 C2");
        assertThat(check(second.settings()).differences()).isEmpty();
        try (Capture capture = new Capture(first.settings())) {
            capture.start();
            first.erp("insert into orders values (20, 'C2', 1, 'S-20', '2026-01-08', 'CNY', null, null)");
            first.awaitApplied();
            assertThat(first.hubRows("select missing_kind, missing_code from hub.parked"))
                    .containsExactly("company|C2");
            controller.write("finance.map_code('company', '" + source(first) + "', 'C2', 'A2', null, 'another', 'a2')");
            first.await(
                    "the parked order is released", () -> orders(source(first)).contains("20 A2"));
        }
        SettingChange.run(first.settings());
        assertThatThrownBy(() -> controller.write(
                        "finance.map_code('company', '" + source(first) + "', 'C2', 'A3', null, 'another', 'a3')"))
                .hasMessageContaining("is loaded with it as A2");
    }

    @Test
    void theSameCompanyInTwoSources_isOne_ifTheConfigurationSaysSo() throws Exception {
        load(mapped("C1"));
        assertThat(orders(source(second))).containsExactly("10 C1", "11 C2");

        // the source that had the code first can be loaded again
        first.hub("delete from hub.source_table where source = '" + source(first) + "'");
        new InitialLoad(first.settings()).startOver(LoadProgress.SILENT);
        assertThat(orders(source(first))).containsExactly("10 C1");
    }

    @Test
    void aCompanyThatAppearsLater_parksItsDocumentsOnly_untilTheConfigurationSaysWhichItIs() throws Exception {
        load(mapped("B1"));
        try (Capture capture = new Capture(mapped("B1"))) {
            capture.start();
            second.erp("insert into orders values (12, 'C3', 1, 'S-12', '2026-01-07', 'CNY', null, null)");
            second.awaitApplied();
            assertThat(orders(source(second)))
                    .as("a code that is free is taken")
                    .contains("12 C3");
        }
        try (Capture capture = new Capture(first.settings())) {
            capture.start();
            first.erp("""
                    insert into orders values (20, 'C2', 1, 'S-20', '2026-01-08', 'CNY', null, null);
                    insert into orders values (21, 'C1', 1, 'S-21', '2026-01-08', 'CNY', null, null);
                    insert into "order-line" values (20, 1, 1, 40, null), (21, 1, 1, 50, null);
                    """);
            first.awaitApplied();
            assertThat(orders(source(first))).containsExactly("10 C1", "21 C1");
            assertThat(first.hubRows(
                            "select derive_key || ' ' || mapping from hub.parked where reason like 'company C2 of source "
                                    + source(first) + " has the code of a company of source " + source(second)
                                    + "%' order by 1"))
                    .containsExactly("20 sales_order", "20 sales_order_line");
            // a comparison only reads, and says what a mapping would give for a code that is not registered
            assertThat(first.hubRows(
                            "begin read only; select hub.unknown_company('" + source(first) + "', 'C9'); commit"))
                    .containsExactly("C9");
            assertThat(first.hubRows("select count(*) from hub.source_company where source_company = 'C9'"))
                    .containsExactly("0");
            // no total of it where readers of the other company C2 look
            assertThat(check(first.settings()).differences()).isEmpty();
            assertThat(first.hubRows(
                            "select company || ' ' || parked_amount from hub.control_total where parked_count > 0"))
                    .containsExactly(source(first) + ":C2 40.0000");

            SourceSettings mapped = first.settings().with(Map.of("C2", "A2"));
            assertThat(SettingChange.run(mapped)).isEqualTo(1);
            assertThat(orders(source(first))).containsExactly("10 C1", "20 A2", "21 C1");
            assertThat(first.hubRows("select count(*) from hub.parked")).containsExactly("0");
            assertThat(check(mapped).differences()).isEmpty();
            assertThat(SettingChange.run(mapped)).isZero();
        }
    }

    @Test
    void anotherCodeThanTheRowsWereDerivedWith_isRefused() {
        load(mapped("B1"));
        for (SourceSettings other :
                List.of(mapped("B2"), second.settings(), mapped("B1").with(Map.of("C2", "C4")))) {
            assertThatThrownBy(() -> SettingChange.run(other))
                    .isInstanceOfSatisfying(
                            YecaiException.class,
                            problem -> assertThat(problem.kind()).isEqualTo(Kind.CONFIG))
                    .hasMessageContaining("sources." + source(second) + ".companies")
                    .hasMessageContaining("load --again");
        }
    }

    private SourceSettings mapped(String code) {
        return second.settings().with(Map.of("C1", code));
    }

    private static void load(SourceSettings settings) {
        new InitialLoad(settings).run(LoadProgress.SILENT);
    }

    private static CheckReport check(SourceSettings settings) {
        return new Check(settings).run(CheckOptions.defaults());
    }

    private List<String> orders(String source) throws SQLException {
        return first.hubRows("select entity_key || ' ' || company from canon.sales_order where source = '" + source
                + "' order by 1");
    }

    private static String source(ShopBed bed) {
        return bed.settings().source();
    }
}
