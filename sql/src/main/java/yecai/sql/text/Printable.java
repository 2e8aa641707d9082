package yecai.sql.text;

import static java.util.Objects.requireNonNull;

/** Text that people wrote, on its way to a terminal or into a comment of printed SQL. */
public final class Printable {
    private Printable() {}

    /**
     * Returns the text in one line: what would end the line, steer a terminal or reverse the direction of writing is shown as
     * its code, such as <code>&#92;u001b</code>.
     */
    public static String line(String text) {
        requireNonNull(text, "text is null");
        return escaped(text, false);
    }

    /** The same for a text of several lines, whose line feeds stay. */
    public static String lines(String text) {
        requireNonNull(text, "text is null");
        return escaped(text, true);
    }

    /** Whether the text is printed as it stands. */
    public static boolean isPlain(String text) {
        return text.codePoints().noneMatch(Printable::isControl);
    }

    private static String escaped(String text, boolean keepsLines) {
        StringBuilder printed = new StringBuilder(text.length());
        text.codePoints().forEach(code -> {
            if (isControl(code) && !(keepsLines && code == '\n')) {
                printed.append(String.format(code > 0xffff ? "\\U%08x" : "\\u%04x", code));
            } else {
                printed.appendCodePoint(code);
            }
        });
        return printed.toString();
    }

    private static boolean isControl(int code) {
        return switch (Character.getType(code)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
