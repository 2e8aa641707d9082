package yecai.cdc.progress;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/**
 * The hub's record of a source, {@code hub.source}: how far it is applied, and what its capture is doing.
 *
 * @param position end of the last transaction that the hub holds; 0 before the first load
 * @param systemIdentifier the ERP's server, as {@code pg_control_system} names it
 * @param timeline the timeline of the ERP's log; 0 if it was not noted
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
        int timeline) {

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
        /** The capture failed and is going to be tried again; the reason stands in the detail. */
        WAITING,
        /** The capture was stopped. */
        STOPPED,
        /** The capture ended with an error, which stands in the detail. */
        FAILED;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public static Optional<SourceState> find(Connection hub, String source) throws SQLException {
        String sql = """
                select state, state_detail, pack_version, position::text, system_identifier, slot, publication,
                    coalesce(timeline, 0)
                from hub.source where source = ?
                """;
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String position = row.getString(4);
                return Optional.of(new SourceState(
                        source,
                        Phase.valueOf(row.getString(1).toUpperCase(java.util.Locale.ROOT)),
                        row.getString(2),
                        row.getString(3),
                        position == null ? 0 : Lsn.parse(position),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getInt(8)));
            }
        }
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

    /** Notes the timeline of the ERP's log; does not commit. */
    public static void setTimeline(Connection hub, String source, int timeline) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement(
                "update hub.source set timeline = ? where source = ? and timeline is distinct from ?")) {
            statement.setInt(1, timeline);
            statement.setString(2, source);
            statement.setInt(3, timeline);
            statement.executeUpdate();
        }
    }

    /** Counts a restart after a failure; does not commit. */
    public static void countRestart(Connection hub, String source) throws SQLException {
        try (PreparedStatement statement =
                hub.prepareStatement("update hub.source set restarts = restarts + 1 where source = ?")) {
            statement.setString(1, source);
            statement.executeUpdate();
        }
    }

    /** Writes down what the source's capture is doing; does not commit. */
    public static void setPhase(Connection hub, String source, Phase phase, String detail) throws SQLException {
        String sql = """
                update hub.source set state = ?, state_detail = ?, state_since = clock_timestamp()
                where source = ? and (state, state_detail) is distinct from (?, ?)
                """;
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            statement.setString(1, phase.text());
            statement.setString(2, detail);
            statement.setString(3, source);
            statement.setString(4, phase.text());
            statement.setString(5, detail);
            statement.executeUpdate();
        }
    }
}
