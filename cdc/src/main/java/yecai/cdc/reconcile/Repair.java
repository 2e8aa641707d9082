package yecai.cdc.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import yecai.cdc.load.ExportedSnapshot;
import yecai.cdc.load.HeldCapture;
import yecai.cdc.load.ShadowSwap;
import yecai.cdc.load.ShadowSwap.Merged;
import yecai.cdc.load.ShadowTable;
import yecai.cdc.load.TableReload.Decision;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.progress.Lsn;
import yecai.cdc.shape.TableRegister;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;

/**
 * Makes mirrors what the ERP has at a position at which the capture is held: rows that differ, their canonical rows, the state of
 * tables that were paused, the record and the audit, in one transaction of the hub. So readers see all of it or nothing, and the
 * capture continues with exactly the changes that are not in the snapshot.
 */
final class Repair {
    private static final String DECIDE = "; decide with `yecai schema accept` or `yecai schema ignore`";

    private final SourceSettings settings;
    private final String requestedBy;
    private final long position;
    private final Connection erp;
    private final Connection hub;
    private final List<ShadowTable> shadows = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final List<TableResult> results = new ArrayList<>();
    private boolean resumes;

    private Repair(SourceSettings settings, String requestedBy, long position, Connection erp, Connection hub) {
        this.settings = settings;
        this.requestedBy = requestedBy;
        this.position = position;
        this.erp = erp;
        this.hub = hub;
    }

    /**
     * Repairs and commits.
     *
     * @param position of the snapshot, at which the capture holds
     * @param snapshot of the ERP
     * @param tables a paused one must have been compared at this position; one that follows the ERP at this or any earlier one,
     *     since what the capture has written meanwhile is right
     * @return their results, in the same order
     */
    static List<TableResult> run(
            SourceSettings settings, String requestedBy, long position, String snapshot, List<Compared> tables)
            throws SQLException {
        String application = "yecai reconcile " + settings.source();
        try (Connection erp = Preflight.openErp(settings, application);
                Connection hub = settings.hub().open(application)) {
            ExportedSnapshot.adopt(erp, snapshot);
            hub.setAutoCommit(false);
            try (Statement statement = hub.createStatement()) {
                statement.execute(TextForm.SETTINGS);
            }
            HeldCapture.keepAt(hub, settings.source(), position);
            List<TableResult> results = run(settings, requestedBy, position, erp, hub, tables);
            hub.commit();
            erp.rollback();
            return results;
        }
    }

    /**
     * Repairs in the transaction of a connection, which keeps the source at the position; does not commit.
     *
     * @param erp reads the snapshot
     */
    static List<TableResult> run(
            SourceSettings settings,
            String requestedBy,
            long position,
            Connection erp,
            Connection hub,
            List<Compared> tables)
            throws SQLException {
        Repair repair = new Repair(settings, requestedBy, position, erp, hub);
        repair.copy(tables);
        repair.merge();
        return repair.results;
    }

    private void copy(List<Compared> tables) throws SQLException {
        TableRegister register = new TableRegister(hub, settings.source(), settings.mirrorSchema());
        DifferingRows rows = new DifferingRows(erp, hub, settings.options());
        for (Compared table : tables) {
            TableResult result = table.result();
            if (table.differences() != null
                    && (table.differs() || table.followed().isStopped())) {
                result = prepare(register, rows, table);
            }
            results.add(result);
        }
        if (resumes) {
            register.announce();
        }
    }

    private TableResult prepare(TableRegister register, DifferingRows rows, Compared table) throws SQLException {
        ShadowTable shadow;
        try {
            shadow = ShadowTable.plan(erp, settings, form(table), table.followed(), results.size());
            requireSameForm(shadow);
        } catch (YecaiException obstacle) {
            return table.result().withProblem(obstacle.getMessage());
        }
        if (table.differs()) {
            Optional<ShadowTable> copied = rows.copy(shadow, table.differences(), results.size());
            if (copied.isEmpty()) {
                return table.result().withProblem("it was truncated or rewritten in the ERP meanwhile: try again");
            }
            shadows.add(copied.get());
            places.add(results.size());
        }
        if (table.followed().isStopped()) {
            register.noteShape(shadow.wanted(), shadow.shape());
            register.noteIdentity(shadow.wanted(), shadow.identity());
            register.follow(shadow.wanted(), shadow.absent());
            resumes = true;
        }
        return table.result().repaired(false);
    }

    // A mirror that follows keeps the types with which it follows; one that is to go on must have the ERP's.
    private static Decision form(Compared table) {
        return table.followed().isStopped() ? Decision.ACCEPT : Decision.IGNORE;
    }

    private void requireSameForm(ShadowTable shadow) {
        String name = shadow.wanted().sourceName();
        if (!Set.copyOf(shadow.absent()).equals(shadow.old().absent())) {
            throw new YecaiException(
                    YecaiException.Kind.SCHEMA,
                    "table " + name + " has lost or got back columns in the ERP (" + String.join(", ", shadow.absent())
                            + " are not there)" + DECIDE);
        }
        if (!shadow.hasOldForm()) {
            throw new YecaiException(
                    YecaiException.Kind.SCHEMA, "columns of table " + name + " have other types in the ERP" + DECIDE);
        }
    }

    private void merge() throws SQLException {
        List<Merged> merged = shadows.isEmpty() ? List.of() : new ShadowSwap(settings, hub, shadows).merge();
        DifferingRows rows = new DifferingRows(erp, hub, settings.options());
        for (ShadowTable shadow : shadows) {
            rows.drop(shadow);
        }
        for (TableResult result : results) {
            ReconciliationLog.write(hub, settings.source(), requestedBy, result);
        }
        // last of all: whoever writes the audit lets all others wait until it commits
        for (int i = 0; i < merged.size(); i++) {
            audit(results.get(places.get(i)), merged.get(i));
        }
    }

    private void audit(TableResult result, Merged merged) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createQuery("""
                        select 1 from hub.record_repair(:source, :table, :position::pg_lsn, :requestedBy, :updated, :inserted, :deleted)
                        """)
                        .bind("source", settings.source())
                        .bind("table", result.table())
                        .bind("position", Lsn.text(position))
                        .bind("requestedBy", requestedBy)
                        .bind("updated", (long) merged.updated())
                        .bind("inserted", (long) merged.inserted())
                        .bind("deleted", (long) merged.deleted())
                        .mapTo(int.class)
                        .one());
    }
}
