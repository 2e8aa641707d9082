package yecai.sql.pack.setting;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a pack cannot know of an installation, and that its mappings read from {@code source_setting}.
 *
 * @param type text, number, boolean, time_zone or list
 * @param perCompany whether single companies may have a value of their own
 * @param defaultValue the value where none was set; empty: mappings then find no row
 * @param allowed the values that it may have, of a list the parts; empty: any of the type
 * @param title the name for people, by language
 */
public record Setting(
        String name,
        String type,
        boolean perCompany,
        Optional<String> defaultValue,
        List<String> allowed,
        Map<String, String> title) {
    /** The view that mappings read, with columns name, company and value, and that {@code touched_by} may name. */
    public static final String VIEW = "source_setting";

    public Setting {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(defaultValue, "defaultValue is null");
        allowed = List.copyOf(allowed);
        title = Map.copyOf(title);
    }
}
