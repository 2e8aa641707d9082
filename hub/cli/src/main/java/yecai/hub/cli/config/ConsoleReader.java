package yecai.hub.cli.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads the section {@code api.console:}. */
record ConsoleReader(LoginReader logins) {
    private static final Duration LONGEST = Duration.ofHours(24);

    ConsoleSection read(YamlMap api) {
        return api.find("console").map(value -> read(api, value)).orElse(ConsoleSection.DEFAULT);
    }

    private ConsoleSection read(YamlMap api, YamlValue value) {
        if (!value.isMap()) {
            if (!value.requiredText().equals("off")) {
                throw value.error("must be off, or a section with `idle`, `longest` and `provider`");
            }
            return new ConsoleSection(
                    false, ConsoleSection.DEFAULT.idle(), ConsoleSection.DEFAULT.longest(), Optional.empty());
        }
        YamlMap map = value.map().allowOnly("idle", "longest", "provider");
        return new ConsoleSection(
                true,
                map.find("idle").map(ConsoleReader::minutes).orElse(ConsoleSection.DEFAULT.idle()),
                map.find("longest").map(ConsoleReader::day).orElse(ConsoleSection.DEFAULT.longest()),
                map.find("provider").map(provider -> provider(api, provider)));
    }

    private ConsoleSection.Provider provider(YamlMap api, YamlValue value) {
        if (api.find("oidc").isEmpty() || api.find("public_url").isEmpty()) {
            throw value.error(
                    "needs `oidc`, whose keys check what it says, and `public_url`, to which it sends people back");
        }
        YamlMap map = value.map().allowOnly("authorization", "token", "client", "secret");
        return new ConsoleSection.Provider(
                https(map.get("authorization")),
                https(map.get("token")),
                map.get("client").requiredText(),
                map.find("secret").map(logins::readSecret));
    }

    private static URI https(YamlValue value) {
        if (!value.requiredText().startsWith("https://")) {
            throw value.error("must start with https://: who reads along could sign in as anybody");
        }
        return URI.create(value.requiredText());
    }

    private static Duration minutes(YamlValue value) {
        if (!value.requiredText().matches("[1-9]\\d{0,3}m")) {
            throw value.error("must be minutes, such as 30m");
        }
        return Duration.ofMinutes(Long.parseLong(value.requiredText().replace("m", "")));
    }

    private static Duration day(YamlValue value) {
        Duration longest = ApiReader.hours(value);
        if (longest.compareTo(LONGEST) > 0) {
            throw value.error("must be at most 24h");
        }
        return longest;
    }
}
