package yecai.hub.console.language;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import yecai.hub.console.finance.FinancePages;
import yecai.hub.console.report.QuerySection;
import yecai.hub.console.report.Report;
import yecai.hub.console.report.Section;
import yecai.hub.dataset.Language;
import yecai.hub.problem.ProblemCode;

/** Both languages say the same things, all of them are used, and nothing that is used is missing. */
final class WordsTest {
    private static final Words ENGLISH = Words.of(Language.EN);
    private static final Words CHINESE = Words.of(Language.ZH);
    /** Whose last part the program makes of a name. */
    private static final Set<String> MADE = Set.of(
            "column",
            "code",
            "parameter",
            "report",
            "section",
            "chart",
            "navigation",
            "need",
            "guest",
            "problem",
            "tour",
            "home",
            "part",
            "action",
            "field");

    /** Fields of answers of management, which pages show by whatever name they have. */
    private static final Set<String> ANSWERED = Set.of("column.key_number");

    private static final Pattern USED = Pattern.compile("(?:get|find)\\(\\s*\"([a-z_]+(?:\\.[a-z_0-9]+)+)\"");

    @Test
    void languages_haveTheSameKeys() {
        assertThat(CHINESE.keys()).isEqualTo(ENGLISH.keys());
    }

    @Test
    void texts_haveTheSamePlacesInBothLanguages() {
        for (String key : ENGLISH.keys()) {
            assertThat(places(CHINESE.get(key))).as(key).isEqualTo(places(ENGLISH.get(key)));
        }
    }

    private static Set<String> places(String text) {
        return Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toSet());
    }

    @Test
    void texts_areInTheirLanguage() {
        Pattern han = Pattern.compile("\\p{IsHan}");
        for (String key : ENGLISH.keys()) {
            assertThat(ENGLISH.get(key)).as(key).doesNotContainPattern(han);
            boolean isName = CHINESE.get(key).matches("[A-Za-z0-9 {}.%]*");
            assertThat(isName || han.matcher(CHINESE.get(key)).find()).as(key).isTrue();
        }
    }

    @Test
    void keys_areUsed() {
        String program = program() + madeKeys();
        Set<String> unused = new TreeSet<>();
        for (String key : ENGLISH.keys()) {
            String first = key.substring(0, key.indexOf('.'));
            String last = key.replaceAll("\\.about$|\\.title$|\\.text$|\\.action$|\\.go$", "")
                    .replaceAll("^.*\\.", "");
            boolean isUsed = ANSWERED.contains(key)
                    || first.equals("problem") && isProblem(last)
                    || program.contains("\"" + key + "\"")
                    || MADE.contains(first)
                            && (first.equals("code")
                                    || Pattern.compile("\\b" + Pattern.quote(last) + "\\b")
                                            .matcher(program)
                                            .find());
            if (!isUsed) {
                unused.add(key);
            }
        }
        assertThat(unused).isEmpty();
    }

    @Test
    void columnsAndChoicesOfReports_haveWords() {
        Set<String> missing = new TreeSet<>();
        for (Report report : FinancePages.listReports()) {
            report.parameters().forEach(parameter -> require(missing, "parameter." + parameter.name()));
            require(missing, "report." + report.key());
            for (Section section : report.sections()) {
                require(missing, "section." + section.key());
                if (section instanceof QuerySection query) {
                    query.columns().forEach(column -> require(missing, "column." + column.label()));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /** The names of control totals are those of the packs' files; the rules and entities of findings stand in their views. */
    @Test
    void controlTotalsAndFindings_haveWords() {
        Set<String> missing = new TreeSet<>();
        Path sql = Path.of("../../sql/src/main/resources/yecai");
        for (Path control : files(sql.resolve("packs"), ".*/control/[a-z_]+\\.sql")) {
            require(
                    missing,
                    "code.control_total." + control.getFileName().toString().replace(".sql", ""));
        }
        Pattern finding = Pattern.compile(
                "'([a-z_]+)'(?: as rule)?,\\s+'(?:error|warning)'(?: as severity)?,\\s+[a-z.]+,\\s+[a-z.]+,"
                        + "\\s+'([a-z_]+)'");
        int findings = 0;
        for (Path view : files(sql.resolve("views"), ".*/quality_[a-z]+\\.sql")) {
            Matcher found = finding.matcher(read(view));
            while (found.find()) {
                findings++;
                require(missing, "code.rule." + found.group(1));
                require(missing, "code.entity." + found.group(2));
            }
        }
        assertThat(missing).isEmpty();
        assertThat(findings).as("findings that were looked at").isGreaterThan(20);
    }

    private static List<Path> files(Path folder, String name) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(name)).toList();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** Keys that pages of one kind make of the names of their subjects. */
    private static String madeKeys() {
        StringBuilder keys = new StringBuilder();
        for (Report report : FinancePages.listReports()) {
            keys.append('\n').append(report.key());
            report.parameters().forEach(parameter -> keys.append('\n').append(parameter.name()));
            for (Section section : report.sections()) {
                keys.append('\n').append(section.key());
                if (section instanceof QuerySection query) {
                    query.columns().forEach(column -> keys.append('\n').append(column.label()));
                }
            }
        }
        return keys.toString();
    }

    private static void require(Set<String> missing, String key) {
        if (!ENGLISH.keys().contains(key)) {
            missing.add(key);
        }
    }

    private static boolean isProblem(String slug) {
        return Arrays.stream(ProblemCode.values()).anyMatch(code -> code.slug().equals(slug));
    }

    @Test
    void usedKeys_haveWords() {
        Set<String> missing = new TreeSet<>();
        Matcher used = USED.matcher(program());
        while (used.find()) {
            if (!ENGLISH.keys().contains(used.group(1)) && !used.group(1).endsWith(".")) {
                missing.add(used.group(1));
            }
        }
        assertThat(missing).isEmpty();
    }

    private static String program() {
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            return files.filter(file -> file.toString().matches(".*\\.(java|jte|sql)"))
                    .map(WordsTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
