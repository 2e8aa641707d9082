package yecai.sql.text;

import static java.util.Objects.requireNonNull;

/** Texts as string literals of SQL, for statements that take no parameters: the only place of the project that writes one. */
public final class SqlLiteral {
    private SqlLiteral() {}

    /**
     * Returns the text as a literal that means the same with any {@code standard_conforming_strings}.
     *
     * @throws IllegalArgumentException if the text holds a zero byte, which no text of PostgreSQL can
     */
    public static String of(String text) {
        requireNonNull(text, "text is null");
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text of PostgreSQL cannot hold a zero byte");
        }
        String escaped = text.replace("'", "''");
        return text.indexOf('\\') >= 0 ? " E'" + escaped.replace("\\", "\\\\") + "'" : "'" + escaped + "'";
    }

    /** The same in one line without control characters, for SQL that is printed and for the hub, whose encoding is UTF-8. */
    public static String inOneLine(String text) {
        if (Printable.isPlain(text)) {
            return of(text);
        }
        return " E'" + Printable.line(text.replace("\\", "\\\\")).replace("'", "''") + "'";
    }
}
