package yecai.hub.administration;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import yecai.sql.jdbi.Handles;

/**
 * A login of the hub's database that has shown its password. Holds the password, in memory and as long as this object lives, so that
 * the hub connects as this login and as nobody else; it is in no text.
 */
public final class LoginOperator implements Operator {
    private final LoginConnections connections;
    private final String name;
    private final String password;
    private final boolean isDba;
    private final boolean isApprover;

    LoginOperator(LoginConnections connections, String name, String password, boolean isDba, boolean isApprover) {
        this.connections = requireNonNull(connections, "connections is null");
        this.name = requireNonNull(name, "name is null");
        this.password = requireNonNull(password, "password is null");
        this.isDba = isDba;
        this.isApprover = isApprover;
    }

    @Override
    public String name() {
        return name;
    }

    /** Whether it was a member of yecai_dba when it signed in; what it may do now PostgreSQL decides each time. */
    public boolean isDba() {
        return isDba;
    }

    /** Whether it was a member of yecai_approver when it signed in. */
    public boolean isApprover() {
        return isApprover;
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        try {
            return connections.use(name, password, connection -> {
                connection.setAutoCommit(false);
                try (Handle hub = Handles.open(connection)) {
                    T result = work.run(hub);
                    connection.commit();
                    return result;
                }
            });
        } catch (SQLException | JdbiException problem) {
            throw Refusal.of(problem);
        }
    }

    /**
     * Does work that makes its own transactions.
     *
     * @throws yecai.hub.problem.ProblemException what the hub has refused
     */
    public <T> T plainly(Work<T> work) {
        try {
            return connections.use(name, password, connection -> {
                connection.setAutoCommit(true);
                try (Handle hub = Handles.open(connection)) {
                    return work.run(hub);
                }
            });
        } catch (SQLException | JdbiException problem) {
            throw Refusal.of(problem);
        }
    }

    @Override
    public String toString() {
        return "LoginOperator[" + name + "]";
    }
}
