package yecai.hub.administration;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/**
 * Who administers or asks: the login of a member of {@code yecai_dba} or {@code yecai_approver}, or a principal that the API acts for.
 * What it may do PostgreSQL decides, and the audit names it.
 */
public sealed interface Operator permits LoginOperator, PrincipalOperator {
    /** What is done in the hub. */
    interface Work<T> {
        T run(Handle hub) throws SQLException;
    }

    /** Returns the login's or the principal's name. */
    String name();

    /**
     * Does work in one transaction, which commits; after a failure nothing is kept.
     *
     * @throws yecai.hub.problem.ProblemException what the hub has refused, in words for its caller
     */
    <T> T inTransaction(Work<T> work);
}
