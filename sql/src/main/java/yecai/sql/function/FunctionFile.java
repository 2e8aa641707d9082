package yecai.sql.function;

import java.util.List;
import java.util.regex.Pattern;
import yecai.sql.text.Resources;

/**
 * One file below yecai/functions: a function or a small family, each made by {@code create or replace}, with the rights on
 * it. A few files make no object: they attach triggers and policies to tables.
 *
 * @param path path below yecai/functions without ending
 * @param text the file's SQL
 */
record FunctionFile(String path, String text) {
    /** An object that a file makes; several functions may share a name. */
    record Made(boolean isView, String name) {}

    private static final Pattern MAKES =
            Pattern.compile("^create or replace (function|procedure|view) ([a-z_]+\\.[a-z0-9_]+)", Pattern.MULTILINE);

    /** All files in the order of yecai/functions/order.txt. */
    static List<FunctionFile> all() {
        return Resources.lines("functions/order.txt").stream()
                .map(path -> new FunctionFile(path, Resources.read("functions/" + path + ".sql")))
                .toList();
    }

    List<Made> made() {
        return MAKES.matcher(text)
                .results()
                .map(match -> new Made(match.group(1).equals("view"), match.group(2)))
                .toList();
    }
}
