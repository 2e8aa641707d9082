package yecai.cdc.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.PackDigest;
import yecai.cdc.Preflight;
import yecai.cdc.SourceSettings;
import yecai.cdc.check.Deadline;
import yecai.cdc.check.ExportingSlot;
import yecai.cdc.derive.FullDerivation;
import yecai.cdc.mirror.MirrorSchema;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.SourceCatalog;
import yecai.cdc.preflight.Refusal;
import yecai.cdc.preflight.StartCheck;
import yecai.cdc.preflight.Survey;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.shape.SourceShape;
import yecai.cdc.shape.TableRegister;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/**
 * The first copy of a source: a new slot, its snapshot copied table by table over several connections, then all canonical
 * rows and the position in one transaction. Until that commits, readers see nothing of the source.
 *
 * <p>A load that was interrupted goes on when it is run again: the tables that it had copied are brought from the slot's
 * position to that of a new snapshot by what the ERP's log holds, and the others are copied out of that snapshot. It starts
 * over if the slot, the pack or the tables are not what they were.
 */
public final class InitialLoad {
    private static final Logger LOG = LoggerFactory.getLogger(InitialLoad.class);
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
     * Loads the source, or goes on with a load that was interrupted.
     *
     * @return the number of mirror rows copied
     * @throws YecaiException that names what is missing at the ERP, or the mapping that failed; the source then stays unloaded
     */
    public long run(LoadProgress progress) {
        return run(progress, false);
    }

    /** Loads the source from the beginning, whatever was copied before. */
    public long startOver(LoadProgress progress) {
        return run(progress, true);
    }

    private long run(LoadProgress progress, boolean fromTheBeginning) {
        Preflight.requireReady(settings);
        try (Connection hub = settings.hub().open("yecai load " + settings.source())) {
            hub.setAutoCommit(false);
            SourceLock.take(hub, settings.source());
            Optional<Long> position =
                    fromTheBeginning ? Optional.empty() : new Interrupted(settings, ledger).findPosition(hub);
            hub.commit();
            return position.isPresent() ? goOn(hub, position.get(), progress) : begin(hub, progress);
        } catch (SQLException e) {
            throw new YecaiException(Kind.HUB, "loading source " + settings.source() + " failed: " + e.getMessage(), e);
        }
    }

    private long begin(Connection hub, LoadProgress progress) throws SQLException {
        List<MirrorTable> tables = prepare(hub);
        progress.phase("waiting for a consistent point of the ERP");
        try (ExportedSnapshot snapshot = ExportedSnapshot.create(settings)) {
            List<CopyPart.Plan> plans = plan(tables);
            ledger.begin(hub, plans);
            ledger.setPosition(hub, snapshot.position());
            hub.commit();
            progress.phase("copying " + tables.size() + " tables");
            long rows = new TableCopies(settings, limits, ledger, progress).run(snapshot.name(), plans);
            finish(hub, snapshot.position(), progress);
            return rows;
        }
    }

    private long goOn(Connection hub, long from, LoadProgress progress) throws SQLException {
        Set<String> done = ledger.listDone(hub);
        List<MirrorTable> left = MirrorSchema.read(hub, settings.source(), settings.mirrorSchema()).stream()
                .filter(table -> !done.contains(table.name()))
                .toList();
        if (left.isEmpty()) {
            progress.phase("all tables were copied before");
            finish(hub, from, progress);
            return 0;
        }
        progress.phase("going on with a load that was interrupted: " + done.size() + " tables are copied, "
                + left.size() + " are left");
        try (ExportingSlot snapshot =
                ExportingSlot.create(settings.erp(), settings.source(), Deadline.in(LONGEST_WAIT))) {
            if (!done.isEmpty()) {
                progress.phase("bringing the copied tables to " + Lsn.text(snapshot.position()));
                new CatchUp(settings, hub, done).run(from, snapshot.position());
            }
            List<CopyPart.Plan> plans = plan(left);
            try (Statement statement = hub.createStatement()) {
                for (MirrorTable table : left) {
                    statement.execute("truncate " + table.quoted());
                }
            }
            ledger.goOn(hub, plans);
            ledger.setPosition(hub, snapshot.position());
            hub.commit();
            progress.phase("copying " + left.size() + " tables");
            long rows = new TableCopies(settings, limits, ledger, progress).run(snapshot.snapshot(), plans);
            finish(hub, snapshot.position(), progress);
            return rows;
        }
    }

    private List<CopyPart.Plan> plan(List<MirrorTable> tables) throws SQLException {
        List<CopyPart.Plan> plans = new ArrayList<>();
        try (Connection erp = Preflight.openErp(settings, "yecai load " + settings.source())) {
            for (MirrorTable table : tables) {
                plans.add(CopyPart.plan(erp, table, limits.partBlocks()));
            }
        }
        return plans;
    }

    private List<MirrorTable> prepare(Connection hub) throws SQLException {
        List<MirrorTable> tables = new ArrayList<>();
        List<SourceShape> shapes = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        int timeline;
        String identifier;
        String version;
        try (Connection erp = Preflight.openErp(settings, "yecai load " + settings.source());
                Statement statement = erp.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('server_version')")) {
            row.next();
            version = row.getString(1);
            identifier = Preflight.systemIdentifier(erp);
            timeline = StartCheck.timeline(erp);
            for (Survey.Found found : Survey.read(erp, settings.pack().tables())) {
                refusals.addAll(found.refusals());
                if (!found.isRefused()) {
                    tables.add(SourceCatalog.read(erp, found.spec(), found.columns(), settings.mirrorSchema()));
                    shapes.add(
                            SourceShape.find(erp, found.spec().quotedSource()).orElseThrow());
                }
            }
        }
        try (PreparedStatement statement = hub.prepareStatement("""
                insert into hub.source
                    (source, pack, pack_version, state, slot, publication, system_identifier, server_version, timeline)
                values (?, ?, ?, 'loading', ?, ?, ?, ?, ?)
                on conflict (source) do update set pack = excluded.pack, pack_version = excluded.pack_version,
                    state = 'loading', state_detail = null, state_since = clock_timestamp(), slot = excluded.slot,
                    publication = excluded.publication, system_identifier = excluded.system_identifier,
                    server_version = excluded.server_version, timeline = excluded.timeline, position = null, position_committed_at = null, load_position = null
                """)) {
            statement.setString(1, settings.source());
            statement.setString(2, settings.pack().name());
            statement.setString(3, PackDigest.of(settings.pack()));
            statement.setString(4, settings.slot());
            statement.setString(5, settings.publication());
            statement.setString(6, identifier);
            statement.setString(7, version);
            statement.setInt(8, timeline);
            statement.executeUpdate();
        }
        FullDerivation.clear(hub, settings.source());
        noteRefusals(hub, refusals);
        if (tables.isEmpty()) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "nothing of source " + settings.source() + " can be captured: "
                            + refusals.stream().map(Refusal::toString).collect(Collectors.joining("; ")));
        }
        MirrorSchema.createTables(hub, settings.source(), settings.mapSchema(), tables);
        TableRegister register = new TableRegister(hub, settings.source(), settings.mirrorSchema());
        for (int i = 0; i < tables.size(); i++) {
            register.noteShape(tables.get(i), shapes.get(i));
        }
        hub.commit();
        return tables;
    }

    private void noteRefusals(Connection hub, List<Refusal> refusals) throws SQLException {
        try (PreparedStatement delete = hub.prepareStatement("delete from hub.refusal where source = ?");
                PreparedStatement insert = hub.prepareStatement(
                        "insert into hub.refusal (source, object, reason, remedy) values (?, ?, ?, ?)")) {
            delete.setString(1, settings.source());
            delete.executeUpdate();
            for (Refusal refusal : refusals) {
                LOG.warn("{}: {}", settings.source(), refusal);
                insert.setString(1, settings.source());
                insert.setString(2, refusal.name());
                insert.setString(3, refusal.reason());
                insert.setString(4, refusal.remedy());
                insert.executeUpdate();
            }
        }
    }

    private void finish(Connection hub, long position, LoadProgress progress) throws SQLException {
        progress.phase("deriving the canonical rows");
        MirrorSchema.createMapping(hub, settings.pack(), settings.mirrorSchema(), settings.mapSchema());
        new FullDerivation(hub, settings.source(), settings.mapSchema(), settings.pack()).run();
        try (PreparedStatement statement = hub.prepareStatement("""
                update hub.source set state = 'ready', state_since = clock_timestamp(), position = ?::pg_lsn,
                    position_applied_at = clock_timestamp(), loaded_position = ?::pg_lsn, loaded_at = clock_timestamp(),
                    applied_transactions = 0, applied_events = 0, load_position = null
                where source = ?
                """)) {
            statement.setString(1, Lsn.text(position));
            statement.setString(2, Lsn.text(position));
            statement.setString(3, settings.source());
            statement.executeUpdate();
        }
        hub.commit();
        progress.phase("loaded at " + Lsn.text(position));
    }
}
