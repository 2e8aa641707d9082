package yecai.sql.pack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yecai.sql.pack.setting.Setting;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads {@code settings:}. Whether a default fits its type is for the database to say, as for every other value. */
final class SettingsReader {
    private static final List<String> TYPES = List.of("text", "number", "boolean", "time_zone", "list");

    private final Mistakes mistakes;

    SettingsReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    List<Setting> read(Optional<YamlValue> value) {
        List<Setting> settings = new ArrayList<>();
        value.map(YamlValue::map)
                .ifPresent(map -> map.entries()
                        .forEach((name, setting) -> mistakes.run(() -> settings.add(read(map, name, setting.map())))));
        return settings;
    }

    private Setting read(YamlMap all, String name, YamlMap map) {
        if (!Names.isPlain(name)) {
            throw all.keyError(name, "must be a name of lowercase letters, digits and _, such as labor_work_centers");
        }
        mistakes.addAll(map.listUnknown("title", "type", "per", "default", "allowed"));
        Map<String, String> title = new LinkedHashMap<>();
        map.get("title").map().entries().forEach((language, text) -> title.put(language, text.requiredText()));
        return new Setting(
                name,
                map.find("type").map(SettingsReader::type).orElse("text"),
                map.find("per").map(SettingsReader::perCompany).orElse(false),
                map.find("default").map(SettingsReader::text),
                map.find("allowed").map(YamlValue::texts).orElse(List.of()),
                title);
    }

    /** The value as it is stored: of a list its items, separated by commas. */
    private static String text(YamlValue value) {
        return value.isList() ? String.join(",", value.texts()) : value.text();
    }

    private static String type(YamlValue value) {
        String type = value.requiredText();
        if (!TYPES.contains(type)) {
            throw value.error("is `" + type + "`: it must be one of " + String.join(", ", TYPES));
        }
        return type;
    }

    private static boolean perCompany(YamlValue value) {
        if (!value.requiredText().equals("company")) {
            throw value.error("must be `company`, or be left out for a setting of the whole source");
        }
        return true;
    }
}
