package yecai.hub.session;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import yecai.hub.session.QueryText.Value;

/**
 * A COPY of a query's rows as CSV. COPY takes no parameters: the server first turns each value into a literal, which it
 * parses as the value's type and quotes itself.
 */
final class CsvCopy {
    private final CopyOut copy;

    /** Starts the COPY; from now on the connection holds rows that have to be read. */
    CsvCopy(Connection connection, QueryText query, char separator) throws SQLException {
        String delimiter = switch (separator) {
            case ',' -> "','";
            case ';' -> "';'";
            case '\t' -> "E'\\t'";
            default -> throw new IllegalArgumentException("no separator of CSV: " + (int) separator);
        };
        String sql = "copy (" + query.withLiterals(literals(connection, query.values()))
                + ") to stdout (format csv, header false, encoding 'UTF8', delimiter " + delimiter + ")";
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
    }

    /** Writes all rows and returns their number; when writing fails, the COPY is cancelled. */
    long write(OutputStream out) throws SQLException, IOException {
        try {
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                out.write(row);
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        return copy.getHandledRowCount();
    }

    private static List<String> literals(Connection connection, List<Value> values) throws SQLException {
        List<String> literals = new ArrayList<>();
        if (values.isEmpty()) {
            return literals;
        }
        StringBuilder sql = new StringBuilder("select ");
        for (int i = 0; i < values.size(); i++) {
            sql.append(i == 0 ? "" : ", ")
                    .append("quote_literal((?::")
                    .append(values.get(i).type().sqlName())
                    .append(")::text)");
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            Session.bind(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                for (int i = 1; i <= values.size(); i++) {
                    literals.add(row.getString(i));
                }
            }
        }
        return literals;
    }
}
