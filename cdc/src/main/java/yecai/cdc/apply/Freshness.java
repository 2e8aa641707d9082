package yecai.cdc.apply;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.cdc.progress.Position;
import yecai.cdc.progress.SourceState;
import yecai.cdc.shape.SchemaTracker;
import yecai.cdc.shape.SchemaTracker.ErpMoment;

/**
 * Moves the time of which the hub is while the ERP commits nothing that is captured: what the ERP's log held at a moment is
 * applied when the position has passed it, whatever it was. Beside it notes how far the ERP's server has moved the slot on disk, by
 * which a start knows a server whose files were restored.
 */
final class Freshness {
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Connection hub;
    private final String source;
    private final Position position;
    private final SchemaTracker schema;
    private ErpMoment noted;
    private long next = System.nanoTime() + PAUSE_NANOS;

    Freshness(Connection hub, String source, Position position, SchemaTracker schema) {
        this.hub = hub;
        this.source = source;
        this.position = position;
        this.schema = schema;
    }

    /** Looks, if it is time to; only between transactions of the hub, which it commits. */
    void look() throws SQLException {
        if (System.nanoTime() - next < 0) {
            return;
        }
        if (noted != null && position.committed() >= noted.position()) {
            // the slot as it was a second ago or more, since the server shows it a moment before it is on disk
            SourceState.moveAsOf(hub, source, noted.at(), noted.slotRestart());
            hub.commit();
            noted = null;
        }
        if (noted == null) {
            noted = schema.erpMoment();
        }
        next = System.nanoTime() + PAUSE_NANOS;
    }
}
