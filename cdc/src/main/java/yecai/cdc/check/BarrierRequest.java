package yecai.cdc.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import yecai.cdc.progress.Lsn;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/**
 * The asking side of {@code hub.barrier}: the capture is to hold, then to go on to a position and hold there, until the
 * request is withdrawn or expires. Needs a connection in autocommit mode; not thread-safe.
 */
public final class BarrierRequest implements AutoCloseable {
    private final Connection hub;
    private final String source;
    private final String requestedBy;
    private final Duration expiry;
    private boolean raised;

    private BarrierRequest(Connection hub, String source, String requestedBy, Duration expiry) {
        this.hub = hub;
        this.source = source;
        this.requestedBy = requestedBy;
        this.expiry = expiry;
    }

    /** Asks the capture to hold; fails with kind CONFLICT if another request is standing. */
    public static BarrierRequest raise(Connection hub, String source, String requestedBy, Duration expiry)
            throws SQLException {
        BarrierRequest request = new BarrierRequest(hub, source, requestedBy + " " + backend(hub), expiry);
        request.raise();
        return request;
    }

    /** Returns whether the capture has answered the latest wish. */
    public boolean isAnswered() throws SQLException {
        return find("reached_at is not null");
    }

    /** Lets the time until the request expires start anew. */
    public void prolong() throws SQLException {
        update("expires_at = clock_timestamp() + ? * interval '1 ms'", expiry.toMillis());
    }

    /** Lets the capture go on to the position, and hold there. */
    public void stopBefore(long position) throws SQLException {
        update("reached_at = null, stop_before = ?::pg_lsn", Lsn.text(position));
    }

    /** Withdraws the request; fails if it had expired or was taken away, for then the capture may have gone on. */
    public void withdraw() throws SQLException {
        raised = false;
        if (!delete("and expires_at > clock_timestamp()")) {
            delete("");
            throw gone();
        }
    }

    /** Takes the request away, if it is still there. */
    @Override
    public void close() throws SQLException {
        if (raised) {
            delete("");
            raised = false;
        }
    }

    private void raise() throws SQLException {
        String sql = """
                insert into hub.barrier as b (source, requested_by, expires_at)
                values (?, ?, clock_timestamp() + ? * interval '1 ms')
                on conflict (source) do update
                set requested_by = excluded.requested_by, expires_at = excluded.expires_at,
                    stop_before = null, reached_at = null, held_since = null
                where b.expires_at <= clock_timestamp()
                """;
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            statement.setString(1, source);
            statement.setString(2, requestedBy);
            statement.setLong(3, expiry.toMillis());
            if (statement.executeUpdate() != 1) {
                throw new YecaiException(
                        Kind.CONFLICT,
                        "somebody else holds the capture of source " + source
                                + " at this moment (hub.barrier); try again in a minute");
            }
        }
        raised = true;
    }

    private boolean find(String condition) throws SQLException {
        String sql = "select " + condition + " from hub.barrier where source = ? and requested_by = ?";
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            statement.setString(1, source);
            statement.setString(2, requestedBy);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw gone();
                }
                return row.getBoolean(1);
            }
        }
    }

    private void update(String assignments, Object value) throws SQLException {
        String sql = "update hub.barrier set " + assignments
                + " where source = ? and requested_by = ? and expires_at > clock_timestamp()";
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            statement.setObject(1, value);
            statement.setString(2, source);
            statement.setString(3, requestedBy);
            if (statement.executeUpdate() != 1) {
                throw gone();
            }
        }
    }

    private boolean delete(String condition) throws SQLException {
        String sql = "delete from hub.barrier where source = ? and requested_by = ? " + condition;
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            statement.setString(1, source);
            statement.setString(2, requestedBy);
            return statement.executeUpdate() == 1;
        }
    }

    private YecaiException gone() {
        return new YecaiException(
                Kind.CONFLICT,
                "the capture of source " + source + " did not stay held long enough (" + expiry.toSeconds()
                        + " s), so both sides cannot be read at one position; try again when the ERP is calmer");
    }

    private static String backend(Connection hub) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement("select 'process ' || pg_backend_pid()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
