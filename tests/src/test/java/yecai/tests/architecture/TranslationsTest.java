package yecai.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A page in Chinese stands beside its English one, and their tables name the same things: keys, commands, views. */
final class TranslationsTest {
    private static final String ENDING = ".zh-CN.md";

    /** Cells that hold names and nothing else. */
    private static final Pattern NAMES = Pattern.compile("\\| (`[^`|]+`(?:(?:, |、)`[^`|]+`)*) \\|.*");

    /** The Chinese page is a shorter one, and refers to the English one for its tables. */
    private static final Set<Path> SHORTER = Set.of(Path.of("sql", "PACKS.zh-CN.md"));

    @Test
    void pages_leadToEachOther_andNameTheSameThings() {
        List<Path> pages = SourceTree.listFiles(ENDING);
        List<String> breaches = new ArrayList<>();
        for (Path chinese : pages) {
            Path english = Path.of(chinese.toString().replace(ENDING, ".md"));
            if (!SourceTree.root().resolve(english).toFile().isFile()) {
                breaches.add(chinese + " has no page " + english);
                continue;
            }
            if (!leads(english, chinese) || !leads(chinese, english)) {
                breaches.add(english + " and " + chinese + " do not lead to each other");
            }
            if (!SHORTER.contains(chinese) && !names(english).equals(names(chinese))) {
                breaches.add(chinese + " names " + names(chinese) + ", and " + english + " " + names(english));
            }
        }
        assertThat(pages).hasSizeGreaterThan(30);
        assertThat(breaches).isEmpty();
    }

    private static boolean leads(Path from, Path to) {
        String link = "](" + to.getFileName() + ")";
        return SourceTree.lines(from).stream().anyMatch(line -> line.contains(link));
    }

    private static List<String> names(Path page) {
        List<String> names = new ArrayList<>();
        for (String line : SourceTree.lines(page)) {
            Matcher cell = NAMES.matcher(line);
            if (cell.matches()) {
                names.add(cell.group(1).replace("、", ", "));
            }
        }
        return names;
    }
}
