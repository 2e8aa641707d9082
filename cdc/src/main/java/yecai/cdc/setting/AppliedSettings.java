package yecai.cdc.setting;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import yecai.cdc.source.SourceSettings;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.Resources;

/**
 * The settings with which the canonical rows of a source are derived: what was set, by the configuration or by SQL, and the
 * pack's defaults. Works in the caller's transaction; the caller must be the only one who writes the source.
 */
public final class AppliedSettings {
    private AppliedSettings() {}

    /** Takes over the pack's declarations, and the values of the configuration and of the hub. For a source that is being loaded. */
    public static void adopt(Connection hub, SourceSettings settings) throws SQLException {
        DeclaredSettings.replace(hub, settings);
        ConfiguredSettings.set(hub, settings);
        apply(hub, settings.source());
    }

    /** Brings the configuration's values into the hub, and what mappings see to what is set; returns what is different for them. */
    public static List<ChangedSetting> change(Connection hub, SourceSettings settings) throws SQLException {
        ConfiguredSettings.set(hub, settings);
        List<ChangedSetting> changed = Handles.with(
                hub,
                handle -> handle.createQuery(Resources.read("cdc/setting/AppliedSettings/changed.sql"))
                        .bind("source", settings.source())
                        .map((row, context) -> new ChangedSetting(row.getString(1), row.getString(2), row.getString(3)))
                        .list());
        if (!changed.isEmpty()) {
            apply(hub, settings.source());
        }
        return changed;
    }

    private static void apply(Connection hub, String source) throws SQLException {
        Handles.use(hub, handle -> {
            handle.createUpdate("delete from hub.applied_setting where source = :source")
                    .bind("source", source)
                    .execute();
            handle.createUpdate(Resources.read("cdc/setting/AppliedSettings/apply.sql"))
                    .bind("source", source)
                    .execute();
        });
    }
}
