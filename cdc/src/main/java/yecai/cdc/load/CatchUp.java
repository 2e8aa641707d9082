package yecai.cdc.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.cdc.Preflight;
import yecai.cdc.SourceSettings;
import yecai.cdc.apply.Applier;
import yecai.cdc.capture.PostgresReader;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.change.Change;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.Position;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.TableRegister;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;
import yecai.sql.pack.Pack;

/**
 * Brings the tables that an interrupted load had copied from the position of their snapshot to that of a new one, from the
 * ERP's log, so that the rest can be copied out of the new snapshot. Nothing is derived meanwhile: readers see nothing of a
 * source that is being loaded.
 */
final class CatchUp {
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
        List<FollowedTable> tables = new ArrayList<>();
        for (FollowedTable table : new TableRegister(hub, settings.source(), settings.mirrorSchema()).list()) {
            boolean left = !done.contains(table.table().name());
            tables.add(new FollowedTable(
                    table.table(), table.types(), table.partitions(), table.absent(), left || table.isStopped()));
        }
        Applier applier = new Applier(
                withoutMappings(),
                hub,
                position,
                tables.stream().map(FollowedTable::table).toList(),
                false);
        UpTo sink = new UpTo(applier.sink(), position, target);
        PostgresReader reader = new PostgresReader(settings, tables, position::committed, sink);
        CompletableFuture<Void> applying = CompletableFuture.runAsync(applier, task -> start(task));
        try {
            reader.start();
            wake();
            await(applying, sink, position);
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

    private void await(CompletableFuture<Void> applying, UpTo sink, Position position) {
        while (!sink.isThere() || position.committed() < sink.last()) {
            if (applying.isDone()) {
                throw new YecaiException(
                        Kind.CONFLICT,
                        "the load of source " + settings.source()
                                + " could not go on from where it was interrupted, at " + Lsn.text(position.committed())
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
        try (PreparedStatement statement =
                hub.prepareStatement("update hub.source set position = ?::pg_lsn where source = ?")) {
            statement.setString(1, Lsn.text(position));
            statement.setString(2, settings.source());
            statement.executeUpdate();
        }
        hub.commit();
    }

    private SourceSettings withoutMappings() {
        Pack pack = settings.pack();
        return new SourceSettings(
                settings.source(),
                new Pack(
                        pack.name(),
                        pack.version(),
                        pack.title(),
                        pack.kind(),
                        pack.tables(),
                        List.of(),
                        List.of(),
                        List.of()),
                settings.erp(),
                settings.hub(),
                settings.slot(),
                settings.publication(),
                settings.tuning());
    }

    // A quiet ERP writes nothing that would tell that the target is reached.
    private void wake() throws SQLException {
        try (Connection erp = Preflight.openErp(settings, "yecai load " + settings.source());
                PreparedStatement statement =
                        erp.prepareStatement("select pg_logical_emit_message(false, 'yecai', 'load')");
                ResultSet row = statement.executeQuery()) {
            row.next();
        }
    }

    /**
     * Lets whole transactions up to a position through. A transaction says only at its end where it stands, so it is held
     * until then; one too large for that is let through when all before it are committed, and if it turns out to lie behind
     * the position its end is held back, and so it is never committed.
     */
    private static final class UpTo implements ChangeSink {
        private final ChangeSink sink;
        private final Position position;
        private final long target;
        private final List<Change> held = new ArrayList<>();
        private List<Change> out = new ArrayList<>();
        private long heldBytes;
        private volatile long last;
        private volatile boolean there;

        UpTo(ChangeSink sink, Position position, long target) {
            this.sink = sink;
            this.position = position;
            this.target = target;
            this.last = position.committed();
        }

        /** Whether the log was read to the target. */
        boolean isThere() {
            return there;
        }

        /** The position of the last transaction that was let through. */
        long last() {
            return last;
        }

        @Override
        public void accept(List<Change> changes) throws InterruptedException {
            for (Change change : changes) {
                if (there) {
                    return;
                }
                meet(change);
            }
            flush();
        }

        @Override
        public void ended(Throwable cause) {
            sink.ended(cause);
        }

        private void meet(Change change) throws InterruptedException {
            if (change instanceof Change.Mark mark) {
                if (mark.position() >= target) {
                    flush();
                    there = true;
                }
                return;
            }
            if (change instanceof Change.End end && end.position() > target) {
                held.clear();
                flush();
                there = true;
                return;
            }
            held.add(change);
            heldBytes += change instanceof Change.Row row ? row.bytes() : 0;
            if (change instanceof Change.End end) {
                last = end.position();
                letThrough();
            } else if (heldBytes > HELD_BYTES) {
                flush();
                while (position.committed() < last) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                letThrough();
                flush();
            }
        }

        private void letThrough() {
            out.addAll(held);
            held.clear();
            heldBytes = 0;
        }

        private void flush() throws InterruptedException {
            if (!out.isEmpty()) {
                sink.accept(out);
                out = new ArrayList<>();
            }
        }
    }
}
