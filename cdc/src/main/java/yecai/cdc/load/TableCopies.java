package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import yecai.cdc.Preflight;
import yecai.cdc.SourceSettings;
import yecai.cdc.mirror.MirrorSchema;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.TextForm;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;
import yecai.sql.pack.TableSpec;

/**
 * Copies tables out of one snapshot of the ERP over several connections, the largest first and in parts; whoever copies a
 * table's last part adds its key and its indexes.
 */
final class TableCopies {
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final SourceSettings settings;
    private final LoadLimits limits;
    private final LoadLedger ledger;
    private final LoadProgress progress;
    private final Throttle throttle;
    private final ConcurrentLinkedQueue<Task> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong lastTold = new AtomicLong(System.nanoTime());
    private volatile boolean failed;

    private record Task(MirrorTable table, CopyPart part, AtomicInteger left, AtomicLong rows) {}

    TableCopies(SourceSettings settings, LoadLimits limits, LoadLedger ledger, LoadProgress progress) {
        this.settings = settings;
        this.limits = limits;
        this.ledger = ledger;
        this.progress = progress;
        this.throttle = new Throttle(limits.megabytesPerSecond());
    }

    /** Copies them; returns the number of rows. */
    long run(String snapshot, List<CopyPart.Plan> plans) throws SQLException {
        plans.stream()
                .sorted(Comparator.comparingLong(CopyPart.Plan::bytes).reversed())
                .forEach(plan -> {
                    AtomicInteger left = new AtomicInteger(plan.parts().size());
                    AtomicLong rows = new AtomicLong();
                    plan.parts().forEach(part -> queue.add(new Task(plan.table(), part, left, rows)));
                });
        ExecutorService workers = Executors.newFixedThreadPool(limits.connections());
        try {
            List<Future<Long>> copies = new ArrayList<>();
            for (int i = 0; i < limits.connections(); i++) {
                copies.add(workers.submit(() -> work(snapshot)));
            }
            return sum(copies);
        } finally {
            workers.shutdown();
        }
    }

    // Waits for all, so that nobody writes on after the load has ended.
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

    private long work(String snapshot) throws SQLException {
        long rows = 0;
        try (Connection erp = Preflight.openErp(settings, "yecai load " + settings.source());
                Connection hub = settings.hub().open("yecai load " + settings.source())) {
            ExportedSnapshot.adopt(erp, snapshot);
            try (Statement statement = hub.createStatement()) {
                statement.execute(TextForm.SETTINGS);
            }
            hub.setAutoCommit(false);
            for (Task task = queue.poll(); task != null && !failed; task = queue.poll()) {
                rows += copy(erp, hub, task);
                tell(hub);
            }
            erp.rollback();
            return rows;
        } catch (SQLException | RuntimeException e) {
            failed = true;
            throw e;
        }
    }

    private long copy(Connection erp, Connection hub, Task task) throws SQLException {
        MirrorTable table = task.table();
        ledger.started(hub, table);
        hub.commit();
        long rows = TableCopy.run(erp, hub, table, task.part(), throttle);
        ledger.copied(hub, table, rows, task.part().bytes());
        hub.commit();
        long soFar = task.rows().addAndGet(rows);
        if (task.left().decrementAndGet() == 0) {
            TableSpec spec = settings.pack()
                    .findTable(table.sourceSchema(), table.sourceTable())
                    .orElseThrow();
            MirrorSchema.finishTable(hub, table, spec);
            ledger.done(hub, table);
            hub.commit();
            progress.copied(table.sourceName(), soFar);
        }
        return rows;
    }

    private void tell(Connection hub) throws SQLException {
        long last = lastTold.get();
        if (System.nanoTime() - last > TELL_NANOS && lastTold.compareAndSet(last, System.nanoTime())) {
            progress.advanced(ledger.amount(hub));
            hub.commit();
        }
    }
}
