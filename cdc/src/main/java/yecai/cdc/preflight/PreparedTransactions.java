package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import yecai.sql.jdbi.Handles;

/** Prepared transactions that nobody ends: they hold up every slot of the server, and so its log, and no session shows them. */
final class PreparedTransactions {
    /** Longer than any program takes between the two phases of a commit. */
    static final Duration FORGOTTEN = Duration.ofMinutes(5);

    private PreparedTransactions() {}

    /** Returns one sentence each, with what to do, about those that have been prepared for at least so long. */
    static List<String> list(Connection erp, Duration age) throws SQLException {
        return Handles.with(
                erp,
                handle -> handle.createQuery(Handles.sql(PreparedTransactions.class, "held"))
                        .bind("age", age.toString())
                        .mapTo(String.class)
                        .list());
    }
}
