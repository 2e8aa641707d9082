package yecai.cdc.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import yecai.sql.jdbi.Handles;

/** Writes {@code hub.reconciliation}, which keeps the last comparison of each table. */
final class ReconciliationLog {
    private ReconciliationLog() {}

    /** Writes what was found, in the transaction of the connection. */
    static void write(Connection hub, String source, String requestedBy, TableResult result) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate(Handles.sql(ReconciliationLog.class, "upsert"))
                        .bind("source", source)
                        .bind("sourceSchema", result.sourceSchema())
                        .bind("sourceTable", result.sourceTable())
                        .bind("requestedBy", requestedBy)
                        .bind("position", result.position())
                        .bind("comparedAt", result.comparedAt().atOffset(ZoneOffset.UTC))
                        .bind("millis", result.millis())
                        .bind("ranges", result.ranges())
                        .bind("differingRanges", result.differingRanges())
                        .bind("rows", result.rows())
                        .bind("changed", result.changed())
                        .bind("missing", result.missing())
                        .bind("extra", result.extra())
                        .bind("repaired", result.repaired())
                        .bind("problem", result.problem().orElse(null))
                        .execute());
    }
}
