package yecai.hub.cli.pack;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL says about a piece of SQL, and where in it. */
final class SqlPlace {
    private SqlPlace() {}

    /** Returns the message without its severity, with PostgreSQL's hint. */
    static String message(SQLException problem) {
        return find(problem)
                .map(found -> found.getMessage() + (found.getHint() == null ? "" : " (" + found.getHint() + ")"))
                .orElseGet(problem::getMessage);
    }

    /** Returns {@code :line} if PostgreSQL says where in the text it found the problem, else nothing. */
    static String line(String text, SQLException problem) {
        return line(text, problem, 0);
    }

    /** The same where the statement began with so many characters of something else. */
    static String line(String text, SQLException problem, int before) {
        int position = find(problem).map(ServerErrorMessage::getPosition).orElse(0) - before;
        if (position < 1 || position > text.length()) {
            return "";
        }
        return ":"
                + (1
                        + text.substring(0, position - 1)
                                .chars()
                                .filter(character -> character == '\n')
                                .count());
    }

    private static Optional<ServerErrorMessage> find(SQLException problem) {
        return problem instanceof PSQLException known
                ? Optional.ofNullable(known.getServerErrorMessage())
                : Optional.empty();
    }
}
