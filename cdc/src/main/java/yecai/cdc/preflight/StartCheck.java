package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import yecai.cdc.Preflight;
import yecai.cdc.SourceSettings;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceState;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/** Can the capture go on exactly where the hub stands: same server, same log, a slot that lost nothing? */
public final class StartCheck {
    private StartCheck() {}

    /**
     * Checks server, log and slot.
     *
     * @throws YecaiException of kind SOURCE that says what does not fit and what to do; of kind CONFLICT if the slot is in use
     */
    public static void run(Connection erp, SourceSettings settings, SourceState state) throws SQLException {
        requireServer(erp, settings, state);
        requireLog(erp, settings, state);
        // a server ends a session a moment after its client has gone
        for (int i = 0; i < 50 && isInUse(erp, settings); i++) {
            LockSupport.parkNanos(100_000_000L);
        }
        requireSlot(erp, settings, state);
    }

    private static boolean isInUse(Connection erp, SourceSettings settings) throws SQLException {
        try (PreparedStatement statement = erp.prepareStatement(
                "select 1 from pg_catalog.pg_replication_slots where slot_name = ? and active_pid is not null")) {
            statement.setString(1, settings.slot());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void requireServer(Connection erp, SourceSettings settings, SourceState state) throws SQLException {
        String identifier = Preflight.systemIdentifier(erp);
        if (!identifier.equals(state.systemIdentifier())) {
            throw new YecaiException(
                    Kind.SOURCE,
                    settings.erp() + " is not the server from which source " + settings.source()
                            + " was loaded (system identifier " + identifier + " instead of "
                            + state.systemIdentifier() + "): check the URL, or run `yecai load --again`");
        }
    }

    /** Returns the timeline of the ERP's log. */
    public static int timeline(Connection erp) throws SQLException {
        String sql = """
                select case when pg_is_in_recovery() then (select timeline_id from pg_catalog.pg_control_checkpoint())
                    else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer end
                """;
        try (PreparedStatement statement = erp.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void requireLog(Connection erp, SourceSettings settings, SourceState state) throws SQLException {
        int timeline = timeline(erp);
        if (state.timeline() != 0 && timeline != state.timeline()) {
            throw new YecaiException(
                    Kind.SOURCE,
                    settings.erp() + " writes timeline " + timeline + ", but source " + settings.source()
                            + " was last captured on timeline " + state.timeline()
                            + ": the server was restored or a standby was promoted, and changes that the hub holds may never"
                            + " have happened there; run `yecai load --again` to copy its tables anew");
        }
        String sql = """
                select (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_insert_lsn() end)::text
                """;
        try (PreparedStatement statement = erp.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            if (Lsn.parse(row.getString(1)) < state.position()) {
                throw new YecaiException(
                        Kind.SOURCE,
                        "the log of " + settings.erp() + " ends at " + row.getString(1) + ", before the hub's position "
                                + Lsn.text(state.position())
                                + ": the server was restored from a backup; run `yecai load --again` to copy its tables anew");
            }
        }
    }

    private static void requireSlot(Connection erp, SourceSettings settings, SourceState state) throws SQLException {
        String sql = """
                select plugin, database = current_database(), active_pid, confirmed_flush_lsn::text, wal_status,
                    restart_lsn is null
                from pg_catalog.pg_replication_slots where slot_name = ?
                """;
        try (PreparedStatement statement = erp.prepareStatement(sql)) {
            statement.setString(1, settings.slot());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw slot(
                            settings,
                            "is gone from the ERP, so changes since " + Lsn.text(state.position()) + " may be lost");
                }
                if (!row.getString(1).equals("pgoutput") || !row.getBoolean(2)) {
                    throw slot(settings, "belongs to another database or plugin");
                }
                if ("lost".equals(row.getString(5)) || row.getBoolean(6)) {
                    throw slot(
                            settings,
                            "was invalidated by the ERP: changes since " + Lsn.text(state.position()) + " are lost");
                }
                if (Lsn.parse(row.getString(4)) > state.position()) {
                    throw slot(
                            settings,
                            "stands at " + row.getString(4) + ", beyond the hub's position "
                                    + Lsn.text(state.position())
                                    + ": it was made anew or moved, or the hub was restored; changes in between are lost"
                                    + " to the hub");
                }
                if (row.getString(3) != null) {
                    throw new YecaiException(
                            Kind.CONFLICT,
                            "slot " + settings.slot() + " of the ERP is in use by process " + row.getString(3)
                                    + " of its server: another capture of source " + settings.source()
                                    + " is running; stop it first");
                }
            }
        }
    }

    private static YecaiException slot(SourceSettings settings, String what) {
        return new YecaiException(
                Kind.SOURCE,
                "slot " + settings.slot() + " " + what + "; run `yecai load --again --source " + settings.source()
                        + "` to copy the tables anew");
    }
}
