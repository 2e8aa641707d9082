package yecai.sql.jdbi;

import java.sql.SQLException;
import java.util.Optional;

/** The driver's own error behind Jdbi's. */
public final class SqlCause {
    private SqlCause() {}

    /** Returns the error with its SQLSTATE; empty if the database had no part in it. */
    public static Optional<SQLException> find(Exception problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    /** Returns what the database said, or else the kind of the problem: never an argument, which may be a secret. */
    public static String message(Exception problem) {
        return find(problem)
                .map(SQLException::getMessage)
                .orElseGet(() -> problem.getClass().getSimpleName());
    }
}
