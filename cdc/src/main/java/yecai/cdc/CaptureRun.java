package yecai.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.apply.Applier;
import yecai.cdc.capture.PostgresReader;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.preflight.StartCheck;
import yecai.cdc.progress.Position;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.progress.SourceState;
import yecai.cdc.progress.SourceState.Phase;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.ShapeKeeper;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/** One attempt of a capture: from taking the source's lock until it is stopped or fails. */
final class CaptureRun {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureRun.class);

    private final SourceSettings settings;
    private final boolean careful;
    private final UnaryOperator<ChangeSink> between;
    private final Consumer<Throwable> ended;
    private Connection hub;
    private Position position;
    private PostgresReader reader;
    private Applier applier;
    private Thread thread;
    private int stoppedTables;

    /**
     * @param careful whether to find out which table's rows do not fit
     * @param between stands between reading and applying
     * @param ended is told once how a started attempt ended: null if it was stopped
     */
    CaptureRun(SourceSettings settings, boolean careful, UnaryOperator<ChangeSink> between, Consumer<Throwable> ended) {
        this.between = between;
        this.careful = careful;
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
        hub.setAutoCommit(false);
        SourceLock.take(hub, settings.source());
        SourceState state = SourceState.getLoaded(hub, settings.source());
        Preflight.requireReady(settings, state);
        List<FollowedTable> tables;
        try (ShapeKeeper shapes = new ShapeKeeper(settings, hub)) {
            tables = shapes.settle();
        }
        stoppedTables = (int) tables.stream().filter(FollowedTable::isStopped).count();
        position = new Position(settings.source(), state.position());
        try (Connection erp = Preflight.openErp(settings, "yecai preflight")) {
            SourceState.setTimeline(hub, settings.source(), StartCheck.timeline(erp));
        }
        SourceState.setPhase(hub, settings.source(), Phase.STREAMING, null);
        hub.commit();
        applier = new Applier(
                settings,
                hub,
                position,
                tables.stream().map(FollowedTable::table).toList(),
                careful);
        reader = new PostgresReader(settings, tables, position::committed, between.apply(applier.sink()));
        thread = new Thread(this::apply, "yecai-apply-" + settings.source());
        thread.setDaemon(true);
        thread.start();
        reader.start();
        LOG.info("capturing {} from {}", settings.source(), settings.erp());
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
