package yecai.cdc.setting;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.setting.Setting;
import yecai.sql.text.Resources;

/** What the pack of a source declares, in the hub. */
final class DeclaredSettings {
    private DeclaredSettings() {}

    /** Replaces it by the pack's; what was set of a setting that the pack no longer has is taken back. */
    static void replace(Connection hub, SourceSettings settings) throws SQLException {
        Handles.use(hub, handle -> {
            handle.createQuery(Resources.read("cdc/setting/AppliedSettings/orphans.sql"))
                    .bind("source", settings.source())
                    .bindArray(
                            "names",
                            String.class,
                            settings.pack().settings().stream()
                                    .map(Setting::name)
                                    .toList())
                    .mapTo(String.class)
                    .list();
            handle.createUpdate("delete from hub.source_setting_rule where source = :source")
                    .bind("source", settings.source())
                    .execute();
            settings.pack().settings().forEach(setting -> insert(handle, settings.source(), setting));
        });
    }

    private static void insert(Handle handle, String source, Setting setting) {
        setting.defaultValue().ifPresent(value -> requireFit(handle, setting, value));
        handle.createUpdate(Resources.read("cdc/setting/AppliedSettings/declare.sql"))
                .bind("source", source)
                .bind("name", setting.name())
                .bind("type", setting.type())
                .bind("perCompany", setting.perCompany())
                .bind("default", setting.defaultValue().orElse(null))
                .bindArray("allowed", String.class, setting.allowed())
                .bind("titleEn", setting.title().get("en"))
                .bind("titleZh", setting.title().get("zh"))
                .execute();
    }

    private static void requireFit(Handle handle, Setting setting, String value) {
        Optional<String> fault = handle.createQuery("select hub.setting_fault(:type, nullif(:allowed, '{}'), :value)")
                .bind("type", setting.type())
                .bindArray("allowed", String.class, setting.allowed())
                .bind("value", value)
                .mapTo(String.class)
                .findOne();
        fault.ifPresent(text -> {
            throw new YecaiException(
                    Kind.PACK, "pack.yml, settings." + setting.name() + ".default is `" + value + "`: " + text);
        });
    }
}
