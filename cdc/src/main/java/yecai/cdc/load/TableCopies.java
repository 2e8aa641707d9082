package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.mirror.MirrorSchema;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.TableRegister;
import yecai.cdc.snapshot.StableTable;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.SqlProblem;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.pack.TableSpec;

/**
 * Copies tables out of one snapshot of the ERP over several connections, in the order of their plans and in parts; whoever copies
 * a table's last part adds its key and its indexes.
 */
final class TableCopies {
    private static final Logger LOG = LoggerFactory.getLogger(TableCopies.class);

    /** Errors of a server rather than of a table: connections, transactions, resources, shutdown, its system. */
    private static final List<String> THE_SERVERS = List.of("08", "25", "40", "53", "55", "57", "58");

    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final SourceSettings settings;
    private final LoadLimits limits;
    private final LoadLedger ledger;
    private final LoadProgress progress;
    private final Throttle throttle;
    private final ConcurrentLinkedQueue<Task> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong lastTold = new AtomicLong(System.nanoTime());
    private volatile boolean failed;

    /** @param problem why the table cannot be copied, once that is known */
    private record Task(
            MirrorTable table,
            CopyPart part,
            AtomicInteger left,
            AtomicLong rows,
            AtomicReference<Exception> problem) {}

    TableCopies(SourceSettings settings, LoadLimits limits, LoadLedger ledger, LoadProgress progress) {
        this.settings = settings;
        this.limits = limits;
        this.ledger = ledger;
        this.progress = progress;
        this.throttle = new Throttle(limits.megabytesPerSecond());
    }

    /**
     * Copies them, but for those that cannot be: they are paused.
     *
     * @param whenDone is told of each table that is complete or paused, from several threads
     * @return the number of rows
     * @throws YecaiException if not one of them can be copied
     */
    long run(String snapshot, List<CopyPart.Plan> plans, Consumer<MirrorTable> whenDone) throws SQLException {
        for (CopyPart.Plan plan : plans) {
            AtomicInteger left = new AtomicInteger(plan.parts().size());
            AtomicLong rows = new AtomicLong();
            AtomicReference<Exception> problem = new AtomicReference<>();
            plan.parts().forEach(part -> queue.add(new Task(plan.table(), part, left, rows, problem)));
        }
        ExecutorService workers = Executors.newFixedThreadPool(limits.connections());
        try {
            List<Future<Long>> copies = new ArrayList<>();
            for (int i = 0; i < limits.connections(); i++) {
                copies.add(workers.submit(() -> work(snapshot, whenDone)));
            }
            return sum(copies);
        } finally {
            workers.shutdown();
        }
    }

    /** Lets everybody end after the part that he copies. */
    void stop() {
        failed = true;
    }

    // Waits for all, so that no thread writes after the load has ended.
    private long sum(List<Future<Long>> copies) throws SQLException {
        long rows = 0;
        Throwable problem = null;
        for (Future<Long> copied : copies) {
            try {
                rows += copied.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failed = true;
                throw new YecaiException(
                        Kind.CONFLICT, "the load of source " + settings.source() + " was interrupted", e);
            } catch (ExecutionException e) {
                problem = problem == null ? e.getCause() : problem;
            }
        }
        if (problem instanceof SQLException known) {
            throw known;
        }
        if (problem instanceof RuntimeException known) {
            throw known;
        }
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
        return rows;
    }

    private long work(String snapshot, Consumer<MirrorTable> whenDone) throws SQLException {
        long rows = 0;
        try (ExportedSnapshot.Reader erp = new ExportedSnapshot.Reader(settings, snapshot);
                Connection hub = settings.hub().open("yecai load " + settings.source())) {
            try (Statement statement = hub.createStatement()) {
                statement.execute(TextForm.SETTINGS);
            }
            hub.setAutoCommit(false);
            for (Task task = queue.poll(); task != null && !failed; task = queue.poll()) {
                rows += copyIfPossible(erp, hub, task, whenDone);
                tell(hub);
            }
            return rows;
        } catch (SQLException | RuntimeException e) {
            failed = true;
            throw e;
        }
    }

    /** What is wrong with one table costs that table only: it is paused, and the others are copied. */
    private long copyIfPossible(ExportedSnapshot.Reader erp, Connection hub, Task task, Consumer<MirrorTable> whenDone)
            throws SQLException {
        long rows = 0;
        if (task.problem().get() == null) {
            Connection snapshot = erp.get();
            try {
                rows = copy(snapshot, hub, task);
            } catch (SQLException | YecaiException e) {
                if (!isOfTheTable(e)) {
                    throw e;
                }
                hub.rollback();
                erp.close();
                task.problem().compareAndSet(null, e);
            }
        }
        if (task.left().decrementAndGet() == 0) {
            rows += finish(hub, task);
            whenDone.accept(task.table());
        }
        return rows;
    }

    /** Returns whether it is a problem of one table, so that others can be copied. */
    static boolean isOfTheTable(Exception problem) {
        if (problem instanceof SQLException known) {
            String state = known.getSQLState();
            return state != null && THE_SERVERS.stream().noneMatch(state::startsWith);
        }
        return problem instanceof YecaiException known && known.kind() == Kind.SOURCE;
    }

    private long copy(Connection erp, Connection hub, Task task) throws SQLException {
        MirrorTable table = task.table();
        ledger.started(hub, table);
        hub.commit();
        long rows = TableCopy.run(erp, hub, table, task.part(), throttle, settings.options());
        if (!StableTable.isStable(erp, table.sourceSchema(), table.sourceTable())) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "table " + table.sourceName() + " was truncated or rewritten in the ERP, or its partitions changed,"
                            + " before it was copied, which a snapshot does not survive");
        }
        ledger.copied(hub, table, rows, task.part().bytes());
        hub.commit();
        task.rows().addAndGet(rows);
        return rows;
    }

    /** Completes the table whose parts are all done; returns how many rows are to be added to the sum. */
    private long finish(Connection hub, Task task) throws SQLException {
        MirrorTable table = task.table();
        TableSpec spec = settings.pack()
                .findTable(table.sourceSchema(), table.sourceTable())
                .orElseThrow();
        if (task.problem().get() == null) {
            try {
                MirrorSchema.finishTable(hub, table, spec);
            } catch (SQLException e) {
                if (!isOfTheTable(e)) {
                    throw e;
                }
                hub.rollback();
                task.problem().set(e);
            }
        }
        if (task.problem().get() != null) {
            pause(hub, table, spec, task.problem().get());
            ledger.done(hub, table);
            hub.commit();
            return -task.rows().get();
        }
        ledger.done(hub, table);
        hub.commit();
        progress.copied(table.sourceName(), task.rows().get());
        return 0;
    }

    private void pause(Connection hub, MirrorTable table, TableSpec spec, Exception problem) throws SQLException {
        String reason =
                problem instanceof SQLException known ? SqlProblem.advise(settings.erp(), known) : problem.getMessage();
        LOG.error("{}: table {} is paused: {}", settings.source(), table.sourceName(), reason);
        try (Statement statement = hub.createStatement()) {
            statement.execute("truncate " + table.quoted());
        }
        MirrorSchema.finishTable(hub, table, spec);
        progress.phase("table " + table.sourceName() + " is paused: " + reason);
        TableRegister register = new TableRegister(hub, settings.source(), settings.mirrorSchema());
        register.stop(table, reason + "; when that is corrected, run `yecai load --again " + table.sourceName() + "`");
        if (register.list().stream().allMatch(FollowedTable::isStopped)) {
            throw problem instanceof SQLException known
                    ? SqlProblem.source(settings.erp(), known)
                    : (YecaiException) problem;
        }
    }

    private void tell(Connection hub) throws SQLException {
        long last = lastTold.get();
        if (System.nanoTime() - last > TELL_NANOS && lastTold.compareAndSet(last, System.nanoTime())) {
            progress.advanced(LoadProgress.Amount.read(hub, settings.source()));
            hub.commit();
        }
    }
}
