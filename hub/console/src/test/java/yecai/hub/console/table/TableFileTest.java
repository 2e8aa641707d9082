package yecai.hub.console.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import yecai.hub.console.language.Words;
import yecai.hub.dataset.Language;

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

    @Test
    void workbook_hasTextsAsTexts() throws Exception {
        String sheet = sheet(TableFile.workbook(
                table("=cmd()", "1234567890123456789.5", "2026-01-31"), Words.of(Language.ZH), "a/b:[c]"));
        assertThat(sheet).contains("=cmd()").doesNotContain("<f>");
        assertThat(sheet).as("more digits than a cell keeps").contains("1234567890123456789.5");
        assertThat(sheet).contains("名称").doesNotContain("99");
    }

    private static String sheet(byte[] workbook) throws Exception {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().contains("worksheets/sheet1")) {
                    return new String(zip.readAllBytes(), UTF_8);
                }
            }
        }
        throw new AssertionError("there is no sheet");
    }
}
