package yecai.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.apply.Applier;
import yecai.cdc.capture.PostgresReader;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.derive.apart.ApartDerivation;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.progress.Lead;
import yecai.cdc.progress.Position;
import yecai.cdc.progress.SourceEpoch;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.progress.SourceState;
import yecai.cdc.progress.SourceState.Phase;
import yecai.cdc.setting.change.SettingChange;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.SchemaTracker;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/** One attempt of a capture: from taking the source's lock until it is stopped or fails. */
final class CaptureRun {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureRun.class);

    private final SourceSettings settings;
    private final long epoch;
    private final boolean takesOver;
    private final boolean isolateTables;
    private final UnaryOperator<ChangeSink> between;
    private final Consumer<Throwable> ended;
    private Connection hub;
    private Position position;
    private PostgresReader reader;
    private Applier applier;
    private Thread thread;
    private int stoppedTables;

    /**
     * @param epoch of the process as the source's {@link Lead}
     * @param takesOver whether to end what still reads the ERP's log for the source: a process that is dead or paused
     * @param isolateTables whether to find out which table's rows do not fit
     * @param between passes changes from the reader to the applier
     * @param ended is told once how a started attempt ended: null if it was stopped
     */
    CaptureRun(
            SourceSettings settings,
            long epoch,
            boolean takesOver,
            boolean isolateTables,
            UnaryOperator<ChangeSink> between,
            Consumer<Throwable> ended) {
        this.between = between;
        this.epoch = epoch;
        this.takesOver = takesOver;
        this.isolateTables = isolateTables;
        this.settings = settings;
        this.ended = ended;
    }

    /** Starts reading and applying on threads of its own. */
    void start() {
        boolean started = false;
        try {
            hub = settings.hub().openPrepared("yecai capture " + settings.source());
            startReading();
            started = true;
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.HUB, "cannot use the hub's server as " + settings.hub() + ": " + e.getMessage(), e);
        } finally {
            if (!started) {
                closeHub();
            }
        }
    }

    /** Asks for the end after the transaction that is being committed. */
    void stop() {
        applier.stop();
    }

    void join() {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The position of this attempt. */
    Position position() {
        return position;
    }

    int stoppedTables() {
        return stoppedTables;
    }

    private void startReading() throws SQLException {
        // in autocommit mode: a process that is paused meanwhile keeps no row locked
        if (!Lead.endEarlierCapture(hub, settings.source(), epoch)) {
            throw new YecaiException(
                    Kind.CONFLICT, "the session of an earlier capture of " + settings.source() + " does not end");
        }
        finishDerivation();
        if (SettingChange.runFor(settings, epoch) > 0) {
            LOG.info("{}: derived again what depends on settings or companies that were changed", settings.source());
        }
        SourceLock.take(hub, settings.source(), epoch);
        hub.setAutoCommit(false);
        // until the applier has begun: a repair that was under way when the last attempt ended must not change tables
        // after
        // they were read here
        SourceState.keepFor(hub, settings.source(), epoch);
        SourceState state = SourceState.getLoaded(hub, settings.source());
        int timeline = Preflight.requireReady(settings, state, takesOver);
        List<FollowedTable> tables;
        try (SchemaTracker shapes = new SchemaTracker(settings, hub)) {
            tables = shapes.settle();
        }
        stoppedTables = (int) tables.stream().filter(FollowedTable::isStopped).count();
        position = new Position(settings.source(), state.position(), epoch);
        noteTimeline(state, timeline);
        SourceState.setPhase(hub, settings.source(), Phase.STREAMING, null);
        applier = new Applier(
                settings,
                hub,
                position,
                tables.stream().map(FollowedTable::table).toList(),
                isolateTables);
        reader = new PostgresReader(settings, tables, timeline, position::committed, between.apply(applier.sink()));
        thread = new Thread(this::apply, "yecai-apply-" + settings.source());
        thread.setDaemon(true);
        thread.start();
        reader.start();
        LOG.info("capturing {} from {}", settings.source(), settings.erp());
    }

    private void finishDerivation() throws SQLException {
        SourceLock.take(hub, settings.source(), epoch);
        if (ApartDerivation.finish(hub, settings, OptionalLong.of(epoch))) {
            LOG.info("{}: derived what an earlier process had written into the mirrors only", settings.source());
        }
        SourceLock.release(hub, settings.source());
    }

    private void noteTimeline(SourceState state, int timeline) throws SQLException {
        SourceState.setTimeline(hub, settings.source(), timeline);
        if (state.timeline() != 0 && timeline != state.timeline()) {
            String reason = "the ERP's server was promoted or restored, and writes timeline " + timeline + " after "
                    + state.timeline() + "; up to the hub's position both are the same";
            LOG.warn("{}: {}", settings.source(), reason);
            new SourceEpoch(settings.source(), state.position(), state.position(), timeline, reason, "yecai capture")
                    .begin(hub);
        }
    }

    private void apply() {
        Throwable failure = null;
        try {
            applier.run();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        reader.close();
        // the source's lock goes with the connection, so that the next attempt can take it
        closeHub();
        ended.accept(failure);
    }

    private void closeHub() {
        try {
            if (hub != null) {
                hub.close();
            }
        } catch (SQLException e) {
            LOG.debug("closing the hub connection of {} failed", settings.source(), e);
        }
    }
}
