package yecai.cdc.setting;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.Resources;

/**
 * A setting of a source as it is.
 *
 * @param company the company that the value holds for; null: the whole source
 * @param value what mappings see; null: nothing
 * @param defaultValue the pack's; null: it has none
 * @param allowed the values that it may have, or their type
 * @param setBy who set the value; null: it is the default
 * @param reason why
 */
public record SettingStatus(
        String source,
        String name,
        String company,
        String value,
        String defaultValue,
        String allowed,
        String setBy,
        String reason) {
    /** Lists the settings that the pack of a loaded source declares, with every value that is set. */
    public static List<SettingStatus> list(Connection hub, String source) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery(Resources.read("cdc/setting/SettingStatus/list.sql"))
                        .bind("source", source)
                        .map(ConstructorMapper.of(SettingStatus.class))
                        .list());
    }
}
