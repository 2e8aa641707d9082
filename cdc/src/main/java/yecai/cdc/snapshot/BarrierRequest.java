package yecai.cdc.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import yecai.cdc.progress.Lsn;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/**
 * The asking side of {@code hub.barrier}: the capture is to hold, then to continue to a position and hold there, until the
 * request is withdrawn or expires, or its connection is gone. Needs a connection in autocommit mode; not thread-safe.
 */
public final class BarrierRequest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

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

    /**
     * Asks the capture to hold; fails with kind CONFLICT if another request is standing, and still is after some seconds: most
     * stand for a moment only.
     */
    public static BarrierRequest raise(Connection hub, String source, String requestedBy, Duration expiry)
            throws SQLException {
        BarrierRequest request = new BarrierRequest(hub, source, requestedBy + " " + backend(hub), expiry);
        if (!Deadline.in(PATIENCE).await(request::tryRaise)) {
            throw new YecaiException(
                    Kind.CONFLICT,
                    "another process holds the capture of source " + source
                            + " at this moment (hub.barrier); try again in a minute");
        }
        return request;
    }

    /** Returns whether the capture has answered the latest wish. */
    public boolean isAnswered() throws SQLException {
        String sql = """
                select reached_at is not null from hub.barrier where source = :source and requested_by = :requestedBy
                """;
        return Handles.with(
                        hub,
                        handle -> handle.createQuery(sql)
                                .bind("source", source)
                                .bind("requestedBy", requestedBy)
                                .mapTo(boolean.class)
                                .findOne())
                .orElseThrow(this::gone);
    }

    /** Restarts the time until the request expires. */
    public void prolong() throws SQLException {
        update("expires_at = clock_timestamp() + :value * interval '1 ms'", expiry.toMillis());
    }

    /** Tells the capture to continue to the position, and hold there. */
    public void stopBefore(long position) throws SQLException {
        update("reached_at = null, stop_before = :value::pg_lsn", Lsn.text(position));
    }

    /** Withdraws the request; fails if it had expired or was deleted, since the capture may then have continued. */
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

    private boolean tryRaise() throws SQLException {
        raised = Handles.with(
                hub,
                handle -> handle.createQuery(
                                "select hub.raise_barrier(:source, :requestedBy, :millis * interval '1 ms')")
                        .bind("source", source)
                        .bind("requestedBy", requestedBy)
                        .bind("millis", expiry.toMillis())
                        .mapTo(boolean.class)
                        .one());
        return raised;
    }

    private void update(String assignments, Object value) throws SQLException {
        String sql = "update hub.barrier set " + assignments
                + " where source = :source and requested_by = :requestedBy and expires_at > clock_timestamp()";
        int rows = Handles.with(
                hub,
                handle -> handle.createUpdate(sql)
                        .bind("value", value)
                        .bind("source", source)
                        .bind("requestedBy", requestedBy)
                        .execute());
        if (rows != 1) {
            throw gone();
        }
    }

    private boolean delete(String condition) throws SQLException {
        String sql = "delete from hub.barrier where source = :source and requested_by = :requestedBy " + condition;
        return Handles.with(
                        hub,
                        handle -> handle.createUpdate(sql)
                                .bind("source", source)
                                .bind("requestedBy", requestedBy)
                                .execute())
                == 1;
    }

    private YecaiException gone() {
        return new YecaiException(
                Kind.CONFLICT,
                "the capture of source " + source + " did not stay held long enough (" + expiry.toSeconds()
                        + " s), so both sides cannot be read at one position; try again when the ERP is less busy");
    }

    private static String backend(Connection hub) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("select 'process ' || pg_backend_pid()")
                        .mapTo(String.class)
                        .one());
    }
}
