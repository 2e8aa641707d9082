package yecai.cdc.setting;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import yecai.cdc.source.SettingValue;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/** What the configuration sets, in the hub. */
final class ConfiguredSettings {
    // in the audit; by it the hub knows again what the configuration once set
    private static final String REASON = "configuration file";
    private static final String REFUSED = "22023"; // hub.set_source_setting says why

    private ConfiguredSettings() {}

    /** Sets what the configuration names, and takes back what it once set and no longer names. */
    static void set(Connection hub, SourceSettings settings) throws SQLException {
        try {
            Handles.use(hub, handle -> set(handle, settings));
        } catch (SQLException e) {
            if (REFUSED.equals(e.getSQLState())) {
                String why = e.getMessage().lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
                throw new YecaiException(
                        Kind.CONFIG,
                        "the settings of source " + settings.source() + " in the configuration file: " + why,
                        e);
            }
            throw e;
        }
    }

    private static void set(Handle handle, SourceSettings settings) {
        List<ChangedSetting> earlier = handle.createQuery(
                        "select name, company, value from hub.source_setting where source = :source and reason = :reason")
                .bind("source", settings.source())
                .bind("reason", REASON)
                .map((row, context) -> new ChangedSetting(row.getString(1), row.getString(2), row.getString(3)))
                .list();
        for (SettingValue value : settings.values()) {
            set(handle, settings, value.name(), value.company().orElse(""), value.value(), REASON);
        }
        for (ChangedSetting gone : earlier) {
            if (settings.values().stream().noneMatch(value -> names(value, gone))) {
                set(handle, settings, gone.name(), gone.company(), null, REASON + " no longer sets it");
            }
        }
    }

    private static boolean names(SettingValue value, ChangedSetting setting) {
        return value.name().equals(setting.name()) && value.company().orElse("").equals(setting.company());
    }

    private static void set(
            Handle handle, SourceSettings settings, String name, String company, String value, String reason) {
        handle.createQuery("select hub.set_source_setting(:source, :name, :company, :value, :reason)")
                .bind("source", settings.source())
                .bind("name", name)
                .bind("company", company)
                .bind("value", value)
                .bind("reason", reason)
                .mapTo(String.class)
                .list();
    }
}
