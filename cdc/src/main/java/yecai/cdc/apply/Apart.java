package yecai.cdc.apply;

import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.derive.Derivation;
import yecai.cdc.derive.apart.ApartDerivation;
import yecai.cdc.derive.apart.UnderivedBatch;
import yecai.cdc.progress.Position;
import yecai.cdc.source.SourceSettings;

/**
 * Derives large batches on a session and a thread of its own, one at a time, while the applier writes the next one into the mirrors: that
 * one is committed only when the one before is derived, so the session sees mirrors of exactly its batch. Used by the applier's thread
 * alone.
 */
final class Apart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Apart.class);

    private final SourceSettings settings;
    private final Position position;
    private final Derivation derivation;
    private final ExecutorService thread;
    private ApartDerivation session;
    private UnderivedBatch batch;
    private Future<?> running;

    /** @param derivation the applier's own */
    Apart(SourceSettings settings, Position position, Derivation derivation) {
        this.settings = settings;
        this.position = position;
        this.derivation = derivation;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread deriving = new Thread(task, "yecai-derive-" + settings.source());
            deriving.setDaemon(true);
            return deriving;
        });
    }

    /** Whether a batch of so many row changes is worth it: only for a capture, and not if one transaction shows it sooner. */
    boolean suits(long events) {
        return position.epoch().isPresent() && events >= settings.tuning().apartEvents();
    }

    /** Opens the session, before anything is committed that only it derives. */
    void open() throws SQLException {
        if (session == null) {
            session = ApartDerivation.open(settings, position, derivation);
        }
    }

    /** Begins to derive what the applier has just committed. */
    void start(UnderivedBatch committed) {
        batch = committed;
        running = thread.submit(() -> {
            session.derive(committed);
            return null;
        });
    }

    /** Waits until what was begun is derived and committed. */
    void await() throws SQLException {
        if (running == null) {
            return;
        }
        try {
            running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while rows are derived", e);
        } catch (CancellationException | ExecutionException e) {
            if (e.getCause() instanceof SQLException problem) {
                throw problem;
            }
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException("deriving ended", e);
        } finally {
            running = null;
        }
        position.confirmFollowed(batch.txids().length, batch.events(), batch.lastCommittedAt());
    }

    /** Whether something is being derived. */
    boolean isBusy() {
        return running != null;
    }

    /** To be called when mappings' views have changed; not while it is busy. */
    void readColumns() throws SQLException {
        if (session != null) {
            session.readColumns();
        }
    }

    /** Ends what is under way; what is not derived is, by whoever writes the source next. */
    @Override
    public void close() {
        try {
            if (session != null) {
                if (isBusy()) {
                    session.abort();
                }
                thread.shutdown();
                thread.awaitTermination(30, TimeUnit.SECONDS);
                session.close();
            }
        } catch (SQLException e) {
            LOG.debug("closing the session that derives for {} failed", settings.source(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdown();
        }
    }
}
