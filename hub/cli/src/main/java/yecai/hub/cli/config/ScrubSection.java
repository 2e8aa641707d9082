package yecai.hub.cli.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/**
 * How a source is compared with its ERP in the background: the key {@code compare} of a source.
 *
 * @param percent most of the time that is spent reading the ERP; 0: never
 * @param every how often each table is compared
 * @param hoursOff when no comparison begins
 */
public record ScrubSection(int percent, Duration every, Optional<HoursOff> hoursOff) {
    private static final ScrubSection DEFAULTS = new ScrubSection(10, Duration.ofHours(24), Optional.empty());
    private static final Pattern HOURS = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");

    /** A part of each day, in the machine's local time. */
    public record HoursOff(LocalTime from, LocalTime to) {}

    public ScrubSection {
        requireNonNull(every, "every is null");
        requireNonNull(hoursOff, "hoursOff is null");
    }

    static ScrubSection defaults() {
        return DEFAULTS;
    }

    static ScrubSection read(YamlValue value) {
        YamlMap map = value.map().allowOnly("percent", "every", "hours_off");
        return new ScrubSection(
                map.find("percent").map(ScrubSection::percent).orElse(DEFAULTS.percent),
                map.find("every").map(ScrubSection::hours).orElse(DEFAULTS.every),
                map.find("hours_off").map(ScrubSection::hoursOff));
    }

    private static int percent(YamlValue value) {
        if (!value.requiredText().matches("\\d{1,2}|100")) {
            throw value.error("must be a percentage of the time, such as 10; 0 compares nothing");
        }
        return Integer.parseInt(value.requiredText());
    }

    private static Duration hours(YamlValue value) {
        if (!value.requiredText().matches("[1-9]\\d{0,2}h")) {
            throw value.error("must be hours, such as 24h");
        }
        return Duration.ofHours(Long.parseLong(value.requiredText().replace("h", "")));
    }

    private static HoursOff hoursOff(YamlValue value) {
        Matcher hours = HOURS.matcher(value.requiredText());
        if (!hours.matches()
                || hours.group().substring(0, 5).equals(hours.group().substring(6))) {
            throw value.error("must be a part of the day, such as \"08:00-18:00\" or \"22:00-06:00\"");
        }
        return new HoursOff(
                LocalTime.parse(hours.group().substring(0, 5)),
                LocalTime.parse(hours.group().substring(6)));
    }
}
