package yecai.cdc.apply.stage;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import yecai.cdc.script.Script;

/**
 * A table that takes rows.
 *
 * @param table as it is in SQL
 * @param columns in parentheses, in the order in which the rows have them
 */
record RowTarget(String table, String columns) {
    /** Writes the rows. */
    interface Rows<T> {
        T write(RowText text) throws SQLException;
    }

    /** Adds to the script what inserts rows, if there are any. */
    <T> T insert(Script script, Rows<T> rows) throws SQLException {
        ValuesText values = new ValuesText();
        T result = rows.write(values);
        if (!values.isEmpty()) {
            script.add("insert into " + table + " " + columns + " values\n" + values);
        }
        return result;
    }

    /** Copies rows. */
    <T> T copy(Connection hub, CopyText buffer, Rows<T> rows) throws SQLException {
        CopyIn copy =
                hub.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " " + columns + " from stdin");
        try {
            buffer.start(copy);
            T result = rows.write(buffer);
            buffer.flush();
            copy.endCopy();
            return result;
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
