package yecai.cdc.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import yecai.cdc.change.Change;
import yecai.cdc.code.CodeSteps;
import yecai.cdc.derive.Derivation;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.progress.Barrier;
import yecai.cdc.progress.Position;
import yecai.cdc.script.Script;
import yecai.cdc.source.CaptureTuning;
import yecai.cdc.source.SourceSettings;

/**
 * One transaction of the hub that holds one or many whole transactions of the ERP: mirror rows, canonical rows, position.
 * A transaction of the ERP that is larger than a chunk is written while it arrives, and committed when it is complete.
 */
final class HubTransaction {
    private final Connection hub;
    private final Position position;
    private final Barrier barrier;
    private final Derivation derivation;
    private final Script script;
    private final MirrorWriter mirror;
    private final SourceTransactions transactions = new SourceTransactions();
    private final PlanAge plans;

    HubTransaction(
            Connection hub,
            CaptureTuning tuning,
            Position position,
            Barrier barrier,
            Derivation derivation,
            List<MirrorTable> tables,
            boolean isolateTables) {
        this.hub = hub;
        this.position = position;
        this.barrier = barrier;
        this.derivation = derivation;
        this.script = new Script(hub);
        this.mirror = new MirrorWriter(hub, tuning, derivation, script, tables, isolateTables);
        this.plans = new PlanAge(hub);
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

    /** Writes, derives, moves the position and commits. Only whole transactions may have been added. */
    void commit() throws SQLException {
        if (!isBetween()) {
            throw new IllegalStateException("transaction " + transactions.newestTxid() + " is not complete");
        }
        mirror.addChunk(transactions);
        derivation.noteTouched(script);
        script.run();
        if (derivation.lookForNew(script)) {
            script.run();
        }
        boolean derives = transactions.derive(derivation, script);
        movePosition();
        try {
            script.run();
        } catch (SQLException e) {
            if (!derives || !derivation.canPark(e)) {
                throw e;
            }
            derivation.deriveCarefully(e);
            movePosition();
            script.run();
        }
        derivation.done();
        hub.commit();
        position.confirm();
        plans.add(transactions.events());
        transactions.clear();
        mirror.committed();
    }

    /** Moves the position over a stretch without captured changes. */
    void commitEmpty(long to) throws SQLException {
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
        if (adopts) {
            codes.adopt();
        } else {
            codes.derive();
        }
        // fails if a later capture has taken the source over
        commitEmpty(position.committed());
    }

    /** Forgets what was added. */
    void rollback() throws SQLException {
        script.clear();
        hub.rollback();
        mirror.forget();
        derivation.forget();
        transactions.clear();
    }

    private void movePosition() {
        transactions.move(position, script);
        barrier.notice(script);
    }
}
