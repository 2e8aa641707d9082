package yecai.cdc.capture;

import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import io.debezium.connector.postgresql.connection.WalPositionLocator;
import io.debezium.connector.postgresql.spi.SlotCreationResult;
import io.debezium.jdbc.JdbcConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import yecai.cdc.mirror.Identifier;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/**
 * Debezium's connection of the log. Debezium opens and closes it and looks after publication and slot; only the stream is the
 * hub's own.
 */
final class LogConnection implements ReplicationConnection {
    private static final int STATUS_SECONDS = 10;

    private final ReplicationConnection debezium;
    private final LogFeed feed;

    /** @param debezium also a {@link JdbcConnection} */
    LogConnection(ReplicationConnection debezium, LogFeed feed) {
        this.debezium = debezium;
        this.feed = feed;
    }

    @Override
    public ReplicationStream startStreaming(WalPositionLocator locator) throws SQLException, InterruptedException {
        return startStreaming(Lsn.valueOf(feed.committed().getAsLong()), locator);
    }

    @Override
    public ReplicationStream startStreaming(Lsn start, WalPositionLocator locator)
            throws SQLException, InterruptedException {
        debezium.initConnection();
        Connection connection = ((JdbcConnection) debezium).connection();
        LogSequenceNumber position = start.asLogSequenceNumber();
        requireSlotBefore(connection, position);
        PGReplicationStream stream = connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(Identifier.quote(feed.slot()))
                .withStartPosition(position)
                .withAutomaticFlush(false)
                .withStatusInterval(STATUS_SECONDS, TimeUnit.SECONDS)
                .withSlotOption("proto_version", 1)
                .withSlotOption("publication_names", Identifier.quote(feed.publication()))
                .withSlotOption("messages", true)
                .start();
        return new LogStream(stream, start, feed);
    }

    // The server would go on from the slot's position without a word.
    private void requireSlotBefore(Connection connection, LogSequenceNumber position) throws SQLException {
        String sql = "select confirmed_flush_lsn::text from pg_catalog.pg_replication_slots where slot_name = "
                + Identifier.literal(feed.slot());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (row.next() && LogSequenceNumber.valueOf(row.getString(1)).asLong() > position.asLong()) {
                throw new YecaiException(
                        Kind.SOURCE,
                        "slot " + feed.slot() + " was moved to " + row.getString(1) + ", beyond the hub's position "
                                + position.asString() + ", while the capture started");
            }
        }
    }

    @Override
    public Optional<SlotCreationResult> createReplicationSlot() throws SQLException {
        return debezium.createReplicationSlot();
    }

    @Override
    public void initConnection() throws SQLException, InterruptedException {
        debezium.initConnection();
    }

    @Override
    public boolean isConnected() throws SQLException {
        return debezium.isConnected();
    }

    @Override
    public void reconnect() throws SQLException {
        debezium.reconnect();
    }

    @Override
    public void close() throws Exception {
        debezium.close();
    }
}
