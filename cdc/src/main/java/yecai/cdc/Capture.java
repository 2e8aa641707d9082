package yecai.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.apply.Applier;
import yecai.cdc.capture.PostgresReader;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.mirror.MirrorSchema;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.progress.Position;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.progress.SourceState;
import yecai.cdc.progress.SourceState.Phase;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/**
 * The running capture of one source: reads the ERP's log, applies it to the hub. Whole transactions only, each exactly once,
 * also across kills: the position is committed with the rows.
 */
public final class Capture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

    private final SourceSettings settings;
    private final UnaryOperator<ChangeSink> between;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private Connection hub;
    private PostgresReader reader;
    private Applier applier;
    private Thread thread;

    public Capture(SourceSettings settings) {
        this(settings, UnaryOperator.identity());
    }

    /** @param between stands between reading and applying; tests break the stream of changes there, on purpose */
    Capture(SourceSettings settings, UnaryOperator<ChangeSink> between) {
        this.settings = settings;
        this.between = between;
    }

    /**
     * Starts reading and applying on threads of its own.
     *
     * @throws YecaiException that says what is missing: the load, the slot, a right, or that another capture runs
     */
    public void start() {
        try {
            hub = settings.hub().openPrepared("yecai capture " + settings.source());
            closeHubUnless(this::startReading);
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.HUB, "cannot use the hub's server as " + settings.hub() + ": " + e.getMessage(), e);
        }
    }

    /** Completes when the capture has ended: normally after {@link #close()}, else with the reason. */
    public CompletableFuture<Void> ended() {
        return end;
    }

    /** Stops after the transaction that is being committed; what was read beyond it is read again next time. */
    @Override
    public void close() {
        if (applier == null) {
            return;
        }
        applier.stop();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Start {
        void run() throws SQLException;
    }

    private void closeHubUnless(Start start) throws SQLException {
        boolean started = false;
        try {
            start.run();
            started = true;
        } finally {
            if (!started) {
                hub.close();
            }
        }
    }

    private void startReading() throws SQLException {
        hub.setAutoCommit(false);
        SourceLock.take(hub, settings.source());
        SourceState state = SourceState.getLoaded(hub, settings.source());
        Preflight.requireReady(settings, state);
        List<MirrorTable> tables = MirrorSchema.read(hub, settings.source(), settings.mirrorSchema());
        Position position = new Position(settings.source(), state.position());
        SourceState.setPhase(hub, settings.source(), Phase.STREAMING, null);
        hub.commit();
        applier = new Applier(settings, hub, position, tables);
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
            LOG.error("capture of {} failed", settings.source(), e);
        }
        reader.close();
        note(failure);
        if (failure == null) {
            end.complete(null);
        } else {
            end.completeExceptionally(failure);
        }
    }

    private void note(Throwable failure) {
        try {
            if (!hub.isValid(5)) {
                hub.close();
                hub = settings.hub().open("yecai capture " + settings.source());
                hub.setAutoCommit(false);
            }
            SourceState.setPhase(
                    hub, settings.source(), failure == null ? Phase.STOPPED : Phase.FAILED, explain(failure));
            hub.commit();
            hub.close();
        } catch (SQLException e) {
            LOG.warn(
                    "could not note in hub.source that the capture of {} ended: {}", settings.source(), e.getMessage());
        }
    }

    private static String explain(Throwable failure) {
        if (failure == null) {
            return null;
        }
        StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            text.append(": ").append(cause.getMessage());
        }
        return text.toString();
    }
}
