package yecai.tests.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One folder below {@code tests/scenarios}: statements of the ERP and what finance must see then, worked out by hand. Each
 * scenario has a company of its own, so that they can all be run in one ERP.
 *
 * @param folder holds erp.sql, expected/*.csv and perhaps books.sql
 * @param number its place among the scenarios
 * @param transactions the ERP's transactions, each a list of statements
 */
record Scenario(Path folder, int number, List<List<String>> transactions) {
    private static final Path ALL = Path.of("scenarios");
    private static final String SECOND = "second-erp.sql";
    /** While one is being written, {@code -Dscenarios='69.*'} runs it alone. */
    private static final String ONLY = System.getProperty("scenarios", ".*");

    /** Those of one ERP. */
    static List<Scenario> all() {
        return list(false);
    }

    /** Those of two ERPs in one hub. */
    static List<Scenario> ofTwoErps() {
        return list(true);
    }

    private static List<Scenario> list(boolean ofTwoErps) {
        try (Stream<Path> found = Files.list(ALL)) {
            List<Path> folders = found.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().matches(ONLY))
                    .filter(folder -> Files.exists(folder.resolve(SECOND)) == ofTwoErps)
                    .sorted()
                    .toList();
            return IntStream.range(0, folders.size())
                    .mapToObj(i -> read(folders.get(i), i + 1))
                    .toList();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** What every scenario's ERP starts with. */
    static String common() throws IOException {
        return Files.readString(ALL.resolve("erp.sql"));
    }

    /** What finance writes itself, if it writes anything: statements of a session that knows the scenario's company. */
    Optional<String> books() throws IOException {
        return text("books.sql");
    }

    /** What finance says of the codes before the second ERP is loaded, if anything. */
    Optional<String> codes() throws IOException {
        return text("codes.sql");
    }

    /** What happens in the second ERP. */
    String second() throws IOException {
        return text(SECOND).orElseThrow().replaceAll("(?m)^commit;$", "");
    }

    private Optional<String> text(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    String company() {
        return "T%02d".formatted(number);
    }

    /** What a session must set so that the statements mean this scenario's company and its ids. */
    String session() {
        return "set search_path = erp; set scenario.company = '" + company() + "'; set scenario.base = "
                + number * 100_000;
    }

    List<Path> expected() {
        try (Stream<Path> files = Files.list(folder.resolve("expected"))) {
            return files.sorted().toList();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** How many queries with rows there are for a hub of two ERPs. */
    long queries() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("expected"))) {
            return files.filter(file -> file.toString().endsWith(".sql")).count();
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }

    private static Scenario read(Path folder, int number) {
        try {
            String sql = Files.readString(folder.resolve("erp.sql"));
            List<List<String>> transactions = Arrays.stream(
                            sql.replaceAll("(?m)^--.*\n", "").split("(?m)^commit;$"))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(text -> List.of(text.split("(?<=;)\n")))
                    .toList();
            return new Scenario(folder, number, transactions);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
