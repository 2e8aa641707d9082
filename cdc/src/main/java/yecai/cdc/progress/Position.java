package yecai.cdc.progress;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/**
 * The position of a source in the hub, moved in the same transaction as the rows it stands for.
 *
 * <p>Not thread-safe but for {@link #committed()}.
 */
public final class Position {
    private static final String MOVE = """
            update hub.source
            set position = ?::pg_lsn, position_committed_at = coalesce(?, position_committed_at),
                position_applied_at = clock_timestamp(),
                applied_transactions = applied_transactions + ?, applied_events = applied_events + ?
            where source = ? and position = ?::pg_lsn
            """;
    private static final String LOG = """
            insert into hub.applied_batch
                (source, first_position, last_position, transactions, events, first_committed_at, last_committed_at)
            values (?, ?::pg_lsn, ?::pg_lsn, ?, ?, ?, ?)
            """;

    private final Connection hub;
    private final String source;
    private volatile long committed;
    private long pending;

    public Position(Connection hub, String source, long committed) {
        this.hub = hub;
        this.source = source;
        this.committed = committed;
        this.pending = committed;
    }

    /** Returns the position that the hub has committed. Any thread may ask. */
    public long committed() {
        return committed;
    }

    /**
     * Moves the position over whole transactions; does not commit.
     *
     * @param firstCommittedAt in microseconds since 1970 UTC
     * @param lastCommittedAt in microseconds since 1970 UTC
     */
    public void move(long to, int transactions, long events, long firstCommittedAt, long lastCommittedAt)
            throws SQLException {
        try (PreparedStatement log = hub.prepareStatement(LOG)) {
            log.setString(1, source);
            log.setString(2, Lsn.text(committed));
            log.setString(3, Lsn.text(to));
            log.setInt(4, transactions);
            log.setLong(5, events);
            log.setObject(6, timestamp(firstCommittedAt));
            log.setObject(7, timestamp(lastCommittedAt));
            log.executeUpdate();
        }
        update(to, transactions, events, timestamp(lastCommittedAt));
    }

    /** Moves the position over a stretch of the log that holds nothing captured; does not commit. */
    public void moveEmpty(long to) throws SQLException {
        update(to, 0, 0, null);
    }

    /** Is told that the move was committed. */
    public void confirm() {
        committed = pending;
    }

    private void update(long to, int transactions, long events, OffsetDateTime committedAt) throws SQLException {
        try (PreparedStatement move = hub.prepareStatement(MOVE)) {
            move.setString(1, Lsn.text(to));
            move.setObject(2, committedAt);
            move.setInt(3, transactions);
            move.setLong(4, events);
            move.setString(5, source);
            move.setString(6, Lsn.text(committed));
            if (move.executeUpdate() != 1) {
                throw new YecaiException(
                        Kind.CONFLICT,
                        "the position of source " + source + " in hub.source is no longer " + Lsn.text(committed)
                                + ": somebody else moved it; nothing of this batch is kept");
            }
        }
        pending = to;
    }

    /** Returns the time that lies the given microseconds after 1970 UTC. */
    public static OffsetDateTime timestamp(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
