package yecai.sql.pack.required;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class RequiredColumnsTest {
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    @Test
    void thePage_showsTheColumnsThatPackCheckRequires() throws IOException {
        String page = Files.readString(Path.of("PACKS.md"));
        String table = page.substring(page.indexOf("<!-- required"), page.indexOf("<!-- end of required"));
        Map<String, List<String>> shown = new TreeMap<>();
        Matcher row = ROW.matcher(table);
        while (row.find()) {
            shown.put(
                    row.group(1),
                    NAME.matcher(row.group(2))
                            .results()
                            .map((MatchResult name) -> name.group(1))
                            .toList());
        }

        assertThat(shown).isEqualTo(RequiredColumns.listAll());
    }
}
