package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceState;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.SqlProblem;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/** Can the capture continue exactly at the position of the hub: same server, same log, a slot that lost nothing? */
public final class StartCheck {
    /** What to run when it cannot. */
    public static final String REMEDY =
            "`yecai reconcile --new-slot`, which repairs what differs, or `yecai load --again`, which copies everything";

    // a file that is not there, a right that is lacking, a command that is not known
    private static final Set<String> UNREADABLE = Set.of("58", "42", "0A");

    private StartCheck() {}

    /**
     * Checks server, log and slot.
     *
     * @param takesOver whether to end another session of the login that uses the slot: that of a capture which is dead or paused
     * @throws YecaiException of kind SOURCE that says what does not fit and what to do; of kind CONFLICT if the slot is in use
     */
    public static void run(Connection erp, SourceSettings settings, SourceState state, boolean takesOver)
            throws SQLException {
        if (takesOver && findServerObstacle(erp, settings, state).isEmpty()) {
            SlotEnd.endSession(erp, settings);
        }
        // a server ends a session a moment after its client has gone
        for (int i = 0; i < 50 && SlotCheck.findUser(erp, settings).isPresent(); i++) {
            LockSupport.parkNanos(100_000_000L);
        }
        Optional<String> obstacle = findObstacle(erp, settings, state);
        if (obstacle.isPresent()) {
            throw new YecaiException(
                    Kind.SOURCE, obstacle.get() + "; for source " + settings.source() + " run " + REMEDY);
        }
        Optional<String> user = SlotCheck.findUser(erp, settings);
        if (user.isPresent()) {
            throw new YecaiException(
                    Kind.CONFLICT,
                    "slot " + settings.slot() + " of the ERP is in use by process " + user.get()
                            + " of its server: another capture of source " + settings.source()
                            + " is running; stop it first");
        }
    }

    /** Returns why the capture cannot continue at the position of the hub, without what to do; empty if it can. */
    public static Optional<String> findObstacle(Connection erp, SourceSettings settings, SourceState state)
            throws SQLException {
        Optional<String> elsewhere = findServerObstacle(erp, settings, state);
        return elsewhere.isPresent() ? elsewhere : SlotCheck.findObstacle(erp, settings, state, timeline(erp));
    }

    private static Optional<String> findServerObstacle(Connection erp, SourceSettings settings, SourceState state)
            throws SQLException {
        String identifier = Preflight.systemIdentifier(erp);
        if (!identifier.equals(state.systemIdentifier())) {
            return Optional.of(settings.erp() + " is not the server from which source " + settings.source()
                    + " was loaded (system identifier " + identifier + " instead of " + state.systemIdentifier()
                    + "): check the URL, unless this is the same ERP on another server");
        }
        return findLogObstacle(erp, settings, state.timeline(), state.position());
    }

    /** Returns the timeline of the ERP's log. */
    public static int timeline(Connection erp) throws SQLException {
        String sql = """
                select case when pg_is_in_recovery() then (select timeline_id from pg_catalog.pg_control_checkpoint())
                    else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer end
                """;
        return Handles.with(
                erp, handle -> handle.createQuery(sql).mapTo(int.class).one());
    }

    /**
     * Returns why the log of the ERP's server is not the one of which the hub holds what comes before a position; empty if it
     * is. It may have gone on under another timeline, at that position or later.
     *
     * @param timeline the timeline of the log that the hub has read; 0 if it is not known
     */
    public static Optional<String> findLogObstacle(Connection erp, SourceSettings settings, int timeline, long position)
            throws SQLException {
        int now = timeline(erp);
        if (timeline != 0 && now != timeline) {
            Optional<String> obstacle = findTimelineObstacle(settings, timeline, now, position);
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        String sql = """
                select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_insert_lsn() end::text
                """;
        String end = Handles.with(
                erp, handle -> handle.createQuery(sql).mapTo(String.class).one());
        return Long.compareUnsigned(Lsn.parse(end), position) >= 0
                ? Optional.empty()
                : Optional.of("the log of " + settings.erp() + " ends at " + end + ", before the hub's position "
                        + Lsn.text(position) + ": the server was restored from a backup");
    }

    private static Optional<String> findTimelineObstacle(SourceSettings settings, int timeline, int now, long position)
            throws SQLException {
        String known = settings.erp() + " writes timeline " + now + ", but source " + settings.source()
                + " was last captured on timeline " + timeline;
        Optional<Long> end;
        try (Connection replication = settings.erp().openReplication("yecai preflight")) {
            end = LogHistory.read(replication, now).findEnd(timeline);
        } catch (SQLException problem) {
            if (!UNREADABLE.contains(String.valueOf(problem.getSQLState()).substring(0, 2))) {
                throw problem;
            }
            return Optional.of(
                    known + ", and where it left that one cannot be read (" + SqlProblem.text(problem) + ")");
        }
        if (end.isEmpty()) {
            return Optional.of(
                    known + ", from which it did not come: the server was restored to an earlier time, or an older"
                            + " standby was promoted, and changes that the hub holds may never have happened there");
        }
        return Long.compareUnsigned(position, end.get()) <= 0
                ? Optional.empty()
                : Optional.of(known + ", which it left at " + Lsn.text(end.get()) + ", before the hub's position "
                        + Lsn.text(position)
                        + ": a standby was promoted that had not received all, or the server was restored to an earlier time,"
                        + " and changes that the hub holds never happened there");
    }
}
