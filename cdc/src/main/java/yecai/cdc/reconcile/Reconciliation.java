package yecai.cdc.reconcile;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.load.RunningCapture;
import yecai.cdc.load.TableReload.CaptureStarter;
import yecai.cdc.load.TableReload.StartedCapture;
import yecai.cdc.progress.SourceState;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.TableRegister;
import yecai.cdc.snapshot.ConsistentCut;
import yecai.cdc.snapshot.Sides;
import yecai.cdc.snapshot.SnapshotReaders;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.SqlProblem;
import yecai.sql.error.YecaiException;

/**
 * Compares mirrors with the ERP while the capture continues, both at one position of the ERP's log, so that a change on its way is
 * no difference; and makes the rows that differ what the ERP has, if that is wanted. The result of each table is kept in
 * {@code hub.reconciliation}.
 */
public final class Reconciliation {
    private final SourceSettings settings;
    private final CaptureStarter captures;

    /** @param captures runs a capture for as long as this takes, if none is running */
    public Reconciliation(SourceSettings settings, CaptureStarter captures) {
        this.settings = requireNonNull(settings, "settings is null");
        this.captures = requireNonNull(captures, "captures is null");
    }

    /**
     * Compares; differences are in the report, not errors.
     *
     * @param names tables of the ERP as schema.table; none: all
     * @throws YecaiException of kind CONFIG if the source captures no such table, or its texts have an encoding of their own; CONFLICT if the capture cannot be held; SOURCE
     *     or HUB if a server refuses
     */
    public ReconcileReport run(List<String> names, ReconcileOptions options, LoadProgress progress) {
        return besideCapture(
                progress,
                (control, record) -> reconcile(control, record, register(record).choose(names), options, progress));
    }

    /**
     * Repairs all tables, whatever happened to them in the ERP meanwhile: they are compared while the capture holds, as paused
     * tables are, and those that equal the ERP then follow it from there.
     *
     * @throws YecaiException as {@link #run} does
     */
    public ReconcileReport repairAll(ReconcileOptions options, LoadProgress progress) {
        return besideCapture(
                progress,
                (control, record) -> new ReconcileReport(
                        settings.source(),
                        new HeldRepair(settings, options, progress)
                                .run(
                                        control,
                                        record,
                                        List.of(),
                                        register(record).list())));
    }

    private interface Work {
        ReconcileReport run(Connection control, Connection record) throws SQLException;
    }

    private ReconcileReport besideCapture(LoadProgress progress, Work work) {
        requireComparable(settings);
        String application = "yecai reconcile " + settings.source();
        try (Connection control = settings.hub().open(application);
                Connection record = settings.hub().open(application)) {
            SourceState.getLoaded(control, settings.source());
            if (RunningCapture.isThere(control, settings.source())) {
                return work.run(control, record);
            }
            progress.phase("the capture is not running: running it until this is done");
            // it may pause tables when it starts, so they are listed afterwards
            try (StartedCapture capture = captures.start(settings)) {
                return work.run(control, record);
            }
        } catch (SQLException problem) {
            throw SqlProblem.hub(settings.hub(), problem);
        }
    }

    /** Returns whether the servers can compare the texts of a source: the ERP's must know how to convert them. */
    public static boolean isComparable(SourceSettings settings) {
        return settings.options()
                .encoding()
                .map(encoding -> encoding.nameOfPostgres().isPresent())
                .orElse(true);
    }

    static void requireComparable(SourceSettings settings) {
        if (!isComparable(settings)) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    "source " + settings.source() + " has texts in "
                            + settings.options().encoding().orElseThrow().charset()
                            + ", which its server cannot convert, so it cannot be compared with the hub; to copy a table"
                            + " again run `yecai load --again TABLE`");
        }
    }

    private ReconcileReport reconcile(
            Connection control,
            Connection record,
            List<FollowedTable> tables,
            ReconcileOptions options,
            LoadProgress progress)
            throws SQLException {
        Map<String, TableResult> results = new LinkedHashMap<>();
        tables.forEach(table -> results.put(table.table().sourceName(), null));
        // the mirror of a paused table does not follow: what is right of it now need not be right when it is repaired
        List<FollowedTable> now = tables.stream()
                .filter(table -> !options.repair() || !table.isStopped())
                .toList();
        List<Compared> compared = now.isEmpty() ? List.of() : compare(control, now, options, progress);
        for (Compared table : compared) {
            results.put(table.result().table(), table.result());
            ReconciliationLog.write(record, settings.source(), options.requestedBy(), table.result());
        }
        if (options.repair()) {
            List<Compared> wrong = new ArrayList<>(compared);
            wrong.removeIf(table -> !table.differs());
            List<FollowedTable> paused = new ArrayList<>(tables);
            paused.removeAll(now);
            if (!wrong.isEmpty() || !paused.isEmpty()) {
                for (TableResult result :
                        new HeldRepair(settings, options, progress).run(control, record, wrong, paused)) {
                    results.put(result.table(), result);
                }
            }
        }
        return new ReconcileReport(settings.source(), List.copyOf(results.values()));
    }

    private List<Compared> compare(
            Connection control, List<FollowedTable> tables, ReconcileOptions options, LoadProgress progress)
            throws SQLException {
        progress.phase("comparing " + tables.size() + " tables");
        ConsistentCut cut = ConsistentCut.make(settings, options.requestedBy(), options.timeout(), control);
        try (SnapshotReaders hub = new SnapshotReaders(cut.hub(), 1);
                SnapshotReaders erp = new SnapshotReaders(cut.erp(), 1)) {
            Pace pace = new Pace(options.share());
            RangeComparison comparison =
                    new RangeComparison(new Sides(settings, erp, hub), pace, cut.position(), cut.takenAt());
            List<Compared> compared = new ArrayList<>();
            for (FollowedTable table : tables) {
                compared.add(comparison.compare(table));
                progress.copied(
                        table.table().sourceName(),
                        compared.get(compared.size() - 1).result().rows());
            }
            return compared;
        }
    }

    private TableRegister register(Connection hub) {
        return new TableRegister(hub, settings.source(), settings.mirrorSchema());
    }
}
