package yecai.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Chinese texts of the product use the words of ops/guides/glossary.zh-CN.md, and none of those that it lists as not used. */
final class GlossaryTest {
    private static final Path ENGLISH = Path.of("ops", "guides", "glossary.md");
    private static final Path CHINESE = Path.of("ops", "guides", "glossary.zh-CN.md");

    /** What is read by people in Chinese: pages, the dictionary, the console's words, problems of the API, reports. */
    private static final Pattern TEXTS = Pattern.compile(
            ".*\\.zh-CN\\.md|sql/src/main/resources/yecai/dictionary/.*\\.txt|.*/src/main/resources/.*[._]zh\\.(properties|txt)");

    @Test
    void chineseTexts_useTheWordsOfTheGlossary() {
        Map<String, String> unused = new LinkedHashMap<>();
        for (String[] row : rows(CHINESE)) {
            for (String word : row[4].split("、")) {
                if (!word.isBlank()) {
                    unused.put(word.strip(), row[0]);
                }
            }
        }
        assertThat(unused).hasSizeGreaterThan(8);
        List<Path> texts = SourceTree.listFiles(".md", ".txt", ".properties").stream()
                .filter(file ->
                        TEXTS.matcher(file.toString().replace('\\', '/')).matches())
                .filter(file -> !file.equals(CHINESE))
                .toList();
        assertThat(texts).hasSizeGreaterThan(40);
        List<String> found = new ArrayList<>();
        for (Path text : texts) {
            int number = 0;
            for (String line : SourceTree.lines(text)) {
                number++;
                for (var word : unused.entrySet()) {
                    if (line.contains(word.getKey())) {
                        found.add(text + ":" + number + ": write " + word.getValue() + ", not " + word.getKey());
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void bothPages_haveTheSamePairsOfWords() {
        List<String> english =
                rows(ENGLISH).stream().map(row -> row[0] + " = " + row[1]).toList();
        List<String> chinese =
                rows(CHINESE).stream().map(row -> row[1] + " = " + row[0]).toList();

        assertThat(english).hasSizeGreaterThan(80).doesNotHaveDuplicates();
        assertThat(chinese).containsExactlyElementsOf(english);
    }

    /** The cells of the rows of all tables of a page. */
    private static List<String[]> rows(Path page) {
        List<String[]> rows = new ArrayList<>();
        boolean inTable = false;
        for (String line : SourceTree.lines(page)) {
            if (line.startsWith("|---")) {
                inTable = true;
            } else if (!line.startsWith("|")) {
                inTable = false;
            } else if (inTable) {
                String[] cells = line.substring(1).split("\\|", -1);
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = cells[i].strip();
                }
                rows.add(cells);
            }
        }
        return rows;
    }
}
