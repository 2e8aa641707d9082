package yecai.cdc.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import yecai.cdc.source.Server;
import yecai.cdc.source.SqlProblem;
import yecai.sql.jdbi.Handles;

/** Names the sessions for whose transactions the creation of a replication slot waits. */
public final class SlotBlockers {
    private SlotBlockers() {}

    static String describe(Server erp, int waiting) {
        try (Connection connection = erp.open("yecai check")) {
            String names = Handles.with(
                    connection,
                    handle -> handle.createQuery(Handles.sql(SlotBlockers.class, "blockers"))
                            .bind("waiting", waiting)
                            .mapTo(String.class)
                            .collect(Collectors.joining("; ")));
            return names.isEmpty() ? "they ended just now" : names;
        } catch (SQLException problem) {
            return "they cannot be named (" + SqlProblem.text(problem) + ")";
        }
    }
}
