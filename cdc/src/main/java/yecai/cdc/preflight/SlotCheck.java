package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceState;
import yecai.cdc.source.SourceSettings;
import yecai.sql.jdbi.Handles;

/** Does the slot of a source still hold everything from the hub's position on? */
final class SlotCheck {
    private SlotCheck() {}

    /**
     * @param activePid the server's process that uses the slot, or null
     * @param invalidationReason why the server gave the slot up, or null; PostgreSQL 17 and newer
     */
    private record Slot(
            String plugin,
            boolean isOfThisDatabase,
            String activePid,
            String restartLsn,
            String confirmedFlushLsn,
            String walStatus,
            String invalidationReason) {}

    private static Optional<Slot> find(Connection erp, SourceSettings settings) throws SQLException {
        String sql = """
                select plugin, database = current_database() as is_of_this_database, active_pid::text, restart_lsn::text,
                    confirmed_flush_lsn::text, wal_status, to_jsonb(s) ->> 'invalidation_reason' as invalidation_reason
                from pg_catalog.pg_replication_slots as s where slot_name = :slot
                """;
        return Handles.with(
                erp,
                handle -> handle.createQuery(sql)
                        .bind("slot", settings.slot())
                        .map(ConstructorMapper.of(Slot.class))
                        .findOne());
    }

    /** Returns the server's process that uses the slot. */
    static Optional<String> findUser(Connection erp, SourceSettings settings) throws SQLException {
        return find(erp, settings).map(Slot::activePid);
    }

    /** Returns why it does not; empty if it does. */
    static Optional<String> findObstacle(Connection erp, SourceSettings settings, SourceState state, int timeline)
            throws SQLException {
        String position = Lsn.text(state.position());
        boolean isPromoted = state.timeline() != 0 && state.timeline() != timeline;
        Optional<Slot> found = find(erp, settings);
        if (found.isEmpty()) {
            return Optional.of("slot " + settings.slot() + " is gone from the ERP"
                    + (isPromoted
                            ? ", whose server was promoted (timeline " + timeline + " after " + state.timeline()
                                    + ") and had no copy of it"
                            : "")
                    + ", so changes since " + position + " may be lost");
        }
        return findFault(found.get(), state, isPromoted, position)
                .map(fault -> "slot " + settings.slot() + " " + fault);
    }

    private static Optional<String> findFault(Slot slot, SourceState state, boolean isPromoted, String position) {
        if (!slot.plugin.equals("pgoutput") || !slot.isOfThisDatabase) {
            return Optional.of("belongs to another database or plugin");
        }
        if ("lost".equals(slot.walStatus) || slot.restartLsn == null) {
            return Optional.of("was invalidated by the ERP, " + giveUp(slot.invalidationReason) + ": changes since "
                    + position + " are lost");
        }
        if (isBefore(state.position(), slot.confirmedFlushLsn)) {
            return Optional.of("is at " + slot.confirmedFlushLsn + ", beyond the hub's position " + position
                    + ": it was recreated or moved, or the hub was restored; changes in between are lost to the hub");
        }
        // the server writes this down before it shows it, so it never goes back while the log is the same
        if (!isPromoted && Long.compareUnsigned(Lsn.parse(slot.restartLsn), state.slotRestart()) < 0) {
            return Optional.of("reads from " + slot.restartLsn + ", but had read from "
                    + Lsn.text(state.slotRestart())
                    + " before: the server's files were restored from a backup, and what the hub holds up to "
                    + position
                    + " may never have happened there");
        }
        return Optional.empty();
    }

    private static String giveUp(String reason) {
        return switch (reason == null ? "wal_removed" : reason) {
            case "wal_removed" -> "which would have kept more of its log than max_slot_wal_keep_size allows";
            case "idle_timeout" -> "since no capture read it for longer than idle_replication_slot_timeout allows";
            default -> "with the reason " + reason;
        };
    }

    private static boolean isBefore(long position, String other) {
        return Long.compareUnsigned(position, Lsn.parse(other)) < 0;
    }
}
