package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceState;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.TableRegister;
import yecai.cdc.snapshot.Deadline;
import yecai.cdc.snapshot.ExportingSlot;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/**
 * Copies tables of a loaded source again while its capture continues: takes a snapshot of the ERP, lets the capture continue to the
 * very position that it belongs to and hold there, and makes the mirror what the snapshot holds. What was deleted in the ERP
 * is deleted, what is the same stays. Readers see the change at once.
 */
public final class TableReload {
    private static final Duration SLOT = Duration.ofSeconds(60);

    private final SourceSettings settings;
    private final CaptureStarter captures;

    /** @param captures runs a capture for as long as the copy takes, if none is running */
    public TableReload(SourceSettings settings, CaptureStarter captures) {
        this.settings = settings;
        this.captures = captures;
    }

    /** Starts a capture of a source. */
    public interface CaptureStarter {
        /** Returns a capture that has started; closing it ends it. */
        StartedCapture start(SourceSettings settings);
    }

    /** A capture that was started for a copy. */
    public interface StartedCapture extends AutoCloseable {
        @Override
        void close();
    }

    /** What the mirror does about columns that changed in the ERP. */
    public enum Decision {
        /** It takes the ERP's types; a column that the ERP no longer has is null in all rows. */
        ACCEPT,
        /** It keeps its types; a column that the ERP no longer has keeps the values that it had. */
        IGNORE
    }

    /**
     * Copies the tables.
     *
     * @param tables tables of the ERP as schema.table; if there is none, all that are paused
     * @return the number of rows
     */
    public long run(List<String> tables, Decision decision, LoadProgress progress) {
        try (Connection control = settings.hub().open("yecai load " + settings.source())) {
            SourceState.getLoaded(control, settings.source());
            List<FollowedTable> chosen = choose(control, tables);
            if (chosen.isEmpty()) {
                progress.phase("no table is paused");
                return 0;
            }
            if (!RunningCapture.isThere(control, settings.source())) {
                progress.phase("the capture is not running: running it until this is done");
                try (StartedCapture capture = captures.start(settings)) {
                    return reload(control, chosen, decision, progress);
                }
            }
            return reload(control, chosen, decision, progress);
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.HUB, "copying tables of source " + settings.source() + " again failed: " + e.getMessage(), e);
        }
    }

    private List<FollowedTable> choose(Connection control, List<String> names) throws SQLException {
        TableRegister register = new TableRegister(control, settings.source(), settings.mirrorSchema());
        return names.isEmpty()
                ? register.list().stream().filter(FollowedTable::isStopped).toList()
                : register.choose(names);
    }

    private long reload(Connection control, List<FollowedTable> tables, Decision decision, LoadProgress progress)
            throws SQLException {
        progress.phase("holding the capture for a moment");
        try (HeldCapture held = HeldCapture.ask(control, settings.source());
                ExportingSlot slot = ExportingSlot.create(settings.erp(), settings.source(), Deadline.in(SLOT))) {
            held.goOnTo(slot.position());
            CatchUp.wake(settings);
            AtomicLong rows = new AtomicLong();
            try (ShadowTables shadows = new ShadowTables(settings, decision)) {
                held.during(() -> rows.set(shadows.copy(slot.snapshot(), tables, progress)));
                progress.phase("waiting until the capture is at " + Lsn.text(slot.position()));
                held.await(slot.position());
                progress.phase("changing the mirror");
                held.during(() -> shadows.putInPlace(slot.position()));
            }
            held.release();
            progress.phase("copied again at " + Lsn.text(slot.position()));
            return rows.get();
        }
    }
}
