package yecai.cdc.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import yecai.cdc.load.CatchUp;
import yecai.cdc.load.HeldCapture;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.progress.Lsn;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.TableRegister;
import yecai.cdc.snapshot.Deadline;
import yecai.cdc.snapshot.ExportingSlot;
import yecai.cdc.snapshot.Sides;
import yecai.cdc.snapshot.Snapshot;
import yecai.cdc.snapshot.SnapshotReaders;
import yecai.cdc.source.SourceSettings;

/**
 * A repair beside a running capture, which is let continue to the position of a new snapshot of the ERP and held there. What was
 * found to differ in tables that follow the ERP is repaired as it is in that snapshot; paused tables are compared there.
 */
final class HeldRepair {
    private final SourceSettings settings;
    private final ReconcileOptions options;
    private final LoadProgress progress;

    HeldRepair(SourceSettings settings, ReconcileOptions options, LoadProgress progress) {
        this.settings = settings;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Repairs.
     *
     * @param control holds the capture; used for nothing else meanwhile
     * @param record another connection to the hub
     * @param wrong tables that followed the ERP when they were compared, and differ
     * @param paused tables to compare first, as paused ones, even if they are not
     */
    List<TableResult> run(Connection control, Connection record, List<Compared> wrong, List<FollowedTable> paused)
            throws SQLException {
        progress.phase("holding the capture for a moment");
        List<TableResult> results = new ArrayList<>();
        try (HeldCapture held = HeldCapture.ask(control, settings.source());
                ExportingSlot slot =
                        ExportingSlot.create(settings.erp(), settings.source(), Deadline.in(options.timeout()))) {
            held.goOnTo(slot.position());
            CatchUp.wake(settings);
            held.await(slot.position());
            held.during(() -> results.addAll(repair(record, slot, wrong, paused)));
            held.release();
            progress.phase("repaired at " + Lsn.text(slot.position()));
        }
        return results;
    }

    private List<TableResult> repair(
            Connection record, ExportingSlot slot, List<Compared> wrong, List<FollowedTable> paused)
            throws SQLException {
        List<Compared> tables = new ArrayList<>();
        Set<String> again = new HashSet<>();
        paused.forEach(table -> again.add(table.table().name()));
        List<FollowedTable> known = new TableRegister(record, settings.source(), settings.mirrorSchema()).list();
        known.stream().filter(FollowedTable::isStopped).forEach(table -> {
            // paused since it was compared: the hub lacks what came after that
            if (wrong.stream()
                    .anyMatch(one ->
                            one.followed().table().name().equals(table.table().name()))) {
                again.add(table.table().name());
            }
        });
        wrong.stream()
                .filter(one -> !again.contains(one.followed().table().name()))
                .forEach(tables::add);
        try (SnapshotReaders erp =
                        new SnapshotReaders(Snapshot.adopt(settings.erp(), Snapshot.Settings.ERP, slot.snapshot()), 1);
                SnapshotReaders hub = new SnapshotReaders(Snapshot.take(settings.hub(), Snapshot.Settings.HUB), 1)) {
            if (!again.isEmpty()) {
                progress.phase("comparing " + again.size() + " tables");
                RangeComparison comparison =
                        new RangeComparison(new Sides(settings, erp, hub), new Pace(1), slot.position(), Instant.now());
                for (FollowedTable table : known) {
                    if (again.contains(table.table().name())) {
                        tables.add(comparison.compare(table.stopped()));
                    }
                }
            }
            progress.phase("repairing");
            return Repair.run(settings, options.requestedBy(), slot.position(), slot.snapshot(), tables);
        }
    }
}
