package yecai.cdc.source;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A setting of a source, as the configuration has it.
 *
 * @param name a setting that the pack declares
 * @param company the company that it holds for; empty for the whole source
 * @param value as text; of a list its items, separated by commas
 */
public record SettingValue(String name, Optional<String> company, String value) {
    public SettingValue {
        requireNonNull(name, "name is null");
        requireNonNull(company, "company is null");
        requireNonNull(value, "value is null");
    }
}
