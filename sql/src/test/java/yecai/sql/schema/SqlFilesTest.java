package yecai.sql.schema;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader of this module's SQL files may rely on: each object stands in one place, and files in reading order. */
class SqlFilesTest {
    private static final Path RESOURCES = Path.of("src", "main", "resources", "yecai");
    private static final Pattern MIGRATION = Pattern.compile("V(\\d{3})__[a-z_]+\\.sql");
    private static final Pattern NAMED = Pattern.compile(
            "^\\s*create\\s+(?:or\\s+replace\\s+)?(?:unique\\s+)?(?:recursive\\s+)?"
                    + "(function|procedure|aggregate|view|materialized view|table|type|domain|sequence)\\s+(?:if not exists\\s+)?([a-z_.0-9]+)",
            Pattern.MULTILINE);
    private static final Pattern ON_A_TABLE = Pattern.compile(
            "^\\s*create\\s+(?:or\\s+replace\\s+)?(?:unique\\s+)?(trigger|policy|index)\\s+([a-z_0-9]+)\\s(?:[^;]*?\\s)?on\\s+([a-z_.0-9]+)",
            Pattern.MULTILINE);

    @Test
    void everyObject_isDefinedOnce() throws IOException {
        Map<String, List<String>> definitions = definitions();

        assertThat(definitions.size()).isGreaterThan(200);
        assertThat(definitions)
                .containsKeys(
                        "table hub.scope",
                        "table canon.gl_entry",
                        "function hub.api_context",
                        "procedure hub.govern",
                        "view hub.reader_rights",
                        "trigger append_only on hub.audit",
                        "index scope_principal on hub.scope");
        definitions.values().removeIf(files -> files.size() == 1);
        assertThat(definitions)
                .as("objects that are defined more than once, and where")
                .isEmpty();
    }

    @Test
    void migrations_haveThreeDigitsEachItsOwn_andFoldersFollowEachOther() throws IOException {
        List<Path> migrations = files("migrations");
        Map<String, List<String>> versionsOfFolders = new TreeMap<>();
        List<String> versions = new ArrayList<>();
        for (Path migration : migrations) {
            var name = MIGRATION.matcher(migration.getFileName().toString());
            assertThat(name.matches())
                    .as("a name like V104__load.sql: " + migration)
                    .isTrue();
            versions.add(name.group(1));
            String folder = RESOURCES
                    .resolve("migrations")
                    .relativize(migration.getParent())
                    .toString();
            versionsOfFolders.computeIfAbsent(folder, key -> new ArrayList<>()).add(name.group(1));
        }

        assertThat(migrations).isNotEmpty();
        assertThat(versions).doesNotHaveDuplicates();
        versionsOfFolders.forEach((folder, ofFolder) -> assertThat(
                        ofFolder.stream().map(version -> version.charAt(0)).distinct())
                .as("hundreds of folder '" + folder + "': one folder has one, and no other has it")
                .hasSize(1));
        assertThat(versionsOfFolders.values().stream()
                        .map(ofFolder -> ofFolder.get(0).charAt(0)))
                .doesNotHaveDuplicates();
    }

    @Test
    void functionFiles_areAllListedOnce_andAreOfAReadableSize() throws IOException {
        List<String> listed = Files.readAllLines(RESOURCES.resolve("functions/order.txt")).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
        List<String> present = files("functions").stream()
                .map(file -> RESOURCES
                        .resolve("functions")
                        .relativize(file)
                        .toString()
                        .replace('\\', '/'))
                .map(path -> path.substring(0, path.length() - ".sql".length()))
                .toList();

        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(present);
        for (String folder : List.of("migrations", "functions")) {
            for (Path file : files(folder)) {
                assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(300);
            }
            assertThat(files(folder).stream()
                            .collect(groupingBy(Path::getParent))
                            .values())
                    .allMatch(ofFolder -> ofFolder.size() <= 20);
        }
    }

    private static Map<String, List<String>> definitions() throws IOException {
        Map<String, List<String>> definitions = new TreeMap<>();
        for (String folder : List.of("migrations", "functions", "views", "lints")) {
            for (Path file : files(folder)) {
                String text = Files.readString(file);
                List<String> found = new ArrayList<>(NAMED.matcher(text)
                        .results()
                        .map(match -> match.group(1) + " " + match.group(2))
                        .toList());
                found.addAll(ON_A_TABLE
                        .matcher(text)
                        .results()
                        .map(match -> match.group(1) + " " + match.group(2) + " on " + match.group(3))
                        .toList());
                if (folder.equals("views") && found.isEmpty()) {
                    found.add("view "
                            + RESOURCES.resolve("views").relativize(file).getName(0) + "."
                            + file.getFileName().toString().replace(".sql", ""));
                }
                // Functions of one name in one file differ in their parameters.
                if (folder.equals("functions")) {
                    found = new ArrayList<>(new HashSet<>(found));
                }
                found.forEach(object -> definitions
                        .computeIfAbsent(object, key -> new ArrayList<>())
                        .add(file.toString()));
            }
        }
        return definitions;
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }
}
