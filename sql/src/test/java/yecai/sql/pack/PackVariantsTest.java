package yecai.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import yecai.sql.pack.variant.Edition;

final class PackVariantsTest {
    private static final String MODULES = """
            modules:
              parties:
                title: {en: Parties, zh: 往来单位}
                tables:
                  Odd-Schema.Sale Party: {id: integer, name: text}
                columns:
                  public.sale: {party: integer}
              totals:
                title: {en: Totals, zh: 合计}
                columns:
                  public.sale: {total: "numeric(12,2)"}
            """;

    @Test
    void without_takesOutTablesAndColumns_andTheIndexesThatNeedThem() {
        Pack pack = read(MODULES).without(List.of("parties"));

        assertThat(pack.tables())
                .containsExactly(
                        new TableSpec("public", "sale", "sale", List.of("id"), List.of("id", "total"), List.of()));
        assertThat(pack.variants().leftOut()).extracting(Object::toString).containsExactly("parties (Parties)");
    }

    @Test
    void without_letsMappingsFindTablesEmpty_andColumnsNull() {
        Pack pack = read(MODULES).without(List.of("parties"));

        assertThat(pack.staging())
                .containsExactly(
                        new StagingView("sale", "select \"id\", \"total\", null::integer as \"party\" from \"sale\""),
                        new StagingView("party", "select null::integer as \"id\", null::text as \"name\" where false"),
                        new StagingView("order_head", "select id from sale"));
    }

    @Test
    void without_givesChangedRowsTheirMissingColumns_andAsksNoTableThatIsNotThere() {
        Mapping mapping = read(MODULES).without(List.of("parties")).mappings().get(0);

        assertThat(mapping.touchedBy()).containsOnlyKeys("sale");
        assertThat(mapping.touchedBy().get("sale"))
                .isEqualTo("select * from (with changed as (select *, null::integer as \"party\" from changed)"
                        + " select * from (select id from changed) as touched) as completed");
    }

    @Test
    void without_completesControls_whichAlsoRunAtTheErp() {
        Pack pack = new PackReader(MemoryFiles.sound()
                        .edit("controls:", MODULES + "controls:")
                        .with("control/invoice_gross.sql", "select party from sale"))
                .read();

        assertThat(pack.without(List.of("parties", "totals")).controls().get(0).sql())
                .isEqualTo(
                        "with \"sale\" as (select \"id\", null::integer as \"party\", null::numeric(12,2) as \"total\""
                                + " from \"sale\") select * from (select party from sale) as control");
    }

    @Test
    void without_nothing_isThePack() {
        Pack pack = read(MODULES);

        assertThat(pack.without(List.of())).isSameAs(pack);
    }

    @Test
    void without_namesTheModulesThereAre() {
        assertThatThrownBy(() -> read(MODULES).without(List.of("mrp")))
                .hasMessage("pack shop has no module `mrp`: name some of parties, totals");
        assertThatThrownBy(() -> MemoryFiles.sound().read().without(List.of("mrp")))
                .hasMessageContaining("delete `without`");
    }

    @Test
    void read_refusesModulesThatDoNotFitTheTables() {
        assertThatThrownBy(() -> read(MODULES.replace(", name: text", "")))
                .hasMessageContaining("must give the type of each captured column")
                .hasMessageContaining("add name");
        assertThatThrownBy(() -> read(MODULES.replace("{party: integer}", "{id: integer}")))
                .hasMessageContaining("is of its key and cannot be missing");
        assertThatThrownBy(() -> read(MODULES.replace("{total: \"numeric(12,2)\"}", "{party: integer}")))
                .hasMessageContaining("gives public.sale.party to module totals, and it is of parties");
        assertThatThrownBy(() -> read(MODULES.replace("public.sale: {party", "public.sales: {party")))
                .hasMessageContaining("is not among `tables:`");
        assertThatThrownBy(() -> read(MODULES.replace("{party: integer}", "{party: \"integer; drop table x\"}")))
                .hasMessageContaining("write the SQL type of the column");
    }

    @Test
    void editions_areToldByWhatIsThere() {
        List<Edition> editions = read("""
                editions:
                  Shop 2: {has: [public.sale.total], lacks: [public.tax], supported: true}
                  Shop 1: {has: [public.tax]}
                """).variants().editions();

        assertThat(editions.get(0).fits(Set.of("public.sale.total"))).isTrue();
        assertThat(editions.get(0).fits(Set.of("public.sale.total", "public.tax")))
                .isFalse();
        assertThat(editions.get(1).fits(Set.of("public.sale.total", "public.tax")))
                .isTrue();
        assertThat(editions).extracting(Edition::isSupported).containsExactly(true, false);
    }

    @Test
    void read_refusesEditionsOfWhichNoneIsSupported() {
        assertThatThrownBy(() -> read("editions: {Shop 1: {has: [public.tax]}}\n"))
                .hasMessageContaining("names no edition with `supported: true`");
        assertThatThrownBy(() -> read("editions: {Shop 1: {has: [tax], supported: true}}\n"))
                .hasMessageContaining("write schema.table or schema.table.column");
    }

    private static Pack read(String more) {
        return MemoryFiles.sound().edit("controls:", more + "controls:").read();
    }
}
