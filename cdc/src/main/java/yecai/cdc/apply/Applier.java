package yecai.cdc.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import yecai.cdc.apply.stage.UnwritableRows;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.change.Change;
import yecai.cdc.derive.Derivation;
import yecai.cdc.derive.PeriodSums;
import yecai.cdc.derive.session.ApplierSession;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.progress.Barrier;
import yecai.cdc.progress.Position;
import yecai.cdc.shape.SchemaTracker;
import yecai.cdc.shape.TableRegister;
import yecai.cdc.source.SourceSettings;

/**
 * Applies what the reader delivers, on one thread: collects whole transactions while more are waiting, and commits them together as soon
 * as none is, so that a lone transaction is visible at once and a backlog goes in large batches.
 */
public final class Applier implements Runnable {
    private static final long IDLE_MILLIS = 50;

    private final String source;
    private final Connection hub;
    private final boolean isolateTables;
    private final ChangeQueue queue;
    private final ReadChanges changes;
    private final SchemaTracker schema;
    private final HubTransaction transaction;
    private final Batches batches;
    private final BetweenTransactions between;
    private volatile boolean stopping;

    /**
     * @param hub a connection without autocommit that holds the source's lock; the applier's own from now on
     * @param isolateTables whether to write table by table, to find out whose rows do not fit
     */
    public Applier(
            SourceSettings settings, Connection hub, Position position, List<MirrorTable> tables, boolean isolateTables)
            throws SQLException {
        this.source = settings.source();
        this.hub = hub;
        this.isolateTables = isolateTables;
        this.queue = new ChangeQueue(settings.tuning().queueBytes());
        this.changes = new ReadChanges(queue);
        this.schema = new SchemaTracker(settings, hub);
        TableRegister register = new TableRegister(hub, source, settings.mirrorSchema());
        long schemaVersion = register.version();
        PeriodSums.addUpIfMissing(hub, source);
        ApplierSession.prepare(hub, settings);
        Barrier request = new Barrier(hub, source);
        Derivation derivation = new Derivation(hub, source, settings.mapSchema(), settings.pack());
        hub.commit();
        this.transaction = new HubTransaction(hub, settings, position, request, derivation, tables, isolateTables);
        CatalogWatch watch = new CatalogWatch(hub, position, schema);
        this.batches = new Batches(hub, settings.tuning(), position, transaction, changes, schema, watch);
        this.between = new BetweenTransactions(
                transaction,
                new BarrierStop(settings, request, position, changes, batches, () -> stopping),
                () -> register.version() != schemaVersion,
                watch,
                new Freshness(hub, source, position, schema),
                new ChangedCodes(settings, hub, transaction),
                new IdleCosting(hub, source, position, transaction));
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
     * @throws RestartRequired if the definition of a table changed
     */
    @Override
    public void run() {
        try {
            between.start();
            applyAll();
            batches.rollback();
            transaction.join();
            if (!stopping) {
                throw new ApplyFailure("reading the log of source " + source + " ended", queue.cause());
            }
        } catch (SQLException e) {
            rollbackQuietly(e);
            if (!isolateTables && UnwritableRows.isUnfit(e)) {
                throw new RestartRequired("a value does not fit (" + e.getMessage() + "), looking for its table", true);
            }
            throw new ApplyFailure("applying changes of source " + source + " failed", e);
        } catch (InterruptedException e) {
            rollbackQuietly(e);
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            rollbackQuietly(e);
            throw e instanceof UnwritableRows rows ? pause(rows) : e;
        } finally {
            queue.abandon();
            transaction.close();
            between.close();
            schema.close();
        }
    }

    private void applyAll() throws SQLException, InterruptedException {
        boolean idle = true;
        while (!stopping && !queue.isExhausted()) {
            if (batches.isEmpty()) {
                between.look(idle);
            }
            Change change = changes.next(batches.isEmpty() ? between.millisToWait(IDLE_MILLIS) : 1);
            idle = change == null;
            if (change != null) {
                batches.apply(change);
            } else {
                batches.commitIfWhole();
            }
        }
    }

    private RuntimeException pause(UnwritableRows failure) {
        try {
            schema.stop(failure.table(), failure.getMessage());
            hub.commit();
            return new RestartRequired("table " + failure.table().sourceName() + " is paused: " + failure.getMessage());
        } catch (SQLException e) {
            e.addSuppressed(failure);
            return new ApplyFailure("the rows of table " + failure.table().sourceName() + " cannot be written", e);
        }
    }

    private void rollbackQuietly(Exception cause) {
        try {
            batches.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
