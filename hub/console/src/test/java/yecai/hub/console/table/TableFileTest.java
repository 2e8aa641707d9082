package yecai.hub.console.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files hold the values as they are, and nothing that a spreadsheet would run. */
final class TableFileTest {
    private static final List<Column> COLUMNS =
            List.of(Column.text("name"), Column.amount("amount", ""), Column.date("day"));

    private static Table table(String name, String amount, String day) {
        return new Table(
                COLUMNS,
                List.of(
                        new Row(Arrays.asList(name, amount, day), false),
                        new Row(Arrays.asList(null, "99", null), true)),
                false);
    }

    private static String csv(String name) {
        return new String(TableFile.csv(table(name, "-1.50", "2026-01-31")), UTF_8);
    }

    @Test
    void csv_holdsValuesAndNoTotals() {
        assertThat(csv("a,\"b\"")).isEqualTo("\uFEFFname,amount,day\r\n\"a,\"\"b\"\"\",-1.50,2026-01-31\r\n");
    }

    @Test
    void csv_hasNoFormula() {
        for (String formula : List.of("=1+1", "+1", "-cmd|' /C calc'!A0", "@x", "  =1", "\t=1", "\u200b=1")) {
            assertThat(csv(formula)).as(formula).contains("'" + formula);
        }
        assertThat(csv("plain")).doesNotContain("'");
    }
}
