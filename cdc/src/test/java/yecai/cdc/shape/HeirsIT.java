package yecai.cdc.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.mirror.CatalogPack;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.reconcile.Reconciliation;

/** Tables that inherit from captured ones: a query of the ERP gives their rows, the mirror holds those of its own table alone. */
class HeirsIT {
    private static final String SCHEMA = """
            create table parent (id integer primary key, v text);
            create table child (w text, primary key (id)) inherits (parent);
            create schema elsewhere; create table elsewhere.another () inherits (child);
            insert into parent values (1, 'p'); insert into child values (2, 'c', 'w'); insert into elsewhere.another values (3, 'a', 'w');
            """;

    private static String state(ShopBed bed, String table) throws SQLException {
        return bed.hubRows("select table_state, table_state_detail from hub.source_table where source_table = '" + table
                        + "'")
                .get(0);
    }

    @Test
    void tableThatInherits_isNamedBeforeTheLoad_andPausesWhatItInheritsFromOnlyWhenItIsNew() throws SQLException {
        try (ShopBed bed = new ShopBed(SCHEMA, erp -> CatalogPack.of(erp, "all", List.of("public")))) {
            assertThat(Preflight.warnings(bed.settings()))
                    .filteredOn(warning -> warning.contains("inherits from"))
                    .hasSize(2)
                    .allSatisfy(warning -> assertThat(warning).startsWith("table elsewhere.another inherits from"));
            bed.load();
            bed.capture();
            bed.erp(
                    "insert into parent values (4, 'p'); insert into child values (5, 'c', 'w'); update elsewhere.another set v = 'x'");
            bed.awaitApplied();
            assertThat(bed.differences()).isEmpty();

            bed.erp("create table elsewhere.late () inherits (parent); insert into elsewhere.late values (6, 'late')");
            bed.await("parent to be paused", () -> state(bed, "parent").startsWith("stopped|"));
            assertThat(state(bed, "parent"))
                    .contains("table elsewhere.late began to inherit from public.parent", "yecai reconcile --repair");
            assertThat(state(bed, "child")).isEqualTo("following|null");

            bed.erp("insert into parent values (7, 'while it was paused')");
            new Reconciliation(bed.settings(), Capture::forReload)
                    .run(List.of(), ShopBed.reconcileOptions().withRepair(true), LoadProgress.SILENT);
            bed.erp("insert into parent values (8, 'after it'); insert into elsewhere.late values (9, 'late')");
            bed.awaitApplied();
            assertThat(state(bed, "parent")).isEqualTo("following|null");
            assertThat(bed.differences()).isEmpty();
        }
    }
}
