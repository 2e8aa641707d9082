package yecai.hub.session;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** What the database says is for the log; the caller gets a code. */
final class DatabaseProblem {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseProblem.class);

    private DatabaseProblem() {}

    static ProblemException of(SQLException problem) {
        String state = problem.getSQLState() == null ? "" : problem.getSQLState();
        if (problem instanceof SQLTransientConnectionException && !(problem.getCause() instanceof SQLException)) {
            return new ProblemException(ProblemCode.BUSY, "Try again in a moment.", 2, problem);
        }
        if (state.equals("57014")) {
            return new ProblemException(
                    ProblemCode.QUERY_TOO_LONG, "Ask for less: a filter, fewer columns, a limit.", 60, problem);
        }
        if (state.startsWith("22")) {
            return new ProblemException(
                    ProblemCode.VALUE_NOT_VALID, "A value is out of range, or cannot be computed.", problem);
        }
        if (state.startsWith("08") || state.startsWith("57P") || problem instanceof SQLTransientConnectionException) {
            LOG.warn("the hub's database cannot be reached: {}", problem.getMessage());
            return new ProblemException(ProblemCode.HUB_UNAVAILABLE, "Try again in a moment.", 5, problem);
        }
        LOG.error("a read failed with SQLSTATE {}", state, problem);
        return new ProblemException(ProblemCode.INTERNAL_ERROR, "Give the correlation id to the operator.", problem);
    }
}
