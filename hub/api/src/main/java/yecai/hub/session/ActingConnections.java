package yecai.hub.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/**
 * Transactions that may write what a principal may: ask for access, approve where it is an approver, write for finance. Each takes
 * on the principal's role, and nothing of it outlives the transaction.
 */
public final class ActingConnections {
    /** What is done in the transaction. */
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private static final String IN_FORCE = """
            select case
                when ? is null then true
                when ? = '' then exists (select from hub.find_token(?) as t where t.principal = ?)
                when ? = 'yecai:console' then hub.console_principal(?) is not distinct from ?
                else hub.find_subject(?, ?) is not distinct from ?
            end
            """;

    /** Kinds of credentials: tokens, sessions of the console, subjects of an issuer. */
    private static final int KINDS = 3;

    private final DataSource acts;

    ActingConnections(DataSource acts) {
        this.acts = acts;
    }

    /**
     * Does work as a reader's principal and commits; after a failure nothing is kept.
     *
     * @throws SQLException what the work, or the hub, has failed with
     */
    public <T> T act(Reader reader, Work<T> work) throws SQLException {
        try (Connection connection = acts.getConnection()) {
            connection.setAutoCommit(false);
            boolean isDone = false;
            try {
                requireInForce(connection, reader);
                takeOn(connection, reader.principal());
                T result = work.run(connection);
                connection.commit();
                isDone = true;
                return result;
            } finally {
                if (!isDone) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        }
    }

    /** What a sign-in remembers may have been revoked since. */
    private static void requireInForce(Connection connection, Reader reader) throws SQLException {
        String issuer = reader.credential().map(Reader.Credential::issuer).orElse(null);
        String subject = reader.credential().map(Reader.Credential::subject).orElse(null);
        try (PreparedStatement statement = connection.prepareStatement(IN_FORCE)) {
            statement.setString(1, issuer);
            for (int kind = 0; kind < KINDS; kind++) {
                statement.setString(3 * kind + 2, issuer);
                statement.setString(3 * kind + 3, subject);
                statement.setString(3 * kind + 4, reader.principal());
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new ProblemException(
                            ProblemCode.CREDENTIAL_NOT_ACCEPTED, "The credential was revoked or has expired.");
                }
            }
        }
    }

    private static void takeOn(Connection connection, String principal) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config('role', ?, true)")) {
            statement.setString(1, principal);
            statement.execute();
        } catch (SQLException refused) {
            throw new ProblemException(
                    ProblemCode.PRINCIPAL_NOT_USABLE,
                    "Principal " + principal + " does not exist, or the API may not act as it: issue a new token.",
                    refused);
        }
    }
}
