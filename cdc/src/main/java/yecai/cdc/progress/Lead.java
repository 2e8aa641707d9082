package yecai.cdc.progress;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import yecai.sql.jdbi.Handles;

/**
 * Which process captures a source, the lead, and which waits to, the standby. A process says every second that it lives, by any
 * connection in autocommit mode, so that none of it lasts longer than a statement whenever the process is paused.
 */
public final class Lead {
    /** How long a process may be silent before it is taken for paused or cut off, although its session is there. */
    public static final Duration OVERDUE = Duration.ofSeconds(4);

    /** What a process is to a source. */
    public enum Role {
        LEAD,
        STANDBY;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a standby finds the lead. */
    public enum State {
        /** Some process is it and lives, or something other than a capture writes the source. */
        HELD,
        /** It was given up, or nobody ever was. */
        FREE,
        /** The process that is it has gone, or is silent. */
        LAPSED
    }

    private Lead() {}

    /**
     * Takes a role.
     *
     * @param overdue how long its holder must have been silent, if its session is there; null: that is enough
     * @return the epoch; empty if another process has the role
     */
    public static Optional<Long> take(Connection hub, String source, Role role, Duration overdue) throws SQLException {
        return Handles.with(
                hub,
                handle -> about(
                                handle.createQuery("select hub.take_lead(:source, :role, :overdue::interval)"),
                                source,
                                role)
                        .bind("overdue", overdue == null ? null : overdue.toString())
                        .mapTo(Long.class)
                        .findOne());
    }

    /** Says that the process lives; returns false if another one has its role now. */
    public static boolean renew(Connection hub, String source, Role role, long epoch) throws SQLException {
        return Handles.with(
                hub,
                handle -> about(handle.createQuery("select hub.renew_lead(:source, :role, :epoch)"), source, role)
                        .bind("epoch", epoch)
                        .mapTo(boolean.class)
                        .one());
    }

    /** Gives up a role that this connection took or renewed last. */
    public static void release(Connection hub, String source, Role role) throws SQLException {
        Handles.with(
                hub,
                handle -> about(handle.createQuery("select hub.release_hold(:source, :role)::text"), source, role)
                        .mapTo(String.class)
                        .list());
    }

    /** Who has a role. */
    public static Optional<String> findHolder(Connection hub, String source, Role role) throws SQLException {
        return Handles.with(
                hub,
                handle -> about(handle.createQuery("select hub.holder(:source, :role)"), source, role)
                        .mapTo(String.class)
                        .findOne());
    }

    /** Looks whether the source can be taken over; writes nothing. */
    public static State look(Connection hub, String source) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery(Handles.sql(Lead.class, "look"))
                        .bind("source", source)
                        .bind("overdue", OVERDUE.toString())
                        .mapTo(State.class)
                        .one());
    }

    /** Ends what is left of the session of a capture of this epoch or an earlier one; returns whether there is none now. */
    public static boolean endEarlierCapture(Connection hub, String source, long epoch) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("select hub.end_earlier_capture(:source, :epoch)")
                        .bind("source", source)
                        .bind("epoch", epoch)
                        .mapTo(boolean.class)
                        .one());
    }

    private static Query about(Query query, String source, Role role) {
        return query.bind("source", source).bind("role", role.text());
    }
}
