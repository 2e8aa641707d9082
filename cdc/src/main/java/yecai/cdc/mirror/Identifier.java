package yecai.cdc.mirror;

/** Names and texts as SQL writes them. */
public final class Identifier {
    private Identifier() {}

    /** Returns the name in double quotes, with quotes inside doubled. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns the schema-qualified name, both parts quoted. */
    public static String quote(String schema, String name) {
        return quote(schema) + '.' + quote(name);
    }

    /** Returns the text as a string literal. */
    public static String literal(String text) {
        String escaped = text.replace("'", "''");
        return text.indexOf('\\') >= 0 ? " E'" + escaped.replace("\\", "\\\\") + "'" : "'" + escaped + "'";
    }
}
