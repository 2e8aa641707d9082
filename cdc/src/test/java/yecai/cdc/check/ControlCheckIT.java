package yecai.cdc.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Part;

/** Control totals of a source of each test's own. */
final class ControlCheckIT {
    @Test
    void run_writesTheTotalsWhereFinanceReadsThem() throws SQLException {
        TestErp erp = TestErp.loaded();
        CheckReport report = erp.check();

        assertThat(erp.valueAtHub("select count(*) from hub.control_total where source = SOURCE"))
                .isEqualTo(Long.toString(report.rows(Part.CONTROL_TOTALS)));
        assertThat(erp.valueAtHub("select string_agg(distinct position::text, ' ') from hub.control_total"
                        + " where source = SOURCE"))
                .isEqualTo(report.position());
        assertThat(erp.valueAtHub("select sum(source_amount) from hub.control_total where source = SOURCE"
                        + " and kind = 'invoice_gross'"))
                .isEqualTo(Databases.value(erp.admin(), "select sum(net + tax) from public.invoice"));
        assertThat(erp.valueAtHub("select sum(excluded_count) || ' ' || sum(mapped_count) from hub.control_total"
                        + " where source = SOURCE and kind = 'invoice_gross'"))
                .isEqualTo("200 1800");
        assertThat(erp.valueAtHub("select count(*) from hub.control_total where source = SOURCE and mirror_amount"
                        + " <> mapped_amount + unmapped_amount + parked_amount + excluded_amount"))
                .isEqualTo("0");
    }

    @Test
    void run_namesTheTotalWhoseMirrorIsNotTheErps() throws SQLException {
        TestErp erp = TestErp.loaded();
        erp.atHub("update MIRROR.invoice set tax = tax + 5 where id = 12");

        assertThat(texts(erp.check(), Difference.Kind.SOURCE_TOTAL))
                .singleElement()
                .asString()
                .startsWith("control total invoice_gross, company C1, period 2026-01, currency EUR: the ERP has ");
    }

    @Test
    void run_namesTheTotalThatTheCanonicalTablesDoNotReach() throws SQLException {
        TestErp erp = TestErp.loaded();
        erp.atHub("update canon.cost_entry set amount_functional = 0 where source = SOURCE and company = 'C2'"
                + " and entity_key = 'm999:material'");

        CheckReport report = erp.check();

        assertThat(texts(report, Difference.Kind.SOURCE_TOTAL)).isEmpty();
        assertThat(texts(report, Difference.Kind.HUB_TOTAL))
                .singleElement()
                .asString()
                .contains("control total cost, company C2, period 2026-01, currency CNY: the mirror has 25000.0,")
                .contains("= 24900.1");
        assertThat(report.controlTotalsMatch()).isFalse();
    }

    @Test
    void run_countsUnmappedAmounts() throws SQLException {
        TestErp erp = TestErp.created();
        erp.atErp("update public.invoice set number = null where id = 3");
        erp.load();

        assertThat(erp.check().differences()).isEmpty();
        assertThat(erp.valueAtHub("select string_agg(unmapped_amount::text, '') from hub.control_total"
                        + " where source = SOURCE and unmapped_count > 0"))
                .isEqualTo("4.14");
    }

    @Test
    void run_explainsParkedAmountsOfEveryMappingOfTheTable() throws SQLException {
        TestErp erp = TestErp.created();
        erp.atErp(
                "update public.invoice set rate = 0 where id = 3",
                "update public.cost set company = null where id in (7, 8)");
        erp.load();
        erp.atHub(
                "insert into hub.parked (source, mapping, derive_key, entity, reason) values"
                        + " (SOURCE, 'cost_entry.material', '7', 'cost_entry', 'test'),"
                        + " (SOURCE, 'cost_entry.work', '8', 'cost_entry', 'test')",
                "delete from canon.cost_entry where source = SOURCE and entity_key = 'm7:material'");

        assertThat(erp.check().differences()).isEmpty();
        assertThat(erp.valueAtHub("select string_agg(kind || ' ' || parked_amount, ', ' order by kind)"
                        + " from hub.control_total where source = SOURCE and parked_count > 0"))
                .isEqualTo("cost 1.5, invoice_gross 4.14");
    }

    @Test
    void run_tellsWhenAControlQueryFails() throws SQLException {
        TestErp erp = TestErp.loaded();
        erp.atErp("alter table public.cost rename column amount to price");

        assertThat(texts(erp.check(), Difference.Kind.CONTROL_FAILED))
                .singleElement()
                .asString()
                .startsWith("control query cost failed on the ERP: ");
    }

    private static List<String> texts(CheckReport report, Difference.Kind kind) {
        return report.differences().stream()
                .filter(difference -> difference.kind() == kind)
                .map(Difference::text)
                .toList();
    }
}
