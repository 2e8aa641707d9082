package yecai.sql.view;

import java.util.List;
import yecai.sql.text.Resources;

/**
 * One file below yecai/views. A file that holds a query becomes a governed view of the same name; a file that starts
 * with {@code create} is run as it is. Folders between the schema's and the file only put views of one subject
 * together.
 *
 * @param schema schema of the view
 * @param name name of the view or function
 * @param text the file's SQL without the closing semicolon
 */
record ViewFile(String schema, String name, String text) {
    /** All files in the order of yecai/views/order.txt. */
    static List<ViewFile> all() {
        return Resources.lines("views/order.txt").stream()
                .map(path -> of(path, Resources.read("views/" + path + ".sql")))
                .toList();
    }

    /** Where a part of other views is, whose name is all that they say. */
    static String pathOfShared(String name) {
        return Resources.lines("views/order.txt").stream()
                .filter(path -> path.startsWith("shared/") && path.endsWith("/" + name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("views/order.txt has no shared view " + name));
    }

    /** Takes a path such as {@code finance/ledger/account}: a view {@code finance.account}. */
    static ViewFile of(String path, String content) {
        String text = content.strip();
        if (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1);
        }
        return new ViewFile(path.substring(0, path.indexOf('/')), path.substring(path.lastIndexOf('/') + 1), text);
    }

    /** Whether it is a part of other views and no view for readers. */
    boolean isShared() {
        return schema.equals("shared");
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
