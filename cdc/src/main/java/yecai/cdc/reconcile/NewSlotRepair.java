package yecai.cdc.reconcile;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import yecai.cdc.derive.apart.ApartDerivation;
import yecai.cdc.load.ExportedSnapshot;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.preflight.StartCheck;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceEpoch;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.progress.SourceState;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.TableRegister;
import yecai.cdc.snapshot.Sides;
import yecai.cdc.snapshot.Snapshot;
import yecai.cdc.snapshot.SnapshotReaders;
import yecai.cdc.source.PackDigest;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.SqlProblem;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/**
 * Connects a source again that cannot go on from its position: the slot is lost, the hub or the ERP was restored, the ERP is on
 * another server or timeline. Makes a new slot, compares every table at the slot's own position, and makes the mirrors what the ERP
 * has there, with the position, in one transaction. Only rows that differ are written.
 */
public final class NewSlotRepair {
    private final SourceSettings settings;

    public NewSlotRepair(SourceSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    /**
     * Replaces the slot and repairs. A table that cannot be compared or repaired is paused with the reason. When it fails, the source
     * stays where it was, and this must be run again.
     *
     * @throws YecaiException of kind CONFLICT if a capture runs; PACK if the pack is another than the one that was loaded; SOURCE or
     *     HUB if a server refuses or lacks something
     */
    public ReconcileReport run(ReconcileOptions options, LoadProgress progress) {
        Reconciliation.requireComparable(settings);
        Preflight.requireReady(settings);
        String application = "yecai reconcile " + settings.source();
        try (Connection hub = settings.hub().open(application)) {
            hub.setAutoCommit(false);
            SourceLock.take(hub, settings.source());
            ApartDerivation.finish(hub, settings);
            SourceState state = SourceState.getLoaded(hub, settings.source());
            requireSamePack(state);
            String reason = reason(state);
            progress.phase(reason);
            Handles.use(hub, handle -> handle.execute(TextForm.SETTINGS));
            hub.commit();
            progress.phase("making a new slot, and waiting for a consistent point of the ERP");
            try (ExportedSnapshot slot = ExportedSnapshot.create(settings);
                    Connection erp = Preflight.openErp(settings, application)) {
                List<TableResult> results;
                try {
                    ExportedSnapshot.adopt(erp, slot.name());
                    results = repair(options, progress, slot, erp, hub);
                    // last of all: whoever writes the audit lets all others wait until it commits
                    new SourceEpoch(
                                    settings.source(),
                                    state.position(),
                                    slot.position(),
                                    StartCheck.timeline(erp),
                                    reason,
                                    options.requestedBy())
                            .begin(hub);
                } catch (SQLException | RuntimeException problem) {
                    slot.abandon(problem);
                    throw problem;
                }
                hub.commit();
                erp.rollback();
                progress.phase("repaired; the capture continues from " + Lsn.text(slot.position()));
                return new ReconcileReport(settings.source(), results);
            }
        } catch (SQLException problem) {
            throw SqlProblem.hub(settings.hub(), problem);
        }
    }

    private String reason(SourceState state) throws SQLException {
        try (Connection erp = Preflight.openErp(settings, "yecai reconcile " + settings.source())) {
            return StartCheck.findObstacle(erp, settings, state)
                    .orElse("the slot is replaced although the source could go on with it");
        }
    }

    private List<TableResult> repair(
            ReconcileOptions options, LoadProgress progress, ExportedSnapshot slot, Connection erp, Connection hub)
            throws SQLException {
        List<Compared> compared = new ArrayList<>();
        TableRegister register = new TableRegister(hub, settings.source(), settings.mirrorSchema());
        try (SnapshotReaders onErp =
                        new SnapshotReaders(Snapshot.adopt(settings.erp(), Snapshot.Settings.ERP, slot.name()), 1);
                SnapshotReaders onHub = new SnapshotReaders(Snapshot.take(settings.hub(), Snapshot.Settings.HUB), 1)) {
            List<FollowedTable> tables = register.list();
            hub.commit();
            progress.phase("comparing " + tables.size() + " tables");
            RangeComparison comparison = new RangeComparison(
                    new Sides(settings, onErp, onHub), new Pace(options.share()), slot.position(), Instant.now());
            for (FollowedTable table : tables) {
                // what happened to it between the hub's position and the new one is unknown, as of a paused table
                compared.add(comparison.compare(table.stopped()));
                progress.copied(
                        table.table().sourceName(),
                        compared.get(compared.size() - 1).result().rows());
            }
            progress.phase("repairing");
            moveTo(slot.position(), erp, hub);
            List<TableResult> results =
                    Repair.run(settings, options.requestedBy(), slot.position(), erp, hub, compared);
            for (int i = 0; i < results.size(); i++) {
                pauseIfWrong(register, tables.get(i), results.get(i));
            }
            return results;
        }
    }

    private static void pauseIfWrong(TableRegister register, FollowedTable table, TableResult result)
            throws SQLException {
        if (result.problem().isPresent()) {
            String name = table.table().sourceName();
            register.stop(
                    table.table(),
                    "when the slot was replaced, its rows could not be compared: "
                            + result.problem().get() + "; when that is corrected, run `yecai reconcile --repair " + name
                            + "` or `yecai schema accept " + name + "`");
        }
    }

    private void moveTo(long position, Connection erp, Connection hub) throws SQLException {
        String system = Preflight.systemIdentifier(erp);
        int timeline = StartCheck.timeline(erp);
        Handles.use(
                hub,
                handle -> handle.createUpdate("""
                        update hub.source
                        set state = 'ready', state_detail = null, state_since = clock_timestamp(),
                            position = :position::pg_lsn, position_applied_at = clock_timestamp(),
                            system_identifier = :system, timeline = :timeline, slot_restart = null, slot = :slot, publication = :publication
                        where source = :source
                        """)
                        .bind("position", Lsn.text(position))
                        .bind("system", system)
                        .bind("timeline", timeline)
                        .bind("slot", settings.slot())
                        .bind("publication", settings.publication())
                        .bind("source", settings.source())
                        .execute());
    }

    private void requireSamePack(SourceState state) {
        if (!PackDigest.of(settings.pack()).equals(state.packVersion())) {
            throw new YecaiException(
                    Kind.PACK,
                    "pack " + settings.pack().name() + " differs from the one with which source " + settings.source()
                            + " was loaded: run `yecai load --again --source " + settings.source() + "` instead");
        }
    }
}
