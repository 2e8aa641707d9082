package yecai.cdc.derive.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Throws the session's plans away when the data have doubled, and analyzes the tables that have. A plan that was made on a small table
 * may use an index that is useless on a large one.
 */
public final class PlanAge {
    private static final long FIRST = 500;

    private final Connection hub;
    private final GrownTables grown;
    private long applied;
    private long replanAt = FIRST;

    public PlanAge(Connection hub, String mirrorSchema) {
        this.hub = hub;
        this.grown = new GrownTables(hub, mirrorSchema);
    }

    /** Called after a commit with how many row changes it held. */
    public void add(long events) throws SQLException {
        applied += events;
        if (applied >= replanAt) {
            grown.analyze();
            try (Statement statement = hub.createStatement()) {
                statement.execute("discard plans");
            }
            hub.commit();
            replanAt = applied * 2;
        }
    }
}
