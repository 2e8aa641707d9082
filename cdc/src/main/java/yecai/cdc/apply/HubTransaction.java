package yecai.cdc.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import yecai.cdc.change.Change;
import yecai.cdc.code.CodeSteps;
import yecai.cdc.derive.Derivation;
import yecai.cdc.derive.apart.UnderivedBatch;
import yecai.cdc.derive.session.Deriving;
import yecai.cdc.derive.session.PlanAge;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.progress.Barrier;
import yecai.cdc.progress.Position;
import yecai.cdc.script.Script;
import yecai.cdc.source.SourceSettings;

/**
 * One transaction of the hub that holds one or many whole transactions of the ERP: mirror rows, canonical rows, position.
 * A transaction of the ERP that is larger than a chunk is written while it arrives, and committed when it is complete.
 */
final class HubTransaction implements AutoCloseable {
    private final Connection hub;
    private final String source;
    private final Position position;
    private final Barrier barrier;
    private final Derivation derivation;
    private final Script script;
    private final Deriving deriving;
    private final Apart apart;
    private final MirrorWriter mirror;
    private final SourceTransactions transactions = new SourceTransactions();
    private final PlanAge plans;

    HubTransaction(
            Connection hub,
            SourceSettings settings,
            Position position,
            Barrier barrier,
            Derivation derivation,
            List<MirrorTable> tables,
            boolean isolateTables) {
        this.hub = hub;
        this.source = settings.source();
        this.position = position;
        this.barrier = barrier;
        this.derivation = derivation;
        this.script = new Script(hub);
        this.deriving = new Deriving(derivation, script);
        this.apart = new Apart(settings, position, derivation);
        this.mirror = new MirrorWriter(hub, settings.tuning(), derivation, script, tables, isolateTables);
        this.plans = new PlanAge(hub, settings.mirrorSchema());
    }

    /** Takes the next change. */
    void add(Change change) throws SQLException {
        if (change instanceof Change.Row row) {
            mirror.add(row, transactions);
        } else if (change instanceof Change.Truncate truncate) {
            mirror.truncate(truncate.table(), transactions);
        } else if (change instanceof Change.Begin begin) {
            transactions.begin(begin);
        } else if (change instanceof Change.End end) {
            transactions.end(end);
        } else if (change instanceof Change.Heartbeat heartbeat) {
            transactions.passTo(heartbeat);
        }
    }

    /** Returns whether every transaction of the ERP that began is complete. */
    boolean isBetween() {
        return transactions.isBetween();
    }

    /** The ERP's number of the transaction that was added last. */
    long newestTxid() {
        return transactions.newestTxid();
    }

    boolean isEmpty() {
        return transactions.isEmpty();
    }

    boolean isFull() {
        return mirror.isFull() || transactions.isFull();
    }

    /**
     * Writes, derives, moves the position and commits; or lets what was written be derived on another session. Only whole transactions
     * may have been added.
     */
    void commit() throws SQLException {
        if (!isBetween()) {
            throw new IllegalStateException("transaction " + transactions.newestTxid() + " is not complete");
        }
        mirror.addChunk(transactions);
        derivation.noteTouched(script);
        script.run();
        if (derivation.isTouched() && apart.suits(transactions.events())) {
            commitMirrors();
        } else {
            join();
            transactions.derive(deriving, this::movePosition);
            hub.commit();
            position.confirm();
        }
        plans.add(transactions.events());
        transactions.clear();
        mirror.committed();
    }

    /** Waits until all that is committed is derived. */
    void join() throws SQLException {
        apart.await();
    }

    /** Returns whether something that is committed is not derived yet. */
    boolean isDeriving() {
        return apart.isBusy();
    }

    private void commitMirrors() throws SQLException {
        apart.open();
        UnderivedBatch batch = transactions.batch();
        batch.keep(script, source);
        derivation.keepTouched(script);
        script.run();
        join();
        position.moveMirrors(script, batch.position());
        barrier.notice(script);
        script.run();
        derivation.done();
        hub.commit();
        position.confirm();
        apart.start(batch);
    }

    /** Moves the position over a stretch without captured changes. */
    void commitEmpty(long to) throws SQLException {
        join();
        position.moveEmpty(script, to);
        script.run();
        hub.commit();
        position.confirm();
    }

    /** The steps that bring changed codes into the canonical rows. */
    CodeSteps codes(SourceSettings settings) {
        return new CodeSteps(settings, hub, derivation, script);
    }

    /** Makes such a step in a transaction of its own. Only when nothing was added. */
    void step(CodeSteps codes, boolean adopts) throws SQLException {
        join();
        codes.make(adopts);
        // fails if a later capture has taken the source over
        commitEmpty(position.committed());
        if (adopts) {
            apart.readColumns();
        }
    }

    /** Forgets what was added. */
    void rollback() throws SQLException {
        rollbackStep();
        mirror.forget();
        transactions.clear();
    }

    /** Forgets what a step began, between two transactions of the ERP: the stages of those before are still there. */
    void rollbackStep() throws SQLException {
        script.clear();
        hub.rollback();
        derivation.forget();
    }

    /** Ends the other session. */
    @Override
    public void close() {
        apart.close();
    }

    private void movePosition() {
        transactions.move(position, script);
        barrier.notice(script);
    }
}
