package yecai.sql.pack;

import static java.util.Objects.requireNonNull;

/** Names of database objects as they stand in SQL. */
public final class SqlName {
    private SqlName() {}

    /** Quotes one name, whatever characters it holds. */
    public static String quote(String name) {
        requireNonNull(name, "name is null");
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name of a database object: '" + name + "'");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Quotes a schema and the name of an object in it. */
    public static String quote(String schema, String name) {
        return quote(schema) + '.' + quote(name);
    }
}
