package yecai.hub.administration;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.SqlCause;

/**
 * Turns what the hub has refused into a problem. What its functions raise is written for whoever calls them, and is passed on; what the
 * server says by itself may name a value or SQL, and stays in the log.
 */
final class Refusal {
    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);
    /** The server's own name for the place from which PL/pgSQL raises. */
    private static final String RAISED = "exec_stmt_raise";

    private Refusal() {}

    static ProblemException of(Exception problem) {
        Optional<SQLException> cause = SqlCause.find(problem);
        if (cause.isEmpty()) {
            LOG.error("administration failed", problem);
            return new ProblemException(
                    ProblemCode.INTERNAL_ERROR, "Give the correlation id to the operator.", problem);
        }
        SQLException said = cause.get();
        ProblemCode code = code(String.valueOf(said.getSQLState()));
        if (code == ProblemCode.INTERNAL_ERROR) {
            LOG.error("administration failed with SQLSTATE {}", said.getSQLState(), said);
        }
        return new ProblemException(code, raised(said).orElseGet(() -> usual(code)), said);
    }

    /** The same of what the program itself refuses, such as an access.yml that cannot be read. */
    static ProblemException of(YecaiException refused) {
        return refused.kind() == YecaiException.Kind.CONFIG
                ? new ProblemException(ProblemCode.BODY_NOT_UNDERSTOOD, refused.getMessage(), refused)
                : SqlCause.find(refused)
                        .map(Refusal::of)
                        .orElseGet(
                                () -> new ProblemException(ProblemCode.ACTION_REFUSED, refused.getMessage(), refused));
    }

    private static Optional<String> raised(SQLException problem) {
        ServerErrorMessage said = problem instanceof PSQLException error ? error.getServerErrorMessage() : null;
        return said != null && RAISED.equals(said.getRoutine()) ? Optional.of(said.getMessage()) : Optional.empty();
    }

    private static ProblemCode code(String state) {
        return switch (state) {
            case "YK001" -> ProblemCode.KEY_USED;
            case "42501" -> ProblemCode.ACTION_NOT_ALLOWED;
            case "42704", "P0002" -> ProblemCode.THING_NOT_FOUND;
            case "53400" -> ProblemCode.TOO_MANY_REQUESTS;
            case "57014", "55P03" -> ProblemCode.QUERY_TOO_LONG;
            case "42710", "55000", "55006", "42809", "23505", "40001", "40P01" -> ProblemCode.ACTION_REFUSED;
            default ->
                state.startsWith("22") || state.startsWith("23")
                        ? ProblemCode.BODY_NOT_UNDERSTOOD
                        : state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")
                                ? ProblemCode.HUB_UNAVAILABLE
                                : ProblemCode.INTERNAL_ERROR;
        };
    }

    private static String usual(ProblemCode code) {
        return switch (code) {
            case ACTION_NOT_ALLOWED ->
                "It takes a login of the hub's database that is a member of yecai_dba, or of"
                        + " yecai_approver for decisions; send its name and password with HTTP Basic.";
            case THING_NOT_FOUND -> "The hub knows nothing of this name or number.";
            case TOO_MANY_REQUESTS -> "The hub allows no more of this now.";
            case QUERY_TOO_LONG -> "The hub did not finish in time; try again.";
            case ACTION_REFUSED -> "Something else is there already, or somebody has changed it meanwhile; look again.";
            case BODY_NOT_UNDERSTOOD -> "A value has not the form, or is none of those, that are allowed here.";
            case HUB_UNAVAILABLE -> "Try again in a moment.";
            default -> "Give the correlation id to the operator.";
        };
    }
}
