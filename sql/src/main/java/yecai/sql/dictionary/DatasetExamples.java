package yecai.sql.dictionary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.sql.text.Resources;

/**
 * The examples of dictionary/examples.txt. A line without indentation names a published view or function, with a formula of its figures
 * in both languages if it has figures; the indented lines below it are one statement.
 */
final class DatasetExamples {
    private static final Pattern HEAD = Pattern.compile("([a-z]+\\.[a-z_0-9]+)( = .*)?");

    /**
     * The example of one view or function.
     *
     * @param dataset its name with its schema
     * @param formula English and Chinese, as in the dictionary; empty where there are no figures
     * @param sql one statement, without a semicolon
     */
    record Example(String dataset, Optional<String> formula, String sql) {}

    private DatasetExamples() {}

    static List<Example> read() {
        return of(Resources.read("dictionary/examples.txt").lines().toList());
    }

    /** Returns the examples in their order; throws IllegalArgumentException, which names the line, for one that is neither. */
    static List<Example> of(List<String> lines) {
        List<Example> examples = new ArrayList<>();
        String head = null;
        List<String> sql = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("    ") && head != null) {
                sql.add(line.substring(4));
                continue;
            }
            if (!HEAD.matcher(line).matches()) {
                throw new IllegalArgumentException(
                        "write `schema.name = English. | 中文。` and below it the statement, indented by 4, not: " + line);
            }
            add(examples, head, sql);
            head = line;
            sql = new ArrayList<>();
        }
        add(examples, head, sql);
        return examples;
    }

    private static void add(List<Example> examples, String head, List<String> sql) {
        if (head == null) {
            return;
        }
        if (sql.isEmpty()) {
            throw new IllegalArgumentException("there is no statement below: " + head);
        }
        Matcher parts = HEAD.matcher(head);
        parts.matches();
        String dataset = parts.group(1);
        if (examples.stream().anyMatch(example -> example.dataset().equals(dataset))) {
            throw new IllegalArgumentException("there are two examples of " + dataset);
        }
        Optional<String> formula = parts.group(2) == null
                ? Optional.empty()
                : DictionaryTexts.of(List.of(head)).find(dataset, "view");
        examples.add(new Example(dataset, formula, String.join("\n", sql)));
    }
}
