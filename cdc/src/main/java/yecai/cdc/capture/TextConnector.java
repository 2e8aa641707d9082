package yecai.cdc.capture;

import io.debezium.connector.postgresql.PostgresConnector;
import org.apache.kafka.connect.connector.Task;

/** Debezium's PostgreSQL connector, which delivers every value as the text that the ERP's server sent. */
public final class TextConnector extends PostgresConnector {
    @Override
    public Class<? extends Task> taskClass() {
        return TextTask.class;
    }
}
