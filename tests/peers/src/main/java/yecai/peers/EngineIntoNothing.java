package yecai.peers;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.source.SourceRecord;

/** Debezium's engine as it comes, whose records are counted and dropped. */
public final class EngineIntoNothing implements AutoCloseable {
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final Thread thread;
    private volatile boolean closing;

    private EngineIntoNothing(Map<String, String> settings, AtomicLong seen) {
        Properties properties = new Properties();
        properties.putAll(settings);
        engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties)
                .notifying(
                        (List<RecordChangeEvent<SourceRecord>> records,
                                DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer) -> {
                            for (RecordChangeEvent<SourceRecord> event : records) {
                                SourceRecord record = event.record();
                                if (record.valueSchema() != null
                                        && record.valueSchema().field("after") != null) {
                                    seen.incrementAndGet();
                                }
                                committer.markProcessed(event);
                            }
                            committer.markBatchFinished();
                        })
                .using(EngineEnd.told(() -> closing))
                .build();
        thread = new Thread(engine, "bench-engine");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts it; called by reflection, since the peers live in a class loader of their own.
     *
     * @param settings the connector's
     * @param seen counts the rows
     */
    public static AutoCloseable start(Map<String, String> settings, AtomicLong seen) {
        return new EngineIntoNothing(settings, seen);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        closing = true;
        engine.close();
        thread.join(TimeUnit.SECONDS.toMillis(30));
    }
}
