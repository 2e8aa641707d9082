package yecai.cdc.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.cdc.check.findings.Difference;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;

/** Each test harms the canonical tables, or the mapping, of a source of its own. */
final class CanonicalCheckIT {
    @Test
    void run_namesARowThatWasTamperedWithAndItsColumns() throws SQLException {
        TestErp erp = TestErp.loaded();
        erp.atHub("update canon.customer_invoice set net = net + 1, document_no = null"
                + " where source = SOURCE and entity_key = '4'");

        CheckReport report = erp.check();

        assertThat(report.mirrorMatches()).isTrue();
        assertThat(report.canonicalMatchesFull()).isFalse();
        assertThat(only(report, Difference.Kind.DIFFERENT_IN_CANON)).satisfies(difference -> {
            assertThat(difference.object()).isEqualTo("canon.customer_invoice");
            assertThat(difference.key()).isEqualTo("4");
            assertThat(difference.columns()).containsExactly("document_no", "net");
        });
    }

    @Test
    void run_namesAColumnThatTheMappingLeavesEmpty() throws SQLException {
        TestErp erp = TestErp.loaded();
        erp.atHub("update canon.customer_invoice set customer = 'stray' where source = SOURCE and entity_key = '4'");

        assertThat(only(erp.check(), Difference.Kind.DIFFERENT_IN_CANON).columns())
                .containsExactly("customer");
    }

    @Test
    void run_namesMissingAndExtraRows() throws SQLException {
        TestErp erp = TestErp.loaded();
        erp.atHub(
                "delete from canon.cost_entry where source = SOURCE and entity_key = 'm1:material'",
                "insert into canon.cost_entry (source, entity_key) values (SOURCE, 'w7:work')");

        CheckReport report = erp.check();

        assertThat(only(report, Difference.Kind.CANONICAL_ROWS).text())
                .contains("1 rows missing, 1 extra, 0 different");
        assertThat(only(report, Difference.Kind.MISSING_IN_CANON).key()).isEqualTo("m1:material");
        assertThat(only(report, Difference.Kind.EXTRA_IN_CANON).key()).isEqualTo("w7:work");
    }

    @Test
    void run_ignoresLineageAndTrailingZeros() throws SQLException {
        TestErp erp = TestErp.loaded();
        erp.atHub("update canon.customer_invoice set source_tx = '1', source_committed_at = now(), applied_at = now(),"
                + " net = net + 0.0000 where source = SOURCE");

        assertThat(erp.check().differences()).isEmpty();
    }

    @Test
    void run_namesRowsOfATableThatNoMappingFeeds() throws SQLException {
        TestErp erp = TestErp.loaded();
        erp.atHub("insert into canon.receipt (source, entity_key) values (SOURCE, '1')");

        assertThat(only(erp.check(), Difference.Kind.EXTRA_IN_CANON).text()).contains("canon.receipt holds 1 rows");
    }

    @Test
    void run_leavesParkedDocumentsOutOnBothSides() throws SQLException {
        TestErp erp = TestErp.created();
        erp.atErp("update public.invoice set rate = 0 where id in (3, 4)");
        erp.load();
        assertThat(erp.valueAtHub("select count(*) from hub.parked where source = SOURCE"))
                .isEqualTo("2");
        erp.atHub("insert into canon.customer_invoice (source, entity_key) values (SOURCE, '3'), (SOURCE, '4:1')");

        CheckReport report = erp.check();

        assertThat(report.differences()).isEmpty();
        assertThat(report.compared())
                .filteredOn(object -> object.object().equals("canon.customer_invoice"))
                .singleElement()
                .satisfies(object -> {
                    assertThat(object.rows()).isEqualTo(1798);
                    assertThat(object.leftOut()).isEqualTo(2);
                });
    }

    @Test
    void run_tellsWhichMappingCannotBeEvaluated() throws SQLException {
        TestErp erp = TestErp.created();
        erp.atErp("update public.invoice set rate = 0 where id = 3");
        erp.load();
        erp.atHub("delete from hub.parked where source = SOURCE");

        assertThat(only(erp.check(), Difference.Kind.MAPPING_FAILED).text())
                .contains("\"customer_invoice\" cannot be evaluated in full")
                .contains("22012");
    }

    @Test
    void run_namesEntityKeysThatAMappingGivesTwice() throws SQLException {
        TestErp erp = TestErp.loaded();
        erp.replaceMapping("customer_invoice", " union all select * from (%s) as again where derive_key = 5");

        Difference duplicate = only(erp.check(), Difference.Kind.DUPLICATE_ENTITY_KEY);

        assertThat(duplicate.key()).isEqualTo("5");
        assertThat(duplicate.text()).contains("gives the entity key 5 2 times");
    }

    @Test
    void run_namesEntityKeysThatDoNotBelongToTheirDeriveKey() throws SQLException {
        TestErp erp = TestErp.loaded();
        Pack pack = TestErp.pack();
        Mapping invoice = pack.mappings().get(0);
        Mapping prefixed = new Mapping(
                invoice.name(), invoice.entity(), invoice.keyType(), "1", invoice.sql(), invoice.touchedBy());
        Pack other = new Pack(
                pack.name(),
                pack.version(),
                pack.title(),
                pack.kind(),
                pack.tables(),
                pack.staging(),
                List.of(prefixed, pack.mappings().get(1), pack.mappings().get(2)),
                pack.controls());

        CheckReport report = new Check(erp.with(other)).run(TestErp.options());

        assertThat(report.differences())
                .filteredOn(difference -> difference.kind() == Difference.Kind.FOREIGN_ENTITY_KEY)
                .hasSize(20)
                .allMatch(difference -> difference.count() == 1800)
                .allMatch(difference -> difference.object().equals("customer_invoice"));
        assertThat(report.canonicalMatchesFull()).isFalse();
    }

    private static Difference only(CheckReport report, Difference.Kind kind) {
        List<Difference> found = report.differences().stream()
                .filter(difference -> difference.kind() == kind)
                .toList();
        assertThat(found).as("%s among %s", kind, report.differences()).hasSize(1);
        return found.get(0);
    }
}
