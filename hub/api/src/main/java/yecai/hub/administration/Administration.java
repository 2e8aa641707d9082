package yecai.hub.administration;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.hub.api.limit.Lockout;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.sql.jdbi.Handles;

/**
 * Administration on the administrator's own login: the hub's API has no right to administer. Whoever signs in with the name and the
 * password of a member of {@code yecai_dba} or {@code yecai_approver} has the hub connect as this login; PostgreSQL decides what it
 * may do, and the audit names it. Superusers are refused: their password has no business here.
 */
public final class Administration implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_$.@-]{0,62}");
    private static final List<String> WRONG_PASSWORD = List.of("28P01", "28000");
    private static final String WHO = """
            select r.rolsuper as is_superuser,
                pg_has_role('yecai_dba', 'usage') as is_dba,
                pg_has_role('yecai_approver', 'usage') as is_approver
            from pg_roles as r
            where r.rolname = session_user
            """;

    private record Who(boolean isSuperuser, boolean isDba, boolean isApprover) {}

    private final LoginConnections connections;
    private final Lockout lockout;

    /**
     * Opens nothing yet.
     *
     * @param url JDBC, without user and password
     * @param lockout counts failures; of logins alone, since passwords are shorter than tokens
     */
    public Administration(String url, Lockout lockout, Duration wait) {
        this.connections = new LoginConnections(url, wait);
        this.lockout = lockout;
    }

    /**
     * Signs in, by connecting. After some failures from an address for a name further attempts wait before the password is looked
     * at: it can be guessed, unlike a token. Who has just shown the right one passes.
     *
     * @throws ProblemException if the name or the password is wrong, or the login administers nothing
     */
    public LoginOperator signIn(String name, String password, String address) {
        String attempt = address + " login " + name;
        boolean isKnown = connections.isKnown(name, password);
        if (!isKnown) {
            lockout.requireOpen(attempt, address);
        }
        if (!NAME.matcher(name).matches() || password.isEmpty()) {
            throw refuse(attempt, address, null);
        }
        Who who;
        try {
            who = connections.use(name, password, connection -> {
                connection.setAutoCommit(true);
                return Handles.with(
                        connection,
                        hub -> hub.createQuery(WHO)
                                .map(ConstructorMapper.of(Who.class))
                                .one());
            });
        } catch (SQLException problem) {
            if (WRONG_PASSWORD.contains(problem.getSQLState())) {
                throw refuse(attempt, address, problem);
            }
            throw Refusal.of(problem);
        }
        lockout.succeeded(attempt);
        if (who.isSuperuser()) {
            throw new ProblemException(
                    ProblemCode.ACTION_NOT_ALLOWED,
                    "A superuser does not sign in here: use a plain login that is a member of yecai_dba.");
        }
        if (!who.isDba() && !who.isApprover()) {
            throw new ProblemException(
                    ProblemCode.ACTION_NOT_ALLOWED,
                    "This login is a member of neither yecai_dba nor yecai_approver; readers use their token.");
        }
        return new LoginOperator(connections, name, password, who.isDba(), who.isApprover());
    }

    /** The same words whatever was wrong, so that nobody learns which logins there are. */
    private ProblemException refuse(String attempt, String address, SQLException cause) {
        lockout.failed(attempt, address);
        return new ProblemException(
                ProblemCode.CREDENTIAL_NOT_ACCEPTED,
                "The credential is neither a token nor the name and password of a login of the hub.",
                cause);
    }

    @Override
    public void close() {
        connections.close();
    }
}
