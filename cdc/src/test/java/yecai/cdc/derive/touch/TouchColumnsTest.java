package yecai.cdc.derive.touch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.sql.pack.Mapping;

class TouchColumnsTest {
    private static final MirrorTable LINES = new MirrorTable(
            "public",
            "order-line",
            "erp_acme",
            "lines",
            List.of(
                    new MirrorColumn("id", "bigint"),
                    new MirrorColumn("order_id", "bigint"),
                    new MirrorColumn("Lot \"No\"", "text"),
                    new MirrorColumn("code", "character"),
                    new MirrorColumn("day", "date")),
            List.of(0));

    private static Mapping mapping(String touchedBy) {
        return new Mapping("m", "sales_order", "bigint", "", "select 1", Map.of("lines", touchedBy));
    }

    private static Optional<TouchColumns> of(String... queries) {
        return TouchColumns.of(
                LINES, List.of(queries).stream().map(TouchColumnsTest::mapping).toList());
    }

    @Test
    void aColumnOfTheRow_isFound_howeverItIsWritten() {
        TouchColumns key = new TouchColumns(List.of(0), List.of(List.of(0)), true);
        assertThat(of("select id from changed")).contains(key);
        assertThat(of("\n SELECT changed.ID ,\n changed._tx FROM changed\n")).contains(key);
        assertThat(of("select \"id\", _tx from changed")).contains(key);
        assertThat(of("select \"Lot \"\"No\"\"\" from changed"))
                .contains(new TouchColumns(List.of(2), List.of(List.of(0)), false));
    }

    @Test
    void mappingsThatShareAColumn_shareItsKeys() {
        assertThat(of("select order_id from changed", "select id from changed", "select order_id, _tx from changed"))
                .contains(new TouchColumns(List.of(1, 0), List.of(List.of(0, 2), List.of(1)), false));
    }

    @Test
    void whatIsMoreThanAColumn_isAskedOfTheDatabase() {
        assertThat(of("select distinct id from changed")).isEmpty();
        assertThat(of("select id from changed where day is null")).isEmpty();
        assertThat(of("select id + 1 from changed")).isEmpty();
        assertThat(of("select id, order_id from changed")).isEmpty();
        assertThat(of("select unknown from changed")).isEmpty();
        assertThat(of("select \"ID\" from changed")).isEmpty();
        assertThat(of("select id from changed", "select o.id from changed join orders as o on true"))
                .isEmpty();
    }

    @Test
    void typesWhoseTextMayDiffer_areAskedOfTheDatabase() {
        // a cast to text cuts the blanks of a character, and writes a date as the session wants
        assertThat(of("select code from changed")).isEmpty();
        assertThat(of("select day from changed")).isEmpty();
    }

    @Test
    void aTableThatNoMappingDependsOn_hasNone() {
        assertThat(TouchColumns.of(LINES, List.of(new Mapping("m", "sales_order", "bigint", "", "select 1", Map.of()))))
                .isEmpty();
    }

    @Test
    void keysAreNotedOnce_withTheLastTransaction_andNotAtAllWhereTheyAreNull() {
        RowKeys keys = new RowKeys(
                of("select order_id from changed", "select id from changed").orElseThrow());
        keys.add(new Object[] {"1", "7", null, null, null}, 0);
        keys.add(new Object[] {"2", "7", null, null, null}, 2);
        keys.add(new Object[] {"3", null, null, null, null}, 3);
        Map<List<Integer>, Map<String, Integer>> noted = new HashMap<>();
        keys.take(noted::put);
        assertThat(noted).isEqualTo(Map.of(List.of(0), Map.of("7", 2), List.of(1), Map.of("1", 0, "2", 2, "3", 3)));
        keys.take((mappings, touched) -> noted.clear());
        assertThat(noted).isNotEmpty();
    }

    @Test
    void theStatement_takesKeysWithAnyCharacter() {
        assertThat(KeyStatements.note(List.of(3, 5), Map.of("it's \"a\\b\", {c}", 4)))
                .contains("unnest( E'{\"it''s \\\\\"a\\\\\\\\b\\\\\", {c}\"}'::text[], '{4}'::integer[])")
                .contains("(values (3), (5))");
    }
}
