package yecai.cdc.capture;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import java.sql.SQLException;

/** Debezium's task, which reads the log with {@link TextTypes} instead of the types of the ERP's catalogue. */
public final class TextTask extends PostgresConnectorTask {
    // The decoder of the log takes its types from this connection, and closes it at its end.
    @Override
    protected ReplicationConnection buildReplicationConnection(
            PostgresConnection metadata, PostgresSchema schema, PostgresConnectorConfig config) throws SQLException {
        PostgresConnection texts =
                new PostgresConnection(config, new TextTypes(metadata), PostgresConnection.CONNECTION_GENERAL);
        return super.buildReplicationConnection(texts, schema, config);
    }
}
