package yecai.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Relative links in the Markdown pages lead to files and headings that exist. */
final class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");

    @Test
    void relativeLinks_leadSomewhere() {
        List<Path> pages = SourceTree.listFiles(".md");
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages) {
            for (String target : linksOf(page)) {
                links++;
                if (!leadsSomewhere(page, target)) {
                    broken.add(page + " -> " + target);
                }
            }
        }
        assertThat(links).as("relative links found").isGreaterThan(20);
        assertThat(broken).isEmpty();
    }

    @Test
    void headings_becomeAnchorsAsGitHubMakesThem() {
        assertThat(anchor("Why a mirror before the canon?")).isEqualTo("why-a-mirror-before-the-canon");
        assertThat(anchor("`yecai load` and  `--again`")).isEqualTo("yecai-load-and----again");
        assertThat(anchor("业财 (Hub)")).isEqualTo("业财-hub");
    }

    private static List<String> linksOf(Path page) {
        List<String> links = new ArrayList<>();
        for (String line : textOf(page)) {
            Matcher link = LINK.matcher(line);
            while (link.find()) {
                if (!ELSEWHERE.matcher(link.group(1)).matches()) {
                    links.add(link.group(1));
                }
            }
        }
        return links;
    }

    /** Returns the lines outside of code blocks. */
    private static List<String> textOf(Path page) {
        List<String> text = new ArrayList<>();
        boolean code = false;
        for (String line : SourceTree.lines(page)) {
            if (line.stripLeading().startsWith("```")) {
                code = !code;
            } else if (!code) {
                text.add(line);
            }
        }
        return text;
    }

    private static boolean leadsSomewhere(Path page, String target) {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path linked = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        if (!Files.exists(SourceTree.root().resolve(linked))) {
            return false;
        }
        return hash < 0
                || !linked.toString().endsWith(".md")
                || anchorsOf(linked).contains(target.substring(hash + 1));
    }

    private static Set<String> anchorsOf(Path page) {
        Set<String> anchors = new HashSet<>();
        for (String line : textOf(page)) {
            if (line.matches("#{1,6} .*")) {
                anchors.add(anchor(line.replaceFirst("^#+ ", "")));
            }
        }
        return anchors;
    }

    /** Returns the anchor that GitHub gives a heading. */
    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
                .replace(' ', '-');
    }
}
