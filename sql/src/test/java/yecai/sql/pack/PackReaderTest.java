package yecai.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.sql.error.YecaiException;
import yecai.sql.text.Identifier;

final class PackReaderTest {
    @Test
    void read_givesEverythingThePackSays() {
        Pack pack = MemoryFiles.sound().read();

        assertThat(pack.name()).isEqualTo("shop");
        assertThat(pack.version()).isEqualTo("1");
        assertThat(pack.title()).containsEntry("zh", "商店");
        assertThat(pack.kind()).isEqualTo("postgresql");
        assertThat(pack.tables().get(0))
                .isEqualTo(new TableSpec(
                        "public", "sale", "sale", List.of("id"), List.of("id", "party", "total"), List.of("(party)")));
        assertThat(pack.tables().get(1).mirrorTable()).isEqualTo("party");
        assertThat(pack.sourceSchemas()).containsExactly("public", "Odd-Schema");
        assertThat(pack.controls()).containsExactly(new Control("invoice_gross", "sales_order", "select 1"));
    }

    @Test
    void read_keepsTheOrderOfMappingsAndOfTouchedBy() {
        Pack pack = MemoryFiles.sound().read();

        assertThat(pack.mappings())
                .extracting(Mapping::name)
                .containsExactly("sales_order", "cost_entry.material", "cost_entry.labor");
        assertThat(pack.mappings())
                .extracting(Mapping::entity)
                .containsExactly("sales_order", "cost_entry", "cost_entry");
        assertThat(pack.mappings().get(0).touchedBy().keySet()).containsExactly("sale", "party");
    }

    @Test
    void read_stripsSemicolonsAndTrailingComments() {
        Pack pack = MemoryFiles.sound().read();

        assertThat(pack.staging()).containsExactly(new StagingView("order_head", "select id from sale"));
        assertThat(pack.mappings().get(0).sql()).isEqualTo("select id as derive_key from order_head");
        assertThat(pack.mappings().get(0).touchedBy()).containsEntry("sale", "select id from changed");
    }

    @Test
    void names_areQuotedWhateverTheyHold() {
        TableSpec odd = MemoryFiles.sound().read().tables().get(1);

        assertThat(odd.quotedSource()).isEqualTo("\"Odd-Schema\".\"Sale Party\"");
        assertThat(odd.quotedMirror("shop")).isEqualTo("\"erp_shop\".\"party\"");
        assertThat(Identifier.quote("a\"b")).isEqualTo("\"a\"\"b\"");
    }

    @Test
    void read_namesTheLineOfASyntaxError() {
        refused(MemoryFiles.sound().edit("kind: postgresql", "kind: [postgresql"), "pack.yml:5:", "not valid YAML");
    }

    @Test
    void read_refusesAnUnknownKey() {
        refused(
                MemoryFiles.sound().edit("    indexes:", "    indices:"),
                "pack.yml:9:5: `tables.public.sale.indices` is not known",
                "key, columns, indexes, mirror");
    }

    @Test
    void read_refusesAMissingKey() {
        refused(
                MemoryFiles.sound().edit("    columns: [id, name]\n", ""),
                "`tables.Odd-Schema.Sale Party` lacks the key `columns`");
        refused(MemoryFiles.sound().edit("version: \"1\"\n", ""), "the file lacks the key `version`");
    }

    @Test
    void read_refusesAnEmptyValue() {
        refused(MemoryFiles.sound().edit("version: \"1\"", "version:"), "pack.yml:2:9: `version` has no value");
    }

    @Test
    void read_refusesNestingThatWouldOverflowTheStack() {
        refused(
                MemoryFiles.sound().edit("version: \"1\"", "version: " + "[".repeat(50_000) + "]".repeat(50_000)),
                "pack.yml:2:",
                "nested more than 50 deep");
    }

    @Test
    void read_refusesATableNamedTwice() {
        refused(
                MemoryFiles.sound().edit("  Odd-Schema.Sale Party:", "  public.sale:"),
                "pack.yml:10:3: `tables.public.sale` is given twice, first at pack.yml:6:3");
    }

    @Test
    void read_refusesATableWithoutASchema() {
        refused(MemoryFiles.sound().edit("  public.sale:", "  sale:"), "`tables.sale` must be schema.table");
    }

    @Test
    void read_refusesTwoTablesWithOneMirror() {
        refused(
                MemoryFiles.sound().edit("mirror: party", "mirror: sale"),
                "would share the mirror table `sale` with public.sale");
    }

    @Test
    void read_refusesAKeyThatIsNotCaptured() {
        refused(
                MemoryFiles.sound().edit("columns: [id, party, total]", "columns: [party, total]"),
                "pack.yml:7:10: `tables.public.sale.key` names `id`, which is not among the columns");
    }

    @Test
    void read_refusesAColumnNamedTwice() {
        refused(MemoryFiles.sound().edit("[id, name]", "[id, name, name]"), "names the column `name` twice");
    }

    @Test
    void read_refusesAnIndexThatIsAWholeStatement() {
        refused(
                MemoryFiles.sound().edit("\"(party)\"", "\"create index on sale (party)\""),
                "pack.yml:9:15",
                "has the index");
    }

    @Test
    void read_refusesAMappingWithoutAFile() {
        refused(
                MemoryFiles.sound().without("mapping/cost_entry.labor.sql"),
                "`mappings.cost_entry.labor` needs the file mapping/cost_entry.labor.sql");
    }

    @Test
    void read_refusesTouchedByOfATableThatIsNotCaptured() {
        refused(
                MemoryFiles.sound()
                        .edit("{sale: select id from changed}\n  cost_entry.labor", "{sales: x}\n  cost_entry.labor"),
                "`mappings.cost_entry.material.touched_by.sales` names no captured table");
    }

    @Test
    void touchedBy_isNarrowedToChangesOfTheNamedColumns() {
        String sql =
                narrowed("[party, total]").read().mappings().get(0).touchedBy().get("sale");

        assertThat(sql)
                .contains("group by \"id\" having count(*) < 2 or count(distinct row(\"party\", \"total\")) > 1")
                .contains("select id from changed");
    }

    @Test
    void touchedBy_refusesColumnsThatCannotTell() {
        refused(narrowed("[party, price]"), "names `price`, which is not among the columns of sale");
        refused(narrowed("[id]"), "names `id`, which is of the key");
        refused(narrowed("[party, party]"), "names the column `party` twice");
        refused(narrowed("[]"), "is empty: name the columns of which one must have changed");
    }

    @Test
    void control_namesATableAsTheErpDoes_alsoOnItsMirror() {
        Pack pack = MemoryFiles.sound().read();
        Control own = new Control("cost", "sales_order", "select 1 from sale");
        Control renamed = new Control("cost", "sales_order", "select 1 from \"Sale Party\"");

        assertThat(pack.onMirror(own)).isEqualTo(own);
        assertThat(pack.onMirror(renamed).sql())
                .isEqualTo(
                        "with \"Sale Party\" as (select * from \"party\") select * from (select 1 from \"Sale Party\") as control");
    }

    private static MemoryFiles narrowed(String columns) {
        return MemoryFiles.sound()
                .edit(
                        "sale: select id from changed;",
                        "sale: {columns: " + columns + ", query: select id from changed}");
    }

    @Test
    void read_refusesOverlappingPrefixesOfOneEntity() {
        refused(MemoryFiles.sound().edit("prefix: w", "prefix: mw"), "cost_entry.material has `m`");
        refused(MemoryFiles.sound().edit("    prefix: w\n", ""), "has the prefix ``");
    }

    @Test
    void read_refusesAnUnknownKeyType() {
        refused(
                MemoryFiles.sound().edit("key: integer\n    prefix: w", "key: int\n    prefix: w"),
                "is `int`: it must be one of");
    }

    @Test
    void read_refusesAControlOfAnUnknownMapping() {
        refused(
                MemoryFiles.sound().edit("mapping: sales_order", "mapping: sale_order"),
                "is `sale_order`, which is no mapping");
    }

    @Test
    void read_refusesFilesThatNothingRefersTo() {
        refused(
                MemoryFiles.sound().with("mapping/shipment_line.sql", "select 1"),
                "mapping/shipment_line.sql: nothing refers");
        refused(MemoryFiles.sound().with("control/cost.sql", "select 1"), "control/cost.sql: nothing refers");
        refused(
                MemoryFiles.sound().with("staging/lonely.sql", "select 1"),
                "staging/lonely.sql: no mapping reads this view");
    }

    @Test
    void read_refusesAViewThatHidesAMirrorTable() {
        String third = "  public.extra: {key: [id], columns: [id], mirror: %s}\nmappings:\n";
        for (String view : List.of("sales_order", "order_head")) {
            refused(
                    MemoryFiles.sound().edit("mappings:\n", third.formatted(view)),
                    "would hide the mirror table `" + view + "`");
        }
    }

    @Test
    void read_refusesAFileWithoutSql() {
        refused(
                MemoryFiles.sound().with("mapping/sales_order.sql", "-- to be written\n;"),
                "mapping/sales_order.sql: there is no SQL here");
    }

    @Test
    void read_refusesASecondStatement() {
        refused(
                MemoryFiles.sound().with("control/invoice_gross.sql", "select ';';\n/* ; */\nselect 2"),
                "control/invoice_gross.sql: a second statement starts in line 3");
    }

    private static void refused(MemoryFiles files, String... parts) {
        assertThatThrownBy(files::read)
                .isInstanceOfSatisfying(
                        YecaiException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(YecaiException.Kind.PACK))
                .hasMessageContainingAll(parts);
    }
}
