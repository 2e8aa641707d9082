package yecai.hub.cli.config;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/**
 * A value of the section {@code settings:} of a source. Whether the pack has such a setting, and allows the value, is for the hub
 * to say.
 *
 * @param company the company that it holds for; empty for the whole source
 * @param value as text; of a list its items, separated by commas
 */
public record SettingSection(String name, Optional<String> company, String value) {
    private static final String ALL = "*";

    public SettingSection {
        requireNonNull(name, "name is null");
        requireNonNull(company, "company is null");
        requireNonNull(value, "value is null");
    }

    /** Reads {@code name: value}, or {@code name: {company: value}}, where the company {@code *} is the whole source. */
    static List<SettingSection> read(YamlValue value) {
        List<SettingSection> settings = new ArrayList<>();
        YamlMap map = value.map();
        map.entries().forEach((name, setting) -> {
            if (setting.isMap()) {
                setting.map()
                        .entries()
                        .forEach((company, own) -> settings.add(new SettingSection(
                                name, ALL.equals(company) ? Optional.empty() : Optional.of(company), text(own))));
            } else {
                settings.add(new SettingSection(name, Optional.empty(), text(setting)));
            }
        });
        return settings;
    }

    private static String text(YamlValue value) {
        return value.isList() ? String.join(",", value.texts()) : value.requiredText();
    }
}
