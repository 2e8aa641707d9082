package yecai.cdc.progress;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/**
 * The hub's record of a source, {@code hub.source}: how far it is applied, and what its capture is doing.
 *
 * @param position end of the last transaction that the hub holds; 0 before the first load
 * @param systemIdentifier the ERP's server, as {@code pg_control_system} names it
 * @param timeline the timeline of the ERP's log; 0 if it was not noted
 * @param slotRestart from where on the ERP's server reads its log for the slot, as it is known to have written down; 0 if it was
 *     not noted
 */
public record SourceState(
        String source,
        Phase phase,
        String detail,
        String packVersion,
        long position,
        String systemIdentifier,
        String slot,
        String publication,
        int timeline,
        long slotRestart) {

    /** What is happening to a source: new → loading → ready → streaming ⇄ waiting, stopped or failed. */
    public enum Phase {
        /** Known, never loaded. */
        NEW,
        /** The first copy is under way; readers see nothing of the source. */
        LOADING,
        /** Loaded, not yet captured. */
        READY,
        /** Changes are being applied. */
        STREAMING,
        /** The capture failed and will be tried again; the detail holds the reason. */
        WAITING,
        /** Another process captures, and this one waits to take over; never in {@code hub.source}. */
        STANDBY,
        /** The capture was stopped. */
        STOPPED,
        /** The capture ended with an error, given in the detail. */
        FAILED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Row(
            String state,
            String stateDetail,
            String packVersion,
            String position,
            String systemIdentifier,
            String slot,
            String publication,
            int timeline,
            String slotRestart) {
        SourceState of(String source) {
            return new SourceState(
                    source,
                    Phase.valueOf(state.toUpperCase(Locale.ROOT)),
                    stateDetail,
                    packVersion,
                    position == null ? 0 : Lsn.parse(position),
                    systemIdentifier,
                    slot,
                    publication,
                    timeline,
                    slotRestart == null ? 0 : Lsn.parse(slotRestart));
        }
    }

    public static Optional<SourceState> find(Connection hub, String source) throws SQLException {
        String sql = """
                select state, state_detail, pack_version, position::text, system_identifier, slot, publication,
                    coalesce(timeline, 0) as timeline, slot_restart::text
                from hub.source where source = :source
                """;
        return Handles.with(
                hub,
                handle -> handle.createQuery(sql)
                        .bind("source", source)
                        .map(ConstructorMapper.of(Row.class))
                        .findOne()
                        .map(row -> row.of(source)));
    }

    /** Waits for whoever is changing the source, and keeps all others from it until the transaction ends. */
    public static void keep(Connection hub, String source) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createQuery("select true from hub.source where source = :source for no key update")
                        .bind("source", source)
                        .mapTo(boolean.class)
                        .findOne());
    }

    /**
     * Does the same for a capture that begins to write, and shuts out those of earlier epochs.
     *
     * @throws YecaiException of kind CONFLICT if there was a later one
     */
    public static void keepFor(Connection hub, String source, long epoch) throws SQLException {
        keep(hub, source);
        String sql = """
                update hub.source set epoch = greatest(epoch, :epoch) where source = :source returning epoch
                """;
        long newest = Handles.with(
                hub,
                handle -> handle.createQuery(sql)
                        .bind("source", source)
                        .bind("epoch", epoch)
                        .mapTo(long.class)
                        .findOne()
                        .orElse(epoch));
        if (newest > epoch) {
            throw new YecaiException(Kind.CONFLICT, "source " + source + " has been taken over by another process");
        }
    }

    /** Returns whether the mirrors hold transactions of which the canonical rows are not derived yet. */
    public static boolean isUnderived(Connection hub, String source) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("select exists (select from hub.underived where source = :source)")
                        .bind("source", source)
                        .mapTo(boolean.class)
                        .one());
    }

    /** Returns the state of a source whose first load is complete. */
    public static SourceState getLoaded(Connection hub, String source) throws SQLException {
        SourceState state = find(hub, source)
                .orElseThrow(() -> new YecaiException(
                        Kind.CONFLICT, "source " + source + " is not in the hub yet: run `yecai load` first"));
        if (state.position == 0 || state.phase == Phase.NEW || state.phase == Phase.LOADING) {
            throw new YecaiException(
                    Kind.CONFLICT,
                    "the first load of source " + source + " is not complete (state " + state.phase.text()
                            + "): run `yecai load`");
        }
        return state;
    }

    /** Notes the timeline of the ERP's log, and forgets what is known of the slot on another one; does not commit. */
    public static void setTimeline(Connection hub, String source, int timeline) throws SQLException {
        String sql = """
                update hub.source set timeline = :timeline, slot_restart = null
                where source = :source and timeline is distinct from :timeline
                """;
        Handles.use(
                hub,
                handle -> handle.createUpdate(sql)
                        .bind("source", source)
                        .bind("timeline", timeline)
                        .execute());
    }

    /**
     * Says that the hub holds what the ERP had committed at that time; does not commit.
     *
     * @param slotRestart from where on the ERP's server reads its log for the slot, as it had written down by now; null if it has
     *     no slot
     */
    public static void moveAsOf(Connection hub, String source, OffsetDateTime at, String slotRestart)
            throws SQLException {
        String sql = """
                update hub.source
                set position_committed_at = greatest(position_committed_at, :at),
                    slot_restart = greatest(slot_restart, :slotRestart::pg_lsn)
                where source = :source
                """;
        Handles.use(
                hub,
                handle -> handle.createUpdate(sql)
                        .bind("source", source)
                        .bind("at", at)
                        .bind("slotRestart", slotRestart)
                        .execute());
    }

    /**
     * Writes down what a capture does between its attempts, in one statement, unless another process has become the source's lead.
     *
     * @param epoch of the capture's {@link Lead}
     * @param restarts how many restarts to add
     */
    public static void notePhase(Connection hub, String source, long epoch, Phase phase, String detail, int restarts)
            throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate(Handles.sql(SourceState.class, "note_phase"))
                        .bind("source", source)
                        .bind("epoch", epoch)
                        .bind("state", phase.text())
                        .bind("detail", detail)
                        .bind("restarts", restarts)
                        .execute());
    }

    /**
     * Counts a change of canonical rows that is no transaction of the ERP, such as a repair, so that readers who compare
     * versions notice it; does not commit.
     */
    public static void countRewrite(Connection hub, String source) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate("update hub.source set rewrites = rewrites + 1 where source = :source")
                        .bind("source", source)
                        .execute());
    }

    /** Writes down what the source's capture is doing; does not commit. */
    public static void setPhase(Connection hub, String source, Phase phase, String detail) throws SQLException {
        String sql = """
                update hub.source set state = :state, state_detail = :detail, state_since = clock_timestamp()
                where source = :source and (state, state_detail) is distinct from (:state, :detail)
                """;
        Handles.use(
                hub,
                handle -> handle.createUpdate(sql)
                        .bind("source", source)
                        .bind("state", phase.text())
                        .bind("detail", detail)
                        .execute());
    }
}
