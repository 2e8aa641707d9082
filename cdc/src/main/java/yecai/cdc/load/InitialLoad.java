package yecai.cdc.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.PackDigest;
import yecai.cdc.Preflight;
import yecai.cdc.SourceSettings;
import yecai.cdc.derive.FullDerivation;
import yecai.cdc.mirror.MirrorSchema;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.SourceCatalog;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.preflight.Refusal;
import yecai.cdc.preflight.StartCheck;
import yecai.cdc.preflight.Survey;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.shape.SourceShape;
import yecai.cdc.shape.TableRegister;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;
import yecai.sql.pack.TableSpec;

/**
 * The first copy of a source: a new slot, its snapshot copied table by table over several connections, then all canonical
 * rows and the position in one transaction. Until that commits, readers see nothing of the source. Running it again starts
 * over.
 */
public final class InitialLoad {
    private static final Logger LOG = LoggerFactory.getLogger(InitialLoad.class);

    private final SourceSettings settings;

    public InitialLoad(SourceSettings settings) {
        this.settings = settings;
    }

    /**
     * Loads the source.
     *
     * @return the number of mirror rows
     * @throws YecaiException that names what is missing at the ERP, or the mapping that failed; the source then stays unloaded
     */
    public long run(LoadProgress progress) {
        Preflight.requireReady(settings);
        try (Connection hub = settings.hub().open("yecai load " + settings.source())) {
            hub.setAutoCommit(false);
            SourceLock.take(hub, settings.source());
            List<MirrorTable> tables = prepare(hub);
            progress.phase("waiting for a consistent point of the ERP");
            try (ExportedSnapshot snapshot = ExportedSnapshot.create(settings)) {
                progress.phase("copying " + tables.size() + " tables");
                long rows = copy(snapshot, tables, progress);
                progress.phase("deriving the canonical rows");
                finish(hub, snapshot.position());
                progress.phase("loaded at " + Lsn.text(snapshot.position()));
                return rows;
            }
        } catch (SQLException e) {
            throw new YecaiException(Kind.HUB, "loading source " + settings.source() + " failed: " + e.getMessage(), e);
        }
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
                    server_version = excluded.server_version, timeline = excluded.timeline, position = null, position_committed_at = null
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

    private long copy(ExportedSnapshot snapshot, List<MirrorTable> tables, LoadProgress progress) throws SQLException {
        ConcurrentLinkedQueue<MirrorTable> queue = new ConcurrentLinkedQueue<>(tables);
        ExecutorService workers = Executors.newFixedThreadPool(settings.tuning().loadWorkers());
        try {
            List<Future<Long>> copies = new ArrayList<>();
            for (int i = 0; i < settings.tuning().loadWorkers(); i++) {
                copies.add(workers.submit(() -> copyFrom(queue, snapshot, progress)));
            }
            long rows = 0;
            for (Future<Long> copied : copies) {
                rows += copied.get();
            }
            return rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new YecaiException(Kind.CONFLICT, "the load of source " + settings.source() + " was interrupted", e);
        } catch (ExecutionException e) {
            queue.clear();
            if (e.getCause() instanceof YecaiException known) {
                throw known;
            }
            if (e.getCause() instanceof SQLException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdown();
        }
    }

    private long copyFrom(ConcurrentLinkedQueue<MirrorTable> queue, ExportedSnapshot snapshot, LoadProgress progress)
            throws SQLException {
        long rows = 0;
        try (Connection erp = Preflight.openErp(settings, "yecai load " + settings.source());
                Connection hub = settings.hub().open("yecai load " + settings.source())) {
            snapshot.adopt(erp);
            try (Statement statement = hub.createStatement()) {
                statement.execute(TextForm.SETTINGS);
            }
            for (MirrorTable table = queue.poll(); table != null; table = queue.poll()) {
                long copied = TableCopy.run(erp, hub, table);
                TableSpec spec = settings.pack()
                        .findTable(table.sourceSchema(), table.sourceTable())
                        .orElseThrow();
                MirrorSchema.finishTable(hub, table, spec);
                note(hub, table, copied);
                progress.copied(table.sourceName(), copied);
                rows += copied;
            }
            erp.rollback();
        }
        return rows;
    }

    private void note(Connection hub, MirrorTable table, long rows) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement(
                "update hub.source_table set loaded_rows = ? where source = ? and mirror_table = ?")) {
            statement.setLong(1, rows);
            statement.setString(2, settings.source());
            statement.setString(3, table.name());
            statement.executeUpdate();
        }
    }

    private void finish(Connection hub, long position) throws SQLException {
        MirrorSchema.createMapping(hub, settings.pack(), settings.mirrorSchema(), settings.mapSchema());
        new FullDerivation(hub, settings.source(), settings.mapSchema(), settings.pack()).run();
        try (PreparedStatement statement = hub.prepareStatement("""
                update hub.source set state = 'ready', state_since = clock_timestamp(), position = ?::pg_lsn,
                    position_applied_at = clock_timestamp(), loaded_position = ?::pg_lsn, loaded_at = clock_timestamp(),
                    applied_transactions = 0, applied_events = 0
                where source = ?
                """)) {
            statement.setString(1, Lsn.text(position));
            statement.setString(2, Lsn.text(position));
            statement.setString(3, settings.source());
            statement.executeUpdate();
        }
        hub.commit();
    }
}
