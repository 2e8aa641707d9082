package yecai.sql.text;

import static java.util.Objects.requireNonNull;

/** Names of database objects as they are in SQL: the only place of the project that quotes one. */
public final class Identifier {
    private Identifier() {}

    /**
     * Returns one name in double quotes; it may hold any characters.
     *
     * @throws IllegalArgumentException if no object can have the name: it is empty or holds a zero byte
     */
    public static String quote(String name) {
        requireNonNull(name, "name is null");
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name of a database object: '" + name + "'");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns the schema-qualified name of an object, both parts quoted. */
    public static String quote(String schema, String name) {
        return quote(schema) + '.' + quote(name);
    }
}
