package yecai.cdc.progress;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import yecai.cdc.script.Script;
import yecai.cdc.script.SqlTemplate;
import yecai.cdc.script.SqlValues;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.text.SqlLiteral;

/**
 * The position of a source in the hub, moved in the same transaction as the rows it belongs to.
 *
 * <p>Not thread-safe but for what says that any thread may ask.
 */
public final class Position {
    private static final SqlTemplate FOLLOW = SqlTemplate.read(Position.class, "follow.sql");

    private final String source;
    private final String fence;
    private final OptionalLong epoch;
    private volatile long committed;
    private long pending;
    private int pendingTransactions;
    private long pendingEvents;
    private long pendingCommittedAt;
    private volatile long transactions;
    private volatile long events;
    private volatile Instant lastCommittedAt;

    /** The position of a copy or repair, which holds the source otherwise. */
    public Position(String source, long committed) {
        this(source, committed, "", OptionalLong.empty());
    }

    /**
     * The position of a capture, which can move it only as long as no later one has taken the source over.
     *
     * @param epoch of the capture's {@link Lead}
     */
    public Position(String source, long committed, long epoch) {
        this(source, committed, " and epoch = " + epoch, OptionalLong.of(epoch));
    }

    private Position(String source, long committed, String fence, OptionalLong epoch) {
        this.source = source;
        this.fence = fence;
        this.epoch = epoch;
        this.committed = committed;
        this.pending = committed;
    }

    /** Returns the position that the hub has committed. Any thread may ask. */
    public long committed() {
        return committed;
    }

    /** Returns the epoch of the capture whose position it is; empty for a copy or repair. */
    public OptionalLong epoch() {
        return epoch;
    }

    /** Returns how many transactions were committed by way of this object. Any thread may ask. */
    public long transactions() {
        return transactions;
    }

    /** Returns how many row changes were committed by way of this object. Any thread may ask. */
    public long events() {
        return events;
    }

    /** Returns when the newest of them was committed in the ERP, or null. Any thread may ask. */
    public Instant lastCommittedAt() {
        return lastCommittedAt;
    }

    /**
     * Adds to the script what moves the position over whole transactions.
     *
     * @param firstCommittedAt in microseconds since 1970 UTC
     * @param lastCommittedAt in microseconds since 1970 UTC
     */
    public void move(
            Script script, long to, int transactions, long events, long firstCommittedAt, long lastCommittedAt) {
        String last = timestamp(lastCommittedAt);
        script.add("insert into hub.applied_batch"
                + " (source, first_position, last_position, transactions, events, first_committed_at, last_committed_at)"
                + " values (" + SqlLiteral.of(source) + ", '" + Lsn.text(committed) + "', '" + Lsn.text(to) + "', "
                + transactions + ", " + events + ", " + timestamp(firstCommittedAt) + ", " + last + ")");
        update(
                script,
                to,
                ", position_committed_at = greatest(position_committed_at, " + last
                        + "), applied_transactions = applied_transactions + " + transactions
                        + ", applied_events = applied_events + " + events);
        pendingTransactions = transactions;
        pendingEvents = events;
        pendingCommittedAt = lastCommittedAt;
    }

    /**
     * Adds to the script what lets only the mirrors move on: readers' position stays where it is until {@link #follow}.
     *
     * @param to end of the last transaction that the mirrors hold then
     */
    public void moveMirrors(Script script, long to) {
        script.addQuery(
                "select from hub.source where source = " + SqlLiteral.of(source) + " and position = '"
                        + Lsn.text(committed) + "'" + fence + " for no key update",
                rows -> requireMoved(rows.next() ? 1 : 0));
        pending = to;
    }

    /**
     * Adds to the script what moves the source's position to that of the mirrors, and forgets what there was to derive. May be called
     * by another thread than all else.
     *
     * @param script on the connection that has derived it
     * @param to end of the batch that it has derived
     */
    public void follow(Script script, long to) {
        script.add(
                FOLLOW.fill(SqlValues.NONE
                        .literal("source", source)
                        .literal("to", Lsn.text(to))
                        .sql("fence", fence)),
                this::requireMoved);
    }

    /** Called when the canonical rows have followed, as {@link #confirm()} is where they need not. */
    public void confirmFollowed(int transactions, long events, long lastCommittedAt) {
        pendingTransactions = transactions;
        pendingEvents = events;
        pendingCommittedAt = lastCommittedAt;
        confirm();
    }

    /** Adds to the script what moves the position over a stretch of the log that holds nothing captured. */
    public void moveEmpty(Script script, long to) {
        update(script, to, "");
    }

    /** Called when the move was committed. */
    public void confirm() {
        committed = pending;
        if (pendingTransactions > 0) {
            transactions = transactions + pendingTransactions;
            events = events + pendingEvents;
            lastCommittedAt = Instant.EPOCH.plus(pendingCommittedAt, ChronoUnit.MICROS);
            pendingTransactions = 0;
        }
    }

    private void update(Script script, long to, String more) {
        script.add(
                "update hub.source set position = '" + Lsn.text(to) + "', position_applied_at = clock_timestamp()"
                        + more + " where source = " + SqlLiteral.of(source) + " and position = '"
                        + Lsn.text(committed)
                        + "'" + fence,
                this::requireMoved);
        pending = to;
    }

    private void requireMoved(int rows) {
        if (rows != 1) {
            throw new YecaiException(
                    Kind.CONFLICT,
                    "the position of source " + source + " in hub.source is no longer " + Lsn.text(committed)
                            + ", or another process has taken the source over; this batch is rolled back");
        }
    }

    private static String timestamp(long micros) {
        return "timestamptz 'epoch' + " + micros + " * interval '1 microsecond'";
    }
}
