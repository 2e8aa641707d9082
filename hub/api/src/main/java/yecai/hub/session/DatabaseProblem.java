package yecai.hub.session;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/**
 * What the database says is for the log; the caller gets a code. Only what a function of the hub itself says of a parameter
 * is passed on: its text is of this program, and names the parameter and what it may be.
 */
public final class DatabaseProblem {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseProblem.class);
    /** The place in the server from which PL/pgSQL's raise comes, and nothing else. */
    private static final String RAISE = "exec_stmt_raise";

    private static final Set<String> OF_A_PARAMETER = Set.of("22004", "22023");
    private static final Set<String> OF_AN_ACTION =
            Set.of("22004", "22023", "42501", "42704", "53400", "55000", "23505");

    private DatabaseProblem() {}

    /** What a failed read is for its caller. */
    public static ProblemException of(SQLException problem) {
        String state = problem.getSQLState() == null ? "" : problem.getSQLState();
        if (problem instanceof SQLTransientConnectionException && !(problem.getCause() instanceof SQLException)) {
            return new ProblemException(ProblemCode.BUSY, "Try again in a moment.", 2, problem);
        }
        if (state.equals("57014")) {
            return new ProblemException(
                    ProblemCode.QUERY_TOO_LONG, "Ask for less: a filter, fewer columns, a limit.", 60, problem);
        }
        if (state.equals("42501")) {
            return new ProblemException(
                    ProblemCode.DATASET_NOT_FOUND, "Your role may not read what this page shows.", problem);
        }
        if (state.startsWith("22")) {
            return new ProblemException(
                    ProblemCode.VALUE_NOT_VALID,
                    findRaised(problem, OF_A_PARAMETER).orElse("A value is out of range, or cannot be computed."),
                    problem);
        }
        if (state.startsWith("08") || state.startsWith("57P") || problem instanceof SQLTransientConnectionException) {
            LOG.warn("the hub's database cannot be reached: {}", problem.getMessage());
            return new ProblemException(ProblemCode.HUB_UNAVAILABLE, "Try again in a moment.", 5, problem);
        }
        LOG.error("a read failed with SQLSTATE {}", state, problem);
        return new ProblemException(ProblemCode.INTERNAL_ERROR, "Give the correlation id to the operator.", problem);
    }

    /** What a refused action is for its caller: what the function of the hub says that refused it. */
    public static ProblemException ofAction(SQLException problem) {
        return findRaised(problem, OF_AN_ACTION)
                .map(said -> new ProblemException(ProblemCode.VALUE_NOT_VALID, said, problem))
                .orElseGet(() -> of(problem));
    }

    private static Optional<String> findRaised(SQLException problem, Set<String> states) {
        if (!(problem instanceof PSQLException said) || said.getServerErrorMessage() == null) {
            return Optional.empty();
        }
        ServerErrorMessage message = said.getServerErrorMessage();
        return RAISE.equals(message.getRoutine()) && states.contains(String.valueOf(message.getSQLState()))
                ? Optional.ofNullable(message.getMessage())
                : Optional.empty();
    }
}
