package yecai.cdc.check.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import yecai.cdc.progress.Lsn;
import yecai.sql.jdbi.Handles;

/** Writes the control totals where finance reads them: {@code hub.control_total}. */
public final class ControlTotalTable {
    private ControlTotalTable() {}

    /** Replaces all rows of a source in one transaction. */
    public static void replace(Connection hub, String source, List<ControlTotal> totals, long position, Instant takenAt)
            throws SQLException {
        hub.setAutoCommit(false);
        Handles.use(hub, handle -> {
            handle.createUpdate("delete from hub.control_total where source = :source")
                    .bind("source", source)
                    .execute();
            PreparedBatch batch = handle.prepareBatch(Handles.sql(ControlTotalTable.class, "insert"));
            for (ControlTotal total : totals) {
                batch.bind("source", source)
                        .bind("kind", total.key().kind())
                        .bind("company", total.key().company())
                        .bind("period", total.key().period())
                        .bind("currency", total.key().currency())
                        .bind("position", Lsn.text(position))
                        .bind("takenAt", takenAt.atOffset(ZoneOffset.UTC));
                bind(batch, "erp", total.source().total());
                bind(batch, "mirror", total.mirror().total());
                bind(batch, "mapped", total.canon().mapped());
                bind(batch, "unmapped", total.canon().unmapped());
                bind(batch, "parked", total.mirror().parked());
                bind(batch, "excluded", total.mirror().excluded());
                batch.add();
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        });
        hub.commit();
    }

    private static void bind(PreparedBatch batch, String name, Figure figure) {
        batch.bind(name + "Count", figure.count()).bind(name + "Amount", figure.amount());
    }
}
