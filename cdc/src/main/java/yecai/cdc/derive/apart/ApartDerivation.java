package yecai.cdc.derive.apart;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import yecai.cdc.derive.Derivation;
import yecai.cdc.derive.session.ApplierSession;
import yecai.cdc.derive.session.Deriving;
import yecai.cdc.derive.session.PlanAge;
import yecai.cdc.progress.Position;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.progress.SourceState;
import yecai.cdc.script.Script;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;

/**
 * Derives batches that the mirrors hold already, on a connection of its own: all that a batch touches, and the source's position, in
 * one transaction.
 */
public final class ApartDerivation implements AutoCloseable {
    private final Connection hub;
    private final String source;
    private final Position position;
    private final Script script;
    private final Derivation derivation;
    private final Deriving deriving;
    private final PlanAge plans;

    private ApartDerivation(Connection hub, SourceSettings settings, Position position, Derivation beside)
            throws SQLException {
        this.hub = hub;
        this.source = settings.source();
        this.position = position;
        this.script = new Script(hub);
        this.derivation =
                beside == null ? new Derivation(hub, source, settings.mapSchema(), settings.pack()) : beside.on(hub);
        this.deriving = new Deriving(derivation, script);
        this.plans = new PlanAge(hub, settings.mirrorSchema());
    }

    /**
     * Opens the connection, which has the right to derive beside the caller's as long as it lives.
     *
     * @param beside the caller's own derivation, or null
     */
    public static ApartDerivation open(SourceSettings settings, Position position, Derivation beside)
            throws SQLException {
        Connection hub = settings.hub().openPrepared("yecai capture " + settings.source() + ": derive");
        boolean isReady = false;
        try {
            SourceLock.takeBeside(hub, settings.source(), position.epoch());
            hub.setAutoCommit(false);
            ApplierSession.prepare(hub, settings);
            ApartDerivation opened = new ApartDerivation(hub, settings, position, beside);
            hub.commit();
            isReady = true;
            return opened;
        } finally {
            if (!isReady) {
                hub.close();
            }
        }
    }

    /** The same as {@link #finish(Connection, SourceSettings, OptionalLong)} for what is no capture. */
    public static boolean finish(Connection holder, SourceSettings settings) throws SQLException {
        return finish(holder, settings, OptionalLong.empty());
    }

    /**
     * Derives what a process that has ended had written into the mirrors only. For whoever has the right to write the source, before
     * anything else is done with it.
     *
     * @param epoch of a capture that begins; empty for what is none
     * @return whether there was anything
     * @throws YecaiException of kind PACK if it was left behind with a pack that has other mappings
     */
    public static boolean finish(Connection holder, SourceSettings settings, OptionalLong epoch) throws SQLException {
        Optional<UnderivedBatch> left = UnderivedBatch.find(holder, settings.source());
        if (!holder.getAutoCommit()) {
            holder.commit();
        }
        if (left.isEmpty()) {
            return false;
        }
        long to = left.get().position();
        Position position = epoch.isPresent()
                ? new Position(settings.source(), to, epoch.getAsLong())
                : new Position(settings.source(), to);
        try (ApartDerivation apart = open(settings, position, null)) {
            if (epoch.isPresent()) {
                SourceState.keepFor(apart.hub, settings.source(), epoch.getAsLong());
            }
            // whoever was at it may have ended a moment ago, and committed
            Optional<UnderivedBatch> still = UnderivedBatch.find(apart.hub, settings.source());
            if (still.isPresent()) {
                still.get().requireKnown(apart.hub, settings);
                apart.derive(still.get());
            }
        }
        return true;
    }

    /** Derives the batch, which is the one that is kept, and commits. */
    public void derive(UnderivedBatch batch) throws SQLException {
        boolean isDone = false;
        try {
            derivation.touchKept(script);
            derivation.noteTouched(script);
            script.run();
            deriving.run(
                    batch.txids(),
                    batch.committedAt(),
                    batch.txids().length,
                    () -> position.follow(script, batch.position()));
            hub.commit();
            plans.add(batch.events());
            isDone = true;
        } finally {
            if (!isDone) {
                script.clear();
                derivation.forget();
            }
        }
    }

    /** Reads anew which columns the mappings' views give. */
    public void readColumns() throws SQLException {
        derivation.readColumns();
        hub.commit();
    }

    /** What is not committed is forgotten. */
    @Override
    public void close() throws SQLException {
        hub.close();
    }

    /** Ends what another thread does with it. */
    public void abort() throws SQLException {
        hub.abort(Runnable::run);
    }
}
