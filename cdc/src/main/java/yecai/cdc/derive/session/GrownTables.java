package yecai.cdc.derive.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Analyzes mirrors and canonical tables that have twice as many pages as when that was done last. The server does it within minutes; a
 * backlog is drained sooner, with plans that read whole tables for a few keys since the statistics know of a few rows.
 */
final class GrownTables {
    private static final String GROWN = """
            select
                case
                    when n.nspname = 'canon'
                    then format('select hub.analyze_canonical(%L, false)', c.relname)
                    else format('analyze (skip_locked) %I.%I', n.nspname, c.relname)
                end
            from pg_class as c
            inner join pg_namespace as n on n.oid = c.relnamespace
            where n.nspname in ('canon', ?)
                and c.relkind = 'r'
                and pg_relation_size(c.oid) / current_setting('block_size')::bigint > greatest(2 * c.relpages, 8)
            """;

    private final Connection hub;
    private final String mirrorSchema;

    GrownTables(Connection hub, String mirrorSchema) {
        this.hub = hub;
        this.mirrorSchema = mirrorSchema;
    }

    /** Analyzes them, and commits; leaves out those that another session is at. */
    void analyze() throws SQLException {
        List<String> statements = new ArrayList<>();
        try (PreparedStatement grown = hub.prepareStatement(GROWN)) {
            grown.setString(1, mirrorSchema);
            try (ResultSet rows = grown.executeQuery()) {
                while (rows.next()) {
                    statements.add(rows.getString(1));
                }
            }
        }
        try (Statement statement = hub.createStatement()) {
            for (String analyze : statements) {
                statement.execute(analyze);
            }
        }
        hub.commit();
    }
}
