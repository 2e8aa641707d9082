package yecai.sql.lint;

import java.util.List;
import yecai.sql.text.Resources;

/**
 * One file below yecai/lints: a query whose rows are findings, or, if its number is 00, a query that lints use.
 *
 * @param name name of the lint: the number and the rule, such as {@code 01_power}
 * @param query the file's SQL
 */
record LintFile(String name, String query) {
    /** All files in the order of yecai/lints/order.txt. */
    static List<LintFile> all() {
        return Resources.lines("lints/order.txt").stream()
                .map(path -> new LintFile(
                        path.substring(path.lastIndexOf('/') + 1), Resources.read("lints/" + path + ".sql")))
                .toList();
    }

    String view() {
        return "hub.lint_" + name;
    }

    boolean hasFindings() {
        return !name.startsWith("00");
    }
}
