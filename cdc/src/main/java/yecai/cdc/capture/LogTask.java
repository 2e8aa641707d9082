package yecai.cdc.capture;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import java.sql.SQLException;

/** Debezium's task, which reads the log by a {@link LogConnection}. */
public final class LogTask extends PostgresConnectorTask {
    @Override
    protected ReplicationConnection buildReplicationConnection(
            PostgresConnection metadata, PostgresSchema schema, PostgresConnectorConfig config) throws SQLException {
        return new LogConnection(
                super.buildReplicationConnection(metadata, schema, config), LogFeed.of(config.getLogicalName()));
    }
}
