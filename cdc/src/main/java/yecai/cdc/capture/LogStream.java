package yecai.cdc.capture;

import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.change.Change;
import yecai.cdc.source.SqlProblem;
import yecai.cdc.source.TextEncoding;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/**
 * The ERP's log as Debezium reads it, on Debezium's thread. What it holds is decoded and handed to the hub here; Debezium
 * itself is given no message, and so makes no records. What the hub has committed is acknowledged, nothing else.
 */
final class LogStream implements ReplicationStream {
    private static final Logger LOG = LoggerFactory.getLogger(LogStream.class);
    private static final int PORTION_MESSAGES = 4_096;
    private static final int PORTION_BYTES = 1 << 20;
    private static final long ACKNOWLEDGE_MILLIS = 100;
    private static final String UNDEFINED_OBJECT = "42704";
    private static final String NO_CHARACTER = "22P05";
    private static final long STATUS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PGReplicationStream stream;
    private final Lsn start;
    private final LogFeed feed;
    private final LogDecoder decoder;
    private ExecutorService acknowledging;
    private long acknowledged;
    private long passed;
    private long lastStatus;
    private SQLException fault;

    LogStream(PGReplicationStream stream, Lsn start, LogFeed feed, Optional<TextEncoding> encoding) {
        this.stream = stream;
        this.start = start;
        this.feed = feed;
        this.decoder = new LogDecoder(feed.tables(), encoding);
        this.passed = start.asLong();
    }

    @Override
    public boolean readPending(ReplicationMessageProcessor debezium) throws SQLException, InterruptedException {
        List<Change> changes = new ArrayList<>();
        boolean any = readPortion(changes::add);
        if (!changes.isEmpty()) {
            feed.sink().accept(changes);
        }
        return any;
    }

    // The driver's stream must not be used by two threads at once: while it sends a status it may take in messages, and
    // hands them over by a queue that nothing guards. Messages got lost that way.
    private synchronized boolean readPortion(Consumer<Change> sink) throws SQLException {
        if (fault != null) {
            throw new SQLException("the connection of slot " + feed.slot() + " was lost: " + fault.getMessage(), fault);
        }
        int messages = 0;
        int bytes = 0;
        while (messages < PORTION_MESSAGES && bytes < PORTION_BYTES) {
            ByteBuffer message = next();
            if (message == null) {
                pass(sink);
                break;
            }
            messages++;
            bytes += message.remaining();
            decoder.decode(message, sink);
        }
        return messages > 0;
    }

    // Servers before PostgreSQL 18 do not read on where the publication was not there yet, or no longer.
    private ByteBuffer next() throws SQLException {
        try {
            return stream.readPending();
        } catch (SQLException e) {
            if (UNDEFINED_OBJECT.equals(e.getSQLState())) {
                throw new YecaiException(
                        Kind.SOURCE,
                        "the ERP's server cannot read its log where publication " + feed.publication()
                                + " did not exist: run what `yecai init` prints at the ERP, then `yecai reconcile --new-slot`, which"
                                + " repairs what differs",
                        e);
            }
            if (NO_CHARACTER.equals(e.getSQLState())) {
                throw new YecaiException(
                        Kind.SOURCE,
                        "the ERP's server cannot send its log, since " + SqlProblem.text(e)
                                + ": correct it in the ERP, then run `yecai reconcile --new-slot`, which repairs what differs",
                        e);
            }
            throw e;
        }
    }

    // The server says how far it has read its log when it has nothing more to send, and when it is asked, as every
    // acknowledgement does. All that was committed before that position has been sent by then.
    private void pass(Consumer<Change> sink) {
        long position = stream.getLastReceiveLSN().asLong();
        if (position > passed && decoder.isBetween()) {
            passed = position;
            sink.accept(new Change.Heartbeat(position));
        }
    }

    @Override
    public void read(ReplicationMessageProcessor debezium) {
        throw new UnsupportedOperationException("a stream that waits could not acknowledge meanwhile");
    }

    @Override
    public void startKeepAlive(ExecutorService service) {
        acknowledging = service;
        service.submit(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    acknowledge();
                    TimeUnit.MILLISECONDS.sleep(ACKNOWLEDGE_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (SQLException e) {
                lost(e);
            } catch (RuntimeException e) {
                lost(new SQLException("acknowledging failed", e));
            }
        });
    }

    // To the driver a connection that ended without a message looks like one that has nothing to say; only who writes
    // to it
    // finds out.
    private synchronized void lost(SQLException why) {
        LOG.debug("acknowledging to slot {} ended", feed.slot(), why);
        fault = why;
    }

    @Override
    public void stopKeepAlive() {
        if (acknowledging != null) {
            acknowledging.shutdownNow();
            acknowledging = null;
        }
    }

    @Override
    public void flushLsn(Lsn lsn) throws SQLException {
        acknowledge();
    }

    private synchronized void acknowledge() throws SQLException {
        long committed = feed.committed().getAsLong();
        long now = System.nanoTime();
        if (committed > acknowledged) {
            LogSequenceNumber position = LogSequenceNumber.valueOf(committed);
            stream.setFlushedLSN(position);
            stream.setAppliedLSN(position);
            acknowledged = committed;
        } else if (now - lastStatus < STATUS_NANOS) {
            return;
        }
        lastStatus = now;
        stream.forceUpdateStatus();
    }

    @Override
    public synchronized Lsn lastReceivedLsn() {
        return Lsn.valueOf(stream.getLastReceiveLSN());
    }

    @Override
    public Lsn startLsn() {
        return start;
    }

    @Override
    public synchronized void close() throws SQLException {
        stream.close();
    }
}
