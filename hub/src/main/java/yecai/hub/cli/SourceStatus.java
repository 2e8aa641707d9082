package yecai.hub.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import yecai.sql.YecaiException;

/**
 * What the hub says of one source.
 *
 * @param lagSeconds age of the newest commit of the ERP that the hub holds, or null before the first load
 * @param parked documents that cannot be mapped now
 */
record SourceStatus(
        String source,
        String pack,
        String packVersion,
        String state,
        String detail,
        String since,
        String position,
        Double lagSeconds,
        long appliedTransactions,
        long appliedEvents,
        long parked) {

    private static final String UNDEFINED_TABLE = "42P01";

    /** Reads what the hub says of the given sources; one that was never loaded is {@code new}. */
    static List<SourceStatus> list(Connection hub, List<String> sources) throws SQLException {
        String sql = """
                select s.pack, s.pack_version, s.state, s.state_detail,
                    to_char(s.state_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), s.position::text,
                    round(extract(epoch from clock_timestamp() - s.position_committed_at), 1)::float8,
                    s.applied_transactions, s.applied_events,
                    (select count(*) from hub.parked as p where p.source = s.source)
                from hub.source as s
                where s.source = ?
                """;
        List<SourceStatus> statuses = new ArrayList<>();
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            for (String source : sources) {
                statement.setString(1, source);
                try (ResultSet row = statement.executeQuery()) {
                    statuses.add(row.next() ? read(source, row) : unknown(source));
                }
            }
        }
        return statuses;
    }

    /** Makes (does not throw) the error that says why the hub's record cannot be read. */
    static YecaiException unreadable(SQLException problem) {
        boolean absent = UNDEFINED_TABLE.equals(problem.getSQLState());
        return new YecaiException(
                YecaiException.Kind.HUB,
                absent
                        ? "the hub's database lacks its tables: run `yecai migrate`"
                        : "the hub's record of its sources cannot be read: " + problem.getMessage(),
                problem);
    }

    private static SourceStatus read(String source, ResultSet row) throws SQLException {
        return new SourceStatus(
                source,
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                (Double) row.getObject(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10));
    }

    private static SourceStatus unknown(String source) {
        return new SourceStatus(source, null, null, "new", null, null, null, null, 0, 0, 0);
    }
}
