package yecai.cdc.capture;

import io.debezium.connector.postgresql.PostgresConnector;
import org.apache.kafka.connect.connector.Task;

/** Debezium's PostgreSQL connector, whose log goes to the hub by a {@link LogStream}. */
public final class LogConnector extends PostgresConnector {
    @Override
    public Class<? extends Task> taskClass() {
        return LogTask.class;
    }
}
