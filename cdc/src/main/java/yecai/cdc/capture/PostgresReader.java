package yecai.cdc.capture;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.change.Change;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.source.SourceSettings;

/** Reads the log of a PostgreSQL ERP with Debezium's engine, on threads of its own, until it is closed or fails. */
public final class PostgresReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresReader.class);

    private final String engineName;
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final ChangeSink sink;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    /** Takes what was read. */
    public interface ChangeSink {
        /** Takes changes in the log's order; may block to slow the reader down. */
        void accept(List<Change> changes) throws InterruptedException;

        /** Called once when nothing more comes: null if the reader was closed, else why it failed. */
        void ended(Throwable cause);
    }

    /**
     * @param tables the captured tables
     * @param timeline of the log in which that position is known to be
     * @param committed gives the position that the hub has committed
     */
    public PostgresReader(
            SourceSettings settings,
            List<FollowedTable> tables,
            int timeline,
            LongSupplier committed,
            ChangeSink sink) {
        this.engineName = settings.source() + "-" + UUID.randomUUID();
        this.sink = sink;
        LogFeed.register(
                engineName,
                new LogFeed(
                        settings.erp(),
                        settings.options(),
                        settings.slot(),
                        settings.publication(),
                        tables,
                        timeline,
                        committed,
                        sink));
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(EngineProperties.of(settings, engineName))
                .using((success, message, error) -> finish(success, message, error))
                .notifying(PostgresReader::handle)
                .build();
        this.thread = new Thread(engine, "yecai-read-" + settings.source());
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        try {
            closeEngine();
            if (!ended.await(30, TimeUnit.SECONDS)) {
                LOG.warn("reading of {} did not stop within 30 seconds", engineName);
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("reader {} was closed before it ran or after it ended", engineName, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            LogFeed.forget(engineName);
        }
    }

    // The engine refuses to be closed while it starts, and would run on.
    private void closeEngine() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                engine.close();
                return;
            } catch (IllegalStateException e) {
                if (!thread.isAlive() || System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    // The changes go by the LogStream; these records are the heartbeats.
    private static void handle(
            List<RecordChangeEvent<SourceRecord>> records,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        if (!records.isEmpty()) {
            committer.markProcessed(records.get(records.size() - 1));
        }
        committer.markBatchFinished();
    }

    private void finish(boolean success, String message, Throwable error) {
        ended.countDown();
        if (success && error == null) {
            sink.ended(null);
        } else {
            sink.ended(error != null ? error : new IllegalStateException(message));
        }
    }
}
