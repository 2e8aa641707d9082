package yecai.cdc.progress;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.sql.jdbi.Handles;

/**
 * A stretch in which the hub follows one log of one server without a gap. Another one begins where a source goes on elsewhere than
 * where it was, and the audit says so.
 *
 * @param from position of the hub before
 * @param to position from which it goes on
 * @param timeline of the ERP's log from there on
 * @param reason why; holds no rows
 * @param requestedBy who decided
 */
public record SourceEpoch(String source, long from, long to, int timeline, String reason, String requestedBy) {
    /** Begins it, and writes the audit entry; does not commit. */
    public void begin(Connection hub) throws SQLException {
        String sql = """
                with begun as (
                    update hub.source set log_epoch = log_epoch + 1 where source = :source returning log_epoch
                )
                select 1 from begun as b
                cross join lateral hub.record_epoch(
                    :source, b.log_epoch, :from::pg_lsn, :to::pg_lsn, :timeline, :reason, :requestedBy)
                """;
        Handles.use(
                hub,
                handle -> handle.createQuery(sql)
                        .bind("source", source)
                        .bind("from", Lsn.text(from))
                        .bind("to", Lsn.text(to))
                        .bind("timeline", timeline)
                        .bind("reason", reason)
                        .bind("requestedBy", requestedBy)
                        .mapTo(int.class)
                        .one());
    }
}
