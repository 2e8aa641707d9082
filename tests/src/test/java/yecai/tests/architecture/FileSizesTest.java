package yecai.tests.architecture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How large main Java files and folders may grow. Lines are counted with blank ones and comments. */
final class FileSizesTest {
    private static final int MEDIAN = 70;
    private static final int NINETY_PERCENT = 150;
    private static final int LARGEST = 300;
    private static final int FILES_IN_A_FOLDER = 20;

    /**
     * Modules whose median is above the rule, with the reason. They may not grow beyond the figure given here.
     *
     * <ul>
     *   <li>cdc: four of ten classes hold the SQL that they run.
     *   <li>hub/api: what can be asked of the hub over HTTP is declared subject by subject, one class each.
     *   <li>hub/demo: a business transaction of the ERP is one class with its statements.
     *   <li>tests/bench: a benchmark is one class with its contestants and its report.
     * </ul>
     */
    private static final Map<Path, Integer> OTHER_MEDIANS =
            Map.of(Path.of("cdc"), 78, Path.of("hub/api"), 76, Path.of("hub/demo"), 87, Path.of("tests/bench"), 80);

    /** Modules of which more than one class in ten is longer: their addresses and pages are declared in one place each. */
    private static final Map<Path, Integer> OTHER_NINETY_PERCENT =
            Map.of(Path.of("hub/api"), 156, Path.of("hub/console"), 168);

    /** One file per canonical entity, fact of an ERP or control total, by which it is found; they grow with the model. */
    private static final List<Path> LARGER_FOLDERS = List.of(
            // only this package can make the name of a view or column, from what the catalogue says
            Path.of("hub/api/src/main/java/yecai/hub/session"),
            Path.of("sql/src/main/resources/yecai/packs/demo/control"),
            Path.of("sql/src/main/resources/yecai/packs/demo/mapping"),
            Path.of("sql/src/main/resources/yecai/packs/tryton/control"),
            Path.of("sql/src/main/resources/yecai/packs/odoo/control"),
            Path.of("sql/src/main/resources/yecai/packs/odoo/mapping"),
            Path.of("sql/src/main/resources/yecai/packs/odoo/staging"),
            Path.of("sql/src/main/resources/yecai/packs/tryton/mapping"),
            Path.of("sql/src/main/resources/yecai/packs/tryton/staging"));

    @Test
    void modules_haveSmallClasses() {
        List<String> breaches = new ArrayList<>();
        sizesByModule().forEach((module, sizes) -> {
            check(module + " median", median(sizes), OTHER_MEDIANS.getOrDefault(module, MEDIAN), breaches);
            check(
                    module + " 90 %",
                    ninetyPercent(sizes),
                    OTHER_NINETY_PERCENT.getOrDefault(module, NINETY_PERCENT),
                    breaches);
        });
        assertThat(breaches).isEmpty();
    }

    @Test
    void project_hasSmallClasses() {
        List<Integer> sizes =
                sizesByModule().values().stream().flatMap(List::stream).sorted().toList();
        assertThat(median(sizes)).as("median lines of a main class").isLessThanOrEqualTo(MEDIAN);
        assertThat(ninetyPercent(sizes))
                .as("lines that 90 %% of the main classes do not exceed")
                .isLessThanOrEqualTo(NINETY_PERCENT);
    }

    @Test
    void noMainClass_isLarge() {
        List<String> breaches = new ArrayList<>();
        for (Path file : mainClasses()) {
            check(file.toString(), SourceTree.lines(file).size(), LARGEST, breaches);
        }
        assertThat(breaches).isEmpty();
    }

    @Test
    void noFolder_isCrowded() {
        Map<Path, Long> folders = SourceTree.listFiles(".java", ".sql", ".py").stream()
                .filter(file -> file.getNameCount() > 1)
                .collect(groupingBy(Path::getParent, TreeMap::new, counting()));
        List<String> breaches = new ArrayList<>();
        folders.forEach((folder, files) -> {
            if (!LARGER_FOLDERS.contains(folder)) {
                check(folder + " files", files.intValue(), FILES_IN_A_FOLDER, breaches);
            }
        });
        assertThat(breaches).isEmpty();
    }

    @Test
    void exceptions_areStillNeeded() {
        Map<Path, List<Integer>> modules = sizesByModule();
        assertThat(OTHER_MEDIANS.keySet())
                .as("modules whose median is above %d", MEDIAN)
                .allMatch(module -> median(modules.getOrDefault(module, List.of(0))) > MEDIAN);
    }

    private static void check(String what, int measured, int limit, List<String> breaches) {
        if (measured > limit) {
            breaches.add(what + ": " + measured + ", at most " + limit);
        }
    }

    private static Map<Path, List<Integer>> sizesByModule() {
        Map<Path, List<Integer>> sizes = new TreeMap<>();
        for (Path file : mainClasses()) {
            sizes.computeIfAbsent(module(file), module -> new ArrayList<>())
                    .add(SourceTree.lines(file).size());
        }
        sizes.values().forEach(list -> list.sort(null));
        return sizes;
    }

    private static List<Path> mainClasses() {
        List<Path> found = SourceTree.listFiles(".java").stream()
                .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
                .toList();
        assertThat(found).as("main classes").hasSizeGreaterThan(100);
        return found;
    }

    /** Returns what precedes {@code src/main/java}. */
    private static Path module(Path file) {
        Path module = file;
        while (!module.endsWith("src")) {
            module = module.getParent();
        }
        return module.getParent();
    }

    private static int median(List<Integer> sorted) {
        return sorted.get((sorted.size() - 1) / 2);
    }

    private static int ninetyPercent(List<Integer> sorted) {
        return sorted.get((int) Math.ceil(sorted.size() * 0.9) - 1);
    }
}
