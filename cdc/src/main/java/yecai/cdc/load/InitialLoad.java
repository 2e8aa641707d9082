package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import yecai.cdc.load.derivation.CopyOrder;
import yecai.cdc.load.derivation.DeferredIndexes;
import yecai.cdc.load.derivation.LoadDerivation;
import yecai.cdc.load.derivation.RunningCopies;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.MirrorTables;
import yecai.cdc.mirror.ViewInputs;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.snapshot.Deadline;
import yecai.cdc.snapshot.ExportingSlot;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/**
 * The first copy of a source: a new slot, its snapshot copied table by table over several connections, then all canonical
 * rows and the position in one transaction. Until that commits, readers see nothing of the source.
 *
 * <p>A load that was interrupted resumes when it is run again: the tables that it had copied are brought from the slot's
 * position to that of a new snapshot by what the ERP's log holds, and the others are copied out of that snapshot. It starts
 * over if the slot, the pack or the tables are not what they were.
 */
public final class InitialLoad {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);

    private final SourceSettings settings;
    private final LoadLimits limits;
    private final LoadLedger ledger;

    public InitialLoad(SourceSettings settings) {
        this(settings, LoadLimits.of(settings.tuning().loadWorkers()));
    }

    public InitialLoad(SourceSettings settings, LoadLimits limits) {
        this.settings = settings;
        this.limits = limits;
        this.ledger = new LoadLedger(settings.source());
    }

    /**
     * Loads the source, or resumes an interrupted load.
     *
     * @return the number of mirror rows copied
     * @throws YecaiException that names what is missing at the ERP, or the mapping that failed; the source then stays unloaded
     */
    public long run(LoadProgress progress) {
        return run(progress, false);
    }

    /** Loads the source from the beginning, even if tables were copied before. */
    public long startOver(LoadProgress progress) {
        return run(progress, true);
    }

    private long run(LoadProgress progress, boolean fromTheBeginning) {
        Preflight.requireReady(settings);
        try (Connection hub = settings.hub().open("yecai load " + settings.source())) {
            hub.setAutoCommit(false);
            SourceLock.take(hub, settings.source());
            Optional<Long> position =
                    fromTheBeginning ? Optional.empty() : new LoadResume(settings, ledger).findPosition(hub);
            hub.commit();
            return position.isPresent() ? goOn(hub, position.get(), progress) : begin(hub, progress);
        } catch (SQLException e) {
            throw new YecaiException(Kind.HUB, "loading source " + settings.source() + " failed: " + e.getMessage(), e);
        }
    }

    private long begin(Connection hub, LoadProgress progress) throws SQLException {
        List<MirrorTable> tables = new LoadPreparation(settings, hub).run();
        progress.phase("waiting for a consistent point of the ERP");
        try (ExportedSnapshot snapshot = ExportedSnapshot.create(settings)) {
            List<CopyPart.Plan> plans;
            try {
                plans = CopyPart.plan(settings, tables, limits.partBlocks());
                ledger.begin(hub, plans);
                ledger.setPosition(hub, snapshot.position());
                hub.commit();
            } catch (SQLException | RuntimeException e) {
                snapshot.abandon(e);
                throw e;
            }
            // from here on the slot is what the load resumes with if it fails
            return copy(hub, plans, snapshot.name(), snapshot.position(), progress);
        }
    }

    private long goOn(Connection hub, long from, LoadProgress progress) throws SQLException {
        Set<String> done = ledger.listDone(hub);
        List<MirrorTable> left = MirrorTables.list(hub, settings.source(), settings.mirrorSchema()).stream()
                .filter(table -> !done.contains(table.name()))
                .toList();
        if (left.isEmpty()) {
            progress.phase("all tables were copied before");
            new DeferredIndexes(hub, settings.source()).prepare(settings.pack(), isLarge(hub));
            new LoadDerivation(settings, hub, progress::phase).run();
            ready(hub, from, progress);
            return 0;
        }
        progress.phase(
                "resuming an interrupted load: " + done.size() + " tables are copied, " + left.size() + " are left");
        try (ExportingSlot snapshot =
                ExportingSlot.create(settings.erp(), settings.source(), Deadline.in(LONGEST_WAIT))) {
            if (!done.isEmpty()) {
                progress.phase("bringing the copied tables to " + Lsn.text(snapshot.position()));
                new CatchUp(settings, hub, done).run(from, snapshot.position());
            }
            List<CopyPart.Plan> plans = CopyPart.plan(settings, left, limits.partBlocks());
            try (Statement statement = hub.createStatement()) {
                for (MirrorTable table : left) {
                    statement.execute("truncate " + table.quoted());
                }
            }
            ledger.goOn(hub, plans);
            ledger.setPosition(hub, snapshot.position());
            hub.commit();
            return copy(hub, plans, snapshot.snapshot(), snapshot.position(), progress);
        }
    }

    // The canonical rows are made meanwhile: one session derives, others copy.
    private long copy(Connection hub, List<CopyPart.Plan> plans, String snapshot, long position, LoadProgress progress)
            throws SQLException {
        new DeferredIndexes(hub, settings.source()).prepare(settings.pack(), isLarge(hub));
        Optional<ViewInputs> inputs =
                ViewInputs.find(hub, settings.pack(), settings.source(), settings.mirrorSchema(), settings.mapSchema());
        progress.phase("copying " + plans.size() + " tables");
        List<CopyPart.Plan> inTurn = inTurn(new CopyOrder(settings.pack(), inputs), plans);
        TableCopies tables = new TableCopies(settings, limits, ledger, progress);
        try (RunningCopies copies = RunningCopies.start(
                inTurn.stream().map(plan -> plan.table().name()).collect(Collectors.toSet()),
                whenDone -> tables.run(snapshot, inTurn, table -> whenDone.accept(table.name())),
                tables::stop)) {
            LoadDerivation derivation = new LoadDerivation(settings, hub, progress::phase);
            if (inputs.isPresent()) {
                derivation.runBeside(copies, inputs.get());
            } else {
                copies.rows();
                derivation.run();
            }
            ready(hub, position, progress);
            return copies.rows();
        }
    }

    // the largest first where it makes no difference
    private static List<CopyPart.Plan> inTurn(CopyOrder order, List<CopyPart.Plan> plans) {
        return plans.stream()
                .sorted(Comparator.comparingInt(
                                (CopyPart.Plan plan) -> order.turn(plan.table().name()))
                        .thenComparing(
                                Comparator.comparingLong(CopyPart.Plan::bytes).reversed()))
                .toList();
    }

    private void ready(Connection hub, long position, LoadProgress progress) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate("""
                        update hub.source
                        set state = 'ready', state_since = clock_timestamp(),
                            position = :position::pg_lsn, position_applied_at = clock_timestamp(),
                            loaded_position = :position::pg_lsn, loaded_at = clock_timestamp(),
                            applied_transactions = 0, applied_events = 0, load_position = null
                        where source = :source
                        """)
                        .bind("position", Lsn.text(position))
                        .bind("source", settings.source())
                        .execute());
        hub.commit();
        new DeferredIndexes(hub, settings.source()).nameKeys();
        progress.phase("loaded at " + Lsn.text(position));
    }

    private boolean isLarge(Connection hub) throws SQLException {
        return LoadProgress.Amount.read(hub, settings.source()).expectedBytes() > limits.partBytes();
    }
}
