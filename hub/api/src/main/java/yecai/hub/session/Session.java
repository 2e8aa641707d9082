package yecai.hub.session;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.postgresql.PGConnection;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.QueryText.Value;

/**
 * One READ ONLY transaction with the rights of one principal. All of its reads see the same moment. Used by one thread;
 * only {@link #cancel} may come from another.
 */
public final class Session implements RightsWatch.Watched {
    /** Takes a row; its exceptions end the read. */
    public interface RowReader {
        void read(ResultSet row) throws SQLException, IOException;
    }

    private static final String AND_END = "; commit";

    private final Connection connection;
    private final Reader owner;
    private final int backend;
    private final SessionInfo info;
    private final Predicate<String> isHeld;
    private final Optional<ResultSet> ahead;
    private boolean isEnded;
    private boolean isUnread;
    private Optional<String> kept = Optional.empty();
    private volatile boolean isCancelled;
    private volatile boolean isShrunk;
    private volatile Runnable whenShrunk = () -> {};

    /**
     * Makes one.
     *
     * @param isHeld whether the snapshot of a moment is held for later pages, so that it need not be this session's
     * @param ahead the rows of its only query, if that has been asked and the transaction is over
     */
    Session(Connection connection, Reader owner, SessionInfo info, Predicate<String> isHeld, Optional<ResultSet> ahead)
            throws SQLException {
        this.connection = connection;
        this.backend = connection.unwrap(PGConnection.class).getBackendPID();
        this.owner = owner;
        this.info = info;
        this.isHeld = isHeld;
        this.ahead = ahead;
        this.isEnded = ahead.isPresent();
    }

    /** Returns what holds at this transaction's moment. */
    public Context context() {
        return info.context();
    }

    /** Whether the view that the session was opened for is one that the principal may read. */
    public boolean isFound() {
        return info.isFound();
    }

    /** Whether this session reads from the snapshot of an earlier page, and not from the present. */
    public boolean isLaterPage() {
        return info.isLaterPage();
    }

    /** Whether later pages can be read from a moment's snapshot also when this session has ended. */
    public boolean isHeld(String moment) {
        return isLaterPage() || isHeld.test(moment);
    }

    /** Wishes that this session's snapshot is held for the later pages of a moment; without effect once it has ended. */
    public void keep(String moment) {
        kept = isEnded || isLaterPage() ? Optional.empty() : Optional.of(moment);
    }

    Optional<String> findKept() {
        return kept;
    }

    /** What else is done when the rights shrink during this session; may be called from another thread. */
    public void whenShrunk(Runnable action) {
        whenShrunk = action;
    }

    @Override
    public Reader reader() {
        return owner;
    }

    @Override
    public String rights() {
        return info.context().rights();
    }

    @Override
    public int backend() {
        return backend;
    }

    /** Ends what runs, since the rights shrank. */
    @Override
    public void end() {
        isShrunk = true;
        whenShrunk.run();
        cancel();
    }

    /** Fails when the rights have shrunk meanwhile. */
    public void requireUnshrunk() {
        if (isShrunk) {
            throw RightsWatch.shrunk();
        }
    }

    private ProblemException problem(SQLException problem) {
        return isShrunk ? RightsWatch.shrunk() : DatabaseProblem.of(problem);
    }

    /** Returns the view that the session was opened for; empty where only the whole catalogue can tell about it. */
    public Optional<Relation> findRelation() {
        return info.relation();
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

    /** Whether the query that was expected has been asked already, and nothing else can be read. */
    public boolean isAhead() {
        return ahead.isPresent();
    }

    /** Reads the rows of the query that was asked ahead. */
    public long readAhead(RowReader reader) throws IOException {
        try (ResultSet row = ahead.orElseThrow()) {
            long rows = 0;
            while (row.next()) {
                reader.read(row);
                rows++;
            }
            return rows;
        } catch (SQLException problem) {
            throw problem(problem);
        }
    }

    /**
     * Asks one of the questions that only the API's own login may ask, in this transaction, and takes the principal's role on
     * again. If any of it fails, nothing more can be read.
     */
    long readAsApi(Function<String, QueryText> question, RowReader reader) throws IOException {
        boolean isDone = false;
        try {
            takeOn("none");
            long rows = read(question.apply(owner.principal()), 0, reader);
            takeOn(owner.principal());
            isDone = true;
            return rows;
        } finally {
            isEnded |= !isDone;
        }
    }

    private void takeOn(String role) {
        try (PreparedStatement statement = connection.prepareStatement("select set_config('role', ?, true)")) {
            statement.setString(1, role);
            statement.execute();
        } catch (SQLException problem) {
            throw problem(problem);
        }
    }

    private void requireOpen() {
        if (isEnded) {
            throw new IllegalStateException("the session has ended");
        }
    }

    private long read(String sql, QueryText query, int fetchRows, RowReader reader) throws IOException {
        requireOpen();
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
            throw problem(problem);
        }
    }

    /**
     * Writes an answer in COPY's CSV, without a header.
     *
     * @return rows
     */
    public long copyCsv(QueryText query, char separator, OutputStream out) throws IOException {
        requireOpen();
        try {
            CsvCopy copy = new CsvCopy(connection, query, separator);
            isUnread = true;
            long rows = copy.write(out);
            isUnread = false;
            return rows;
        } catch (SQLException problem) {
            throw problem(problem);
        }
    }

    /** Stops what the server is doing for this session. */
    public void cancel() {
        isCancelled = true;
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException problem) {
            throw problem(problem);
        }
    }

    /**
     * Whether another session may have the connection. A cancel may still be under way and would hit the next one; and the
     * driver does not read the rest of a COPY that was given up, so that the next one would take it for its own answer.
     */
    boolean leavesConnectionSound() {
        return !isCancelled && !isUnread;
    }

    static void bind(PreparedStatement statement, List<Value> values) throws SQLException {
        bind(statement, 0, values);
    }

    /** Binds the values of a query that follows another one with so many. */
    static void bind(PreparedStatement statement, int before, List<Value> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(before + i + 1, values.get(i).text(), Types.OTHER);
        }
    }
}
