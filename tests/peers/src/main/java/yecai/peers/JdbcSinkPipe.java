package yecai.peers;

import io.debezium.connector.jdbc.JdbcSinkConnectorTask;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Debezium's PostgreSQL connector and its JDBC sink in one process, without Kafka between them: what the connector delivers is
 * handed to the sink's task batch by batch, and acknowledged when the task has written it.
 */
public final class JdbcSinkPipe implements AutoCloseable {
    private final JdbcSinkConnectorTask task = new JdbcSinkConnectorTask();
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final Thread thread;
    private long offset;
    private volatile boolean closing;

    private JdbcSinkPipe(Map<String, String> source, Map<String, String> sink) {
        task.initialize(context());
        task.start(sink);
        Properties properties = new Properties();
        properties.putAll(source);
        engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties)
                .notifying(this::write)
                .using(EngineEnd.told(() -> closing))
                .build();
        thread = new Thread(engine, "peer-debezium");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts it; called by reflection, since the peers live in a class loader of their own.
     *
     * @param source properties of the connector
     * @param sink properties of the sink's task
     */
    public static AutoCloseable start(Map<String, String> source, Map<String, String> sink) {
        return new JdbcSinkPipe(source, sink);
    }

    private void write(
            List<RecordChangeEvent<SourceRecord>> records,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        List<SinkRecord> batch = new ArrayList<>(records.size());
        for (RecordChangeEvent<SourceRecord> event : records) {
            SourceRecord record = event.record();
            if (record.value() == null || record.valueSchema().field("after") == null) {
                continue;
            }
            batch.add(new SinkRecord(
                    record.topic(),
                    0,
                    record.keySchema(),
                    record.key(),
                    record.valueSchema(),
                    record.value(),
                    offset++,
                    null,
                    TimestampType.NO_TIMESTAMP_TYPE,
                    record.headers()));
        }
        task.put(batch);
        if (!records.isEmpty()) {
            committer.markProcessed(records.get(records.size() - 1));
        }
        committer.markBatchFinished();
    }

    // The task asks its context only for what a Kafka Connect worker would do when something fails.
    private static SinkTaskContext context() {
        return (SinkTaskContext) Proxy.newProxyInstance(
                JdbcSinkPipe.class.getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, values) -> {
                    if (method.getReturnType() == Map.class) {
                        return Map.of();
                    }
                    return method.getReturnType() == Set.class ? Set.of() : null;
                });
    }

    @Override
    public void close() throws IOException, InterruptedException {
        closing = true;
        engine.close();
        thread.join(TimeUnit.SECONDS.toMillis(30));
        task.stop();
    }
}
