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
import yecai.cdc.PackDigest;
import yecai.cdc.Preflight;
import yecai.cdc.SourceSettings;
import yecai.cdc.derive.FullDerivation;
import yecai.cdc.mirror.MirrorSchema;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.SourceCatalog;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceLock;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;
import yecai.sql.pack.TableSpec;

/**
 * The first copy of a source: a new slot, its snapshot copied table by table over several connections, then all canonical
 * rows and the position in one transaction. Until that commits, readers see nothing of the source. Running it again starts
 * over.
 */
public final class InitialLoad {
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
        List<MirrorTable> tables;
        String identifier;
        String version;
        try (Connection erp = Preflight.openErp(settings, "yecai load " + settings.source());
                Statement statement = erp.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('server_version')")) {
            row.next();
            version = row.getString(1);
            identifier = Preflight.systemIdentifier(erp);
            tables = SourceCatalog.read(erp, settings.pack(), settings.mirrorSchema());
        }
        try (PreparedStatement statement = hub.prepareStatement("""
                insert into hub.source (source, pack, pack_version, state, slot, publication, system_identifier, server_version)
                values (?, ?, ?, 'loading', ?, ?, ?, ?)
                on conflict (source) do update set pack = excluded.pack, pack_version = excluded.pack_version,
                    state = 'loading', state_detail = null, state_since = clock_timestamp(), slot = excluded.slot,
                    publication = excluded.publication, system_identifier = excluded.system_identifier,
                    server_version = excluded.server_version, position = null, position_committed_at = null
                """)) {
            statement.setString(1, settings.source());
            statement.setString(2, settings.pack().name());
            statement.setString(3, PackDigest.of(settings.pack()));
            statement.setString(4, settings.slot());
            statement.setString(5, settings.publication());
            statement.setString(6, identifier);
            statement.setString(7, version);
            statement.executeUpdate();
        }
        FullDerivation.clear(hub, settings.source());
        MirrorSchema.createTables(hub, settings.source(), settings.mapSchema(), tables);
        hub.commit();
        return tables;
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
