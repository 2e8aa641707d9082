package yecai.hub.administration;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import yecai.hub.session.ActingConnections;
import yecai.hub.session.Reader;
import yecai.sql.jdbi.Handles;

/** A principal that the API acts for. */
public record PrincipalOperator(ActingConnections acting, Reader reader) implements Operator {
    public PrincipalOperator {
        requireNonNull(acting, "acting is null");
        requireNonNull(reader, "reader is null");
    }

    @Override
    public String name() {
        return reader.principal();
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        try {
            return acting.act(reader, connection -> {
                try (Handle hub = Handles.open(connection)) {
                    return work.run(hub);
                }
            });
        } catch (SQLException | JdbiException problem) {
            throw Refusal.of(problem);
        }
    }
}
