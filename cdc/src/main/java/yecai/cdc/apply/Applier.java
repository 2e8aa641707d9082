package yecai.cdc.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.SourceSettings;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.change.Change;
import yecai.cdc.derive.Derivation;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.progress.Barrier;
import yecai.cdc.progress.Position;
import yecai.cdc.shape.ShapeKeeper;
import yecai.cdc.shape.TableRegister;

/**
 * Applies what the reader delivers, on one thread and one connection: collects whole transactions while more are waiting,
 * and commits them together as soon as none is, so that a lone transaction is visible at once and a backlog goes in large
 * batches.
 */
public final class Applier implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);
    private static final long IDLE_MILLIS = 50;
    private static final long MARK_NANOS = 400_000_000L;
    private static final long WATCH_NANOS = 2_000_000_000L;

    private final SourceSettings settings;
    private final Position position;
    private final Barrier barrier;
    private final HubTransaction transaction;
    private final ChangeQueue queue;
    private final ShapeKeeper shapes;
    private final TableRegister register;
    private final Connection hub;
    private final long shapeVersion;
    private final boolean careful;
    private final Deque<Change> waiting = new ArrayDeque<>();
    private volatile boolean stopping;
    private long batchStart;
    private long lastWatch = System.nanoTime();
    private final Map<MirrorTable, Long> suspects = new HashMap<>();
    private long lastMark = System.nanoTime() - MARK_NANOS;

    /** @param hub a connection without autocommit that holds the source's lock; the applier's own from now on */
    public Applier(
            SourceSettings settings, Connection hub, Position position, List<MirrorTable> tables, boolean careful)
            throws SQLException {
        this.careful = careful;
        this.settings = settings;
        this.position = position;
        this.queue = new ChangeQueue(settings.tuning().queueBytes());
        this.barrier = new Barrier(hub, settings.source());
        this.hub = hub;
        this.shapes = new ShapeKeeper(settings, hub);
        this.register = new TableRegister(hub, settings.source(), settings.mirrorSchema());
        this.shapeVersion = register.version();
        try (Statement statement = hub.createStatement()) {
            statement.execute(TextForm.SETTINGS);
            statement.execute(
                    "set search_path = \"" + settings.mapSchema() + "\", \"" + settings.mirrorSchema() + "\"");
            // what is acknowledged to the ERP must survive a crash of the hub's server, whatever its default is
            statement.execute("select set_config('synchronous_commit', 'on', false)"
                    + " where current_setting('synchronous_commit') = 'off'");
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("set jit = off");
            // plans are made once, often on empty tables, and must still be right when those have grown
            statement.execute("set enable_seqscan = off");
            statement.execute("set enable_material = off");
            statement.execute("set standard_conforming_strings = on");
            statement.execute("set client_min_messages = warning");
            statement.execute("set temp_buffers = '32MB'");
            statement.execute("set work_mem = '32MB'");
        }
        Derivation derivation = new Derivation(hub, settings.source(), settings.mapSchema(), settings.pack());
        hub.commit();
        this.transaction = new HubTransaction(hub, settings.tuning(), position, barrier, derivation, tables, careful);
    }

    /** Where the reader puts what it has read. */
    public ChangeSink sink() {
        return queue;
    }

    /** Asks the applier to end after the transaction that it is committing. */
    public void stop() {
        stopping = true;
    }

    /**
     * Applies until stopped, or until the reader ends.
     *
     * @throws ApplyFailure if applying or reading fails; nothing of the open transaction is kept
     */
    @Override
    public void run() {
        try {
            boolean idle = true;
            while (!stopping && !queue.isExhausted()) {
                if (transaction.isEmpty()) {
                    if (idle || barrier.isNoticed()) {
                        keepBarrier();
                    }
                    watchPartitions();
                }
                Change change = next(transaction.isEmpty() ? IDLE_MILLIS : 1);
                idle = change == null;
                if (change != null) {
                    apply(change);
                } else if (!transaction.isEmpty() && transaction.isBetween()) {
                    transaction.commit();
                }
            }
            transaction.rollback();
            if (!stopping) {
                // nobody asked the reader to end
                throw new ApplyFailure("reading the log of source " + settings.source() + " ended", queue.cause());
            }
        } catch (SQLException e) {
            rollbackQuietly(e);
            if (!careful && HubTransaction.isUnfit(e)) {
                throw new StartAnew("a value does not fit (" + e.getMessage() + "), looking for its table", true);
            }
            throw new ApplyFailure("applying changes of source " + settings.source() + " failed", e);
        } catch (InterruptedException e) {
            rollbackQuietly(e);
            Thread.currentThread().interrupt();
        } catch (UnwritableRows e) {
            rollbackQuietly(e);
            throw standStill(e);
        } catch (RuntimeException e) {
            rollbackQuietly(e);
            throw e;
        } finally {
            queue.abandon();
            shapes.close();
        }
    }

    /** Tells that the form of mirror tables, or which of them follow the ERP, has changed: the capture must start anew. */
    public static final class StartAnew extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean carefully;

        StartAnew(String message) {
            this(message, false);
        }

        StartAnew(String message, boolean carefully) {
            super(message);
            this.carefully = carefully;
        }

        /** Returns whether the next attempt should find out which table's rows do not fit. */
        public boolean isCarefully() {
            return carefully;
        }
    }

    /** Tells that applying ended; the cause says why. */
    public static final class ApplyFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ApplyFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private void apply(Change change) throws SQLException {
        if (change instanceof Change.Mark mark && transaction.isEmpty()) {
            mark(mark.position());
            return;
        }
        if (change instanceof Change.Reshaped reshaped) {
            reshape(reshaped);
            return;
        }
        if (change instanceof Change.Truncate truncate) {
            noteTruncation(truncate.table());
        }
        if (transaction.isEmpty()) {
            batchStart = System.nanoTime();
        }
        transaction.add(change);
        if (transaction.isBetween() && shouldCommit()) {
            transaction.commit();
        }
    }

    // What happens to a partition by itself is not in the log of the whole table, but a truncation of the whole table
    // is: so
    // what the catalogue shows is judged when the log has been applied up to there.
    private void watchPartitions() throws SQLException {
        if (System.nanoTime() - lastWatch < WATCH_NANOS) {
            return;
        }
        lastWatch = System.nanoTime();
        for (MirrorTable table : shapes.listPartitioned()) {
            Optional<String> problem = shapes.findPartitionProblem(table);
            if (problem.isEmpty()) {
                suspects.remove(table);
            } else if (!suspects.containsKey(table)) {
                suspects.put(table, shapes.erpPosition());
            } else if (position.committed() >= suspects.get(table)) {
                shapes.stop(table, problem.get());
                hub.commit();
                throw new StartAnew(problem.get());
            }
        }
        hub.commit();
    }

    // a truncation of the whole table gives every partition another file
    private void noteTruncation(MirrorTable table) throws SQLException {
        if (shapes.listPartitioned().contains(table)) {
            shapes.notePartitions(table);
        }
    }

    private RuntimeException standStill(UnwritableRows failure) {
        try {
            shapes.stop(failure.table(), failure.getMessage());
            hub.commit();
            return new StartAnew("table " + failure.table().sourceName() + " stands still: " + failure.getMessage());
        } catch (SQLException e) {
            e.addSuppressed(failure);
            return new ApplyFailure("the rows of table " + failure.table().sourceName() + " cannot be written", e);
        }
    }

    private void reshape(Change.Reshaped reshaped) throws SQLException {
        if (shapes.mustStartAnew(reshaped.table(), reshaped.undelivered())) {
            transaction.rollback();
            shapes.settleOne(reshaped.table(), reshaped.undelivered());
            hub.commit();
            throw new StartAnew("table " + reshaped.table().sourceName() + " has another form");
        }
    }

    private boolean shouldCommit() {
        return (waiting.isEmpty() && queue.isEmpty())
                || transaction.isFull()
                || System.nanoTime() - batchStart > settings.tuning().batchMillis() * 1_000_000L;
    }

    private void mark(long at) throws SQLException {
        if (at > position.committed() && System.nanoTime() - lastMark >= MARK_NANOS) {
            transaction.commitEmpty(at);
            lastMark = System.nanoTime();
        }
    }

    private Change next(long millis) throws InterruptedException {
        if (waiting.isEmpty()) {
            List<Change> portion = queue.poll(millis);
            if (portion == null) {
                return null;
            }
            waiting.addAll(portion);
        }
        return waiting.poll();
    }

    private void keepBarrier() throws SQLException, InterruptedException {
        Optional<Barrier.Request> request = barrier.find();
        boolean wasHeld = request.isPresent();
        while (request.isPresent() && !stopping) {
            long stop = request.get().stopBefore();
            if (stop == 0 && !request.get().answered()) {
                barrier.answer(position.committed());
                LOG.debug("{} holds at {} for a check", settings.source(), position.committed());
            } else if (stop != 0 && !request.get().answered()) {
                if (applyUpTo(stop)) {
                    barrier.answer(stop);
                }
            } else {
                LockSupport.parkNanos(5_000_000L);
            }
            request = barrier.find();
        }
        if (wasHeld && register.version() != shapeVersion) {
            throw new StartAnew("mirror tables were made anew");
        }
    }

    /** Applies what was committed up to the position; returns false if the request had to be given up. */
    private boolean applyUpTo(long stop) throws SQLException, InterruptedException {
        List<Change> held = new ArrayList<>();
        long heldBytes = 0;
        while (position.committed() < stop && !stopping && !queue.isExhausted()) {
            Change change = next(transaction.isEmpty() ? IDLE_MILLIS : 1);
            if (change == null) {
                if (!transaction.isEmpty()) {
                    transaction.commit();
                } else if (barrier.find().isEmpty()) {
                    giveBack(held);
                    return false;
                }
                continue;
            }
            if (change instanceof Change.Mark mark && held.isEmpty()) {
                if (mark.position() >= stop) {
                    stopAt(stop);
                } else if (transaction.isEmpty()) {
                    mark(mark.position());
                }
                continue;
            }
            held.add(change);
            heldBytes += change instanceof Change.Row row ? row.bytes() : 64;
            if (change instanceof Change.End end) {
                if (end.position() > stop) {
                    giveBack(held);
                    stopAt(stop);
                    return true;
                }
                if (transaction.isEmpty()) {
                    batchStart = System.nanoTime();
                }
                for (Change part : held) {
                    if (part instanceof Change.Reshaped reshaped) {
                        reshape(reshaped);
                    } else {
                        transaction.add(part);
                    }
                }
                if (shouldCommit()) {
                    transaction.commit();
                }
                held.clear();
                heldBytes = 0;
            } else if (heldBytes > 2 * settings.tuning().queueBytes()) {
                LOG.info("{} gives up holding for a check: a very large transaction is under way", settings.source());
                giveBack(held);
                barrier.cancel();
                return false;
            }
        }
        giveBack(held);
        return position.committed() >= stop;
    }

    private void stopAt(long stop) throws SQLException {
        if (!transaction.isEmpty()) {
            transaction.commit();
        }
        transaction.commitEmpty(stop);
    }

    private void giveBack(List<Change> held) {
        for (int i = held.size() - 1; i >= 0; i--) {
            waiting.addFirst(held.get(i));
        }
        held.clear();
    }

    private void rollbackQuietly(Exception cause) {
        try {
            transaction.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
