package yecai.sql;

import java.util.List;

/**
 * One file below yecai/views. A file that holds a query becomes a governed view of the same name; a file that starts
 * with {@code create} is run as it stands.
 *
 * @param schema schema of the view
 * @param name name of the view or function
 * @param text the file's SQL without the closing semicolon
 */
record ViewFile(String schema, String name, String text) {
    /** All files in the order of yecai/views/order.txt. */
    static List<ViewFile> all() {
        return Resources.lines("views/order.txt").stream().map(ViewFile::read).toList();
    }

    private static ViewFile read(String path) {
        int slash = path.indexOf('/');
        String text = Resources.read("views/" + path + ".sql").strip();
        if (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1);
        }
        return new ViewFile(path.substring(0, slash), path.substring(slash + 1), text);
    }

    boolean isStatement() {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("--"))
                .findFirst()
                .orElse("")
                .startsWith("create ");
    }
}
