package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.cdc.apply.Applier;
import yecai.cdc.capture.PostgresReader;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.Position;
import yecai.cdc.progress.SourceState;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.TableRegister;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/**
 * Brings the tables that an interrupted load had copied from the position of their snapshot to that of a new one, from the
 * ERP's log, so that the rest can be copied out of the new snapshot. Nothing is derived meanwhile: readers see nothing of a
 * source that is being loaded.
 */
public final class CatchUp {
    private static final long HELD_BYTES = 32 << 20;

    private final SourceSettings settings;
    private final Connection hub;
    private final Set<String> done;

    /**
     * @param hub holds the source's lock
     * @param done the mirror tables that stand at the position
     */
    CatchUp(SourceSettings settings, Connection hub, Set<String> done) {
        this.settings = settings;
        this.hub = hub;
        this.done = done;
    }

    /** Applies every transaction up to the target, and none behind it. */
    void run(long from, long target) throws SQLException {
        setPosition(from);
        Position position = new Position(settings.source(), from);
        List<FollowedTable> tables = tables();
        Applier applier = new Applier(
                withoutMappings(),
                hub,
                position,
                tables.stream().map(FollowedTable::table).toList(),
                false);
        LogUpTo log = new LogUpTo(applier.sink(), position::committed, target, HELD_BYTES);
        PostgresReader reader = new PostgresReader(
                settings,
                tables,
                SourceState.find(hub, settings.source()).orElseThrow().timeline(),
                position::committed,
                log);
        CompletableFuture<Void> applying = CompletableFuture.runAsync(applier, task -> start(task));
        try {
            reader.start();
            wake(settings);
            await(applying, log, position);
        } finally {
            applier.stop();
            reader.close();
            applying.handle((nothing, problem) -> nothing).join();
            hub.rollback();
            try (Statement statement = hub.createStatement()) {
                statement.execute("reset all");
            }
            hub.commit();
        }
    }

    // A table that is not done is not brought up: it will be copied out of the new snapshot.
    private List<FollowedTable> tables() throws SQLException {
        List<FollowedTable> tables = new ArrayList<>();
        for (FollowedTable table : new TableRegister(hub, settings.source(), settings.mirrorSchema()).list()) {
            tables.add(done.contains(table.table().name()) ? table : table.stopped());
        }
        return tables;
    }

    private void await(CompletableFuture<Void> applying, LogUpTo log, Position position) {
        while (!log.isApplied()) {
            if (applying.isDone()) {
                throw new YecaiException(
                        Kind.CONFLICT,
                        "the load of source " + settings.source()
                                + " could not continue from where it was interrupted, at "
                                + Lsn.text(position.committed())
                                + "; `yecai load --again` starts over",
                        applying.handle((nothing, problem) -> problem).join());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "yecai-load-catch-up");
        thread.setDaemon(true);
        thread.start();
    }

    private void setPosition(long position) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate(
                                "update hub.source set position = :position::pg_lsn where source = :source")
                        .bind("position", Lsn.text(position))
                        .bind("source", settings.source())
                        .execute());
        hub.commit();
    }

    private SourceSettings withoutMappings() {
        return new SourceSettings(
                settings.source(),
                settings.pack().withoutMappings(),
                settings.erp(),
                settings.hub(),
                settings.slot(),
                settings.publication(),
                settings.tuning(),
                settings.options());
    }

    /** Writes into the ERP's log: a quiet ERP writes nothing that would tell that a position is reached. */
    public static void wake(SourceSettings settings) throws SQLException {
        try (Connection erp = Preflight.openErp(settings, "yecai load " + settings.source());
                Statement statement = erp.createStatement()) {
            statement.execute("select pg_logical_emit_message(false, 'yecai', 'load')");
        }
    }
}
