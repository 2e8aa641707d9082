package yecai.cdc.derive.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.source.SourceSettings;
import yecai.sql.text.Identifier;

/** What a session that applies or derives must set, since the defaults of server, database and role vary. */
public final class ApplierSession {
    private static final List<String> SETTINGS = List.of(
            // what is acknowledged to the ERP must survive a crash of the hub's server
            "select set_config('synchronous_commit', 'on', false)"
                    + " where current_setting('synchronous_commit') = 'off'",
            "set plan_cache_mode = force_generic_plan",
            "set jit = off",
            // plans are made once, often on empty tables, and must still be right when those have grown
            "set enable_seqscan = off",
            "set enable_material = off",
            "set standard_conforming_strings = on",
            "set client_min_messages = warning",
            "set temp_buffers = '32MB'",
            "set work_mem = '32MB'");

    private ApplierSession() {}

    /** Sets it; does not commit. */
    public static void prepare(Connection hub, SourceSettings settings) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(TextForm.SETTINGS);
            statement.execute("set search_path = " + Identifier.quote(settings.mapSchema()) + ", "
                    + Identifier.quote(settings.mirrorSchema()));
            for (String setting : SETTINGS) {
                statement.execute(setting);
            }
        }
    }
}
