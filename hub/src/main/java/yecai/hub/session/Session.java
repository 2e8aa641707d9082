package yecai.hub.session;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import yecai.hub.session.QueryText.Value;

/**
 * One READ ONLY transaction with the rights of one principal. All of its reads see the same moment. Used by one thread;
 * only {@link #cancel} may come from another.
 */
public final class Session {
    /** Takes a row; its exceptions end the read. */
    public interface RowReader {
        void read(ResultSet row) throws SQLException, IOException;
    }

    private static final String AND_END = "; commit";

    private final Connection connection;
    private final Opened opened;
    private boolean isEnded;
    private boolean isUnread;
    private volatile boolean isCancelled;

    Session(Connection connection, Opened opened) {
        this.connection = connection;
        this.opened = opened;
    }

    /** Returns what holds at this transaction's moment. */
    public Context context() {
        return opened.context();
    }

    /** Whether the view that the session was opened for is one that the principal may read. */
    public boolean isFound() {
        return opened.isFound();
    }

    /** Returns the view that the session was opened for; empty where only the whole catalogue can tell about it. */
    public Optional<Relation> findRelation() {
        return opened.relation();
    }

    /** Reads rows with the values bound, {@code fetchRows} at a time, so that memory does not grow with the answer. */
    public long read(QueryText query, int fetchRows, RowReader reader) throws IOException {
        return read(query.parameterized(), query, fetchRows, reader);
    }

    /**
     * Reads rows that fit into memory, and ends the transaction in the same message to the server. Nothing can be read
     * afterwards.
     */
    public long readAndEnd(QueryText query, RowReader reader) throws IOException {
        return read(query.parameterized() + AND_END, query, 0, reader);
    }

    private long read(String sql, QueryText query, int fetchRows, RowReader reader) throws IOException {
        if (isEnded) {
            throw new IllegalStateException("the session has ended");
        }
        isEnded = sql.endsWith(AND_END);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, query.values());
            statement.setFetchSize(fetchRows);
            long rows = 0;
            // The end of the transaction is a second result, which executeQuery would not take.
            statement.execute();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    reader.read(row);
                    rows++;
                }
            }
            return rows;
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }

    /**
     * Writes an answer in COPY's CSV, without a header. COPY takes no parameters: the server first turns each value into
     * a literal, which it parses as the value's type and quotes itself.
     *
     * @return rows
     */
    public long copyCsv(QueryText query, OutputStream out) throws IOException {
        try {
            String sql = "copy (" + query.withLiterals(literals(query.values()))
                    + ") to stdout (format csv, header false, encoding 'UTF8')";
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
            isUnread = true;
            try {
                for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                    out.write(row);
                }
                isUnread = false;
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
            return copy.getHandledRowCount();
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }

    /** Stops what the server is doing for this session. */
    public void cancel() {
        isCancelled = true;
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }

    /**
     * Whether another session may have the connection. A cancel may still be under way and would hit the next one; and the
     * driver does not read the rest of a COPY that was given up, so that the next one would take it for its own answer.
     */
    boolean leavesConnectionSound() {
        return !isCancelled && !isUnread;
    }

    private List<String> literals(List<Value> values) throws SQLException {
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
            bind(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                for (int i = 1; i <= values.size(); i++) {
                    literals.add(row.getString(i));
                }
            }
        }
        return literals;
    }

    private static void bind(PreparedStatement statement, List<Value> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i).text(), Types.OTHER);
        }
    }
}
