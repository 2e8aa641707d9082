package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/** Takes the slot of a source from whoever uses it, or away. */
public final class SlotEnd {
    private SlotEnd() {}

    /**
     * Ends the session of the source's login that uses the slot, and drops the slot, if there is one.
     *
     * @throws YecaiException of kind SOURCE if it cannot be dropped
     */
    public static void drop(SourceSettings settings) {
        try (Connection erp = Preflight.openLog(settings, "yecai capture " + settings.source())) {
            endSession(erp, settings);
            Handles.with(
                    erp,
                    handle -> handle.createQuery(
                                    "select pg_drop_replication_slot(slot_name)::text from pg_catalog.pg_replication_slots"
                                            + " where slot_name = :slot")
                            .bind("slot", settings.slot())
                            .mapTo(String.class)
                            .list());
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "cannot drop slot " + settings.slot() + " of " + settings.erp() + ": " + e.getMessage(),
                    e);
        }
    }

    /** Ends the session of the source's login that uses the slot, and waits until it is gone, at most five seconds. */
    static void endSession(Connection erp, SourceSettings settings) throws SQLException {
        String sql = """
                select pg_terminate_backend(s.active_pid, 5000)
                from pg_catalog.pg_replication_slots as s
                inner join pg_catalog.pg_stat_activity as a on a.pid = s.active_pid
                where s.slot_name = :slot and a.usename = current_user
                """;
        Handles.with(
                erp,
                handle -> handle.createQuery(sql)
                        .bind("slot", settings.slot())
                        .mapTo(boolean.class)
                        .list());
    }
}
