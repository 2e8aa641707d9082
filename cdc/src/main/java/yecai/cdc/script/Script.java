package yecai.cdc.script;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Statements that travel to the server together and are answered together: one round trip for any number of them. Those that
 * come again and again are prepared on the server, by SQL's {@code prepare}, so that they are planned once.
 *
 * <p>The server runs them in order and stops at the first that fails. Not thread-safe.
 */
public final class Script {
    private final Connection connection;
    private final Map<String, String> prepared = new HashMap<>();
    private final List<String> fresh = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int names;

    /** Takes the number of rows that a statement wrote. */
    public interface CountReader {
        void read(int count);
    }

    /** Takes the rows of a query. */
    public interface RowsReader {
        void read(ResultSet rows) throws SQLException;
    }

    private record Answer(CountReader count, RowsReader rows) {}

    /** @param connection without autocommit */
    public Script(Connection connection) {
        this.connection = connection;
    }

    /** Adds a statement as it is; what it answers is not looked at. */
    public void add(String sql) {
        append(sql, new Answer(null, null));
    }

    /** Adds a statement as it is whose number of rows matters. */
    public void add(String sql, CountReader reader) {
        append(sql, new Answer(reader, null));
    }

    /** Adds a query as it is. */
    public void addQuery(String sql, RowsReader reader) {
        append(sql, new Answer(null, reader));
    }

    /** Adds a statement without parameters that is prepared at its first use. */
    public void addPrepared(String sql, CountReader reader) {
        append("execute " + prepare(sql), new Answer(reader, null));
    }

    /**
     * Adds a statement that is prepared at its first use.
     *
     * @param arguments literals, with commas between them
     */
    public void addPrepared(String sql, String arguments) {
        append("execute " + prepare(sql) + "(" + arguments + ")", new Answer(null, null));
    }

    /** Adds a query without parameters that is prepared at its first use. */
    public void addPreparedQuery(String sql, RowsReader reader) {
        append("execute " + prepare(sql), new Answer(null, reader));
    }

    /** Characters that wait to be sent. */
    public int length() {
        return text.length();
    }

    /**
     * Sends what was added and reads all answers.
     *
     * @throws SQLException of the first statement that failed; those behind it were not run
     */
    public void run() throws SQLException {
        if (answers.isEmpty()) {
            return;
        }
        List<Answer> expected = List.copyOf(answers);
        String sql = text.toString();
        answers.clear();
        text.setLength(0);
        boolean sent = false;
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean isQuery = statement.execute(sql);
            sent = true;
            for (Answer answer : expected) {
                read(statement, isQuery, answer);
                isQuery = statement.getMoreResults();
            }
        } finally {
            if (!sent) {
                fresh.forEach(prepared::remove);
            }
            fresh.clear();
        }
    }

    /** Forgets what was added since it last ran. */
    public void clear() {
        fresh.forEach(prepared::remove);
        fresh.clear();
        answers.clear();
        text.setLength(0);
    }

    private static void read(Statement statement, boolean isQuery, Answer answer) throws SQLException {
        if (answer.rows != null) {
            if (!isQuery) {
                throw new IllegalStateException("a query of the script gave no rows");
            }
            try (ResultSet rows = statement.getResultSet()) {
                answer.rows.read(rows);
            }
        } else if (answer.count != null) {
            answer.count.read(statement.getUpdateCount());
        }
    }

    private String prepare(String sql) {
        String name = prepared.get(sql);
        if (name == null) {
            name = "_yecai_" + ++names;
            append("prepare " + name + " as " + sql, new Answer(null, null));
            prepared.put(sql, name);
            fresh.add(sql);
        }
        return name;
    }

    private void append(String sql, Answer answer) {
        text.append(sql).append(";\n");
        answers.add(answer);
    }
}
