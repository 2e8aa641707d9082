package yecai.cdc.progress;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/**
 * The right to write a source's rows, or to check it: a hold of the very connection that does so, so that it is gone when
 * the connection is. A row of hub.hold says who has it, and not an advisory lock, which any reader could take.
 */
public final class SourceLock {
    private static final String CAPTURE = "capture";
    private static final String DERIVE = "derive";
    private static final String CHECK = "check";
    private static final String LEAD = "lead";
    private static final long PAUSE_NANOS = 50_000_000L;
    /** Three seconds of pauses, counted: a machine that stood still meanwhile has ended no session. */
    private static final int GRACE_ATTEMPTS = 60;

    private SourceLock() {}

    /**
     * Takes the right to write for the connection's lifetime, and commits. Waits three seconds for it, since a server ends a
     * session a moment after its client has gone.
     *
     * @throws YecaiException of kind CONFLICT that names the connection which holds it
     */
    public static void take(Connection hub, String source) throws SQLException {
        take(hub, source, CAPTURE, null);
    }

    /**
     * Takes the right to write for a capture.
     *
     * @param epoch of the {@link Lead} for which it writes, by whose successor it may be ended
     */
    public static void take(Connection hub, String source, long epoch) throws SQLException {
        take(hub, source, CAPTURE, epoch);
    }

    /**
     * Takes the right to derive beside the connection that has the right to write, for which this one works.
     *
     * @param epoch as of {@link #take(Connection, String, long)}; empty for what is no capture
     */
    public static void takeBeside(Connection hub, String source, OptionalLong epoch) throws SQLException {
        take(hub, source, DERIVE, epoch.isPresent() ? epoch.getAsLong() : null);
    }

    private static void take(Connection hub, String source, String purpose, Long epoch) throws SQLException {
        int attempts = 1;
        while (!tryHold(hub, source, purpose, epoch)) {
            if (attempts++ < GRACE_ATTEMPTS && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(PAUSE_NANOS);
                continue;
            }
            throw new YecaiException(
                    Kind.CONFLICT,
                    "source " + source + " is already being written by "
                            + findHolder(hub, source, purpose).orElse("another connection")
                            + "; stop that one first, only one may write a source");
        }
    }

    /** Takes the right to write for the connection's lifetime if nobody has it, and commits. */
    public static boolean tryTake(Connection hub, String source) throws SQLException {
        return tryHold(hub, source, CAPTURE, null);
    }

    /** Gives up the right to write, if this connection has it, and commits. */
    public static void release(Connection hub, String source) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createQuery("select hub.release_hold(:source, :purpose)::text")
                        .bind("source", source)
                        .bind("purpose", CAPTURE)
                        .mapTo(String.class)
                        .list());
        commit(hub);
    }

    /** Whether nobody writes, and no process captures the source that might be about to write again. */
    public static boolean isGivenUp(Connection hub, String source) throws SQLException {
        return findHolder(hub, source, CAPTURE).isEmpty()
                && findHolder(hub, source, LEAD).isEmpty();
    }

    /** Takes the right to check for the connection's lifetime if nobody has it, and commits. */
    public static boolean tryTakeCheck(Connection hub, String source) throws SQLException {
        return tryHold(hub, source, CHECK, null);
    }

    /** Whether a check of the source runs. */
    public static boolean isChecked(Connection hub, String source) throws SQLException {
        return findHolder(hub, source, CHECK).isPresent();
    }

    /** Who has the right to write. */
    public static Optional<String> findHolder(Connection hub, String source) throws SQLException {
        return findHolder(hub, source, CAPTURE);
    }

    private static Optional<String> findHolder(Connection hub, String source, String purpose) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("select hub.holder(:source, :purpose)")
                        .bind("source", source)
                        .bind("purpose", purpose)
                        .mapTo(String.class)
                        .findOne());
    }

    private static boolean tryHold(Connection hub, String source, String purpose, Long epoch) throws SQLException {
        boolean held = Handles.with(
                hub,
                handle -> handle.createQuery("select hub.try_hold(:source, :purpose, :epoch::bigint)")
                        .bind("source", source)
                        .bind("purpose", purpose)
                        .bind("epoch", epoch)
                        .mapTo(boolean.class)
                        .one());
        commit(hub);
        return held;
    }

    private static void commit(Connection hub) throws SQLException {
        if (!hub.getAutoCommit()) {
            hub.commit();
        }
    }
}
