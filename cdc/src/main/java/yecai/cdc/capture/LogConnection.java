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
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import yecai.cdc.source.MessageLimit;
import yecai.cdc.source.TextEncoding;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

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
        Connection connection = ((JdbcConnection) debezium).connection();
        LogSequenceNumber position = start.asLogSequenceNumber();
        requireTimeline(connection);
        requireSlotBefore(connection, position);
        MessageLimit.install(connection, MessageLimit.Form.LOG);
        Optional<TextEncoding> encoding = TextEncoding.findOfLog(connection, feed.options());
        if (encoding.isPresent()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(TextEncoding.AS_THEY_ARE);
            }
        }
        // without messages: any user of the ERP can write some, of any size and number
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
                .start();
        return new LogStream(stream, start, feed, encoding);
    }

    // Of several hosts this may be another than the one that was looked at before, promoted a moment ago.
    private void requireTimeline(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            int timeline = row.getInt("timeline");
            if (timeline != feed.timeline()) {
                throw new SQLTransientConnectionException(
                        "the ERP's server writes timeline " + timeline + ", and wrote " + feed.timeline()
                                + " when the capture started",
                        "08000");
            }
        }
    }

    // The server would silently continue from the slot's position.
    private void requireSlotBefore(Connection connection, LogSequenceNumber position) throws SQLException {
        String sql = "select confirmed_flush_lsn::text from pg_catalog.pg_replication_slots where slot_name = "
                + SqlLiteral.of(feed.slot());
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

    /**
     * Nothing: Debezium would end the capture of all tables if the publication is gone, and make a slot that is gone anew, which loses
     * changes. Both were looked at before, and are looked at again while the capture runs.
     */
    @Override
    public void initConnection() {}

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
