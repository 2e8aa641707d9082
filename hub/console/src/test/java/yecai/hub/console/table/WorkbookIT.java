package yecai.hub.console.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.console.language.Words;
import yecai.hub.dataset.Language;

final class WorkbookIT {
    @Test
    void workbook_hasTextsAsTexts_andNoTotals(@TempDir Path folder) throws Exception {
        Table table = new Table(
                List.of(Column.text("name"), Column.amount("amount", ""), Column.date("day")),
                List.of(
                        new Row(Arrays.asList("=cmd()\u0001", "1234567890123456789.5", "2026-01-31"), false),
                        new Row(Arrays.asList(null, "99", null), true)),
                false);
        Path file = folder.resolve("a.xlsx");
        Files.write(file, TableFile.workbook(table, Words.of(Language.ZH), "a/b:[c]"));
        try (ZipFile workbook = new ZipFile(file.toFile())) {
            String sheet = new String(
                    workbook.getInputStream(workbook.getEntry("xl/worksheets/sheet1.xml"))
                            .readAllBytes(),
                    UTF_8);
            assertThat(sheet).contains("=cmd()").doesNotContain("<f>").doesNotContain(">99<");
            assertThat(sheet).as("more digits than a cell keeps").contains("1234567890123456789.5");
            assertThat(sheet).as("the Chinese heading").containsAnyOf("名称", "&#x540d;&#x79f0;", "&#21517;&#31216;");
        }
    }
}
