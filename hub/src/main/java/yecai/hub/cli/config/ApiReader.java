package yecai.hub.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads the section {@code api:}. */
record ApiReader(Path configurationFile, LoginReader logins) {
    private static final Pattern ADDRESS = Pattern.compile("(.+):(\\d{1,5})");

    ApiSection read(YamlValue value) {
        YamlMap map = value.map()
                .allowOnly(
                        "listen",
                        "admin",
                        "connections",
                        "requests_per_second",
                        "remember_sign_in",
                        "remember_catalogue",
                        "answers_megabytes",
                        "tls",
                        "oidc");
        return new ApiSection(
                map.find("listen").map(ApiReader::address).orElse(ApiSection.DEFAULT_LISTEN),
                map.find("admin").map(ApiReader::address).orElse(ApiSection.DEFAULT_ADMIN),
                map.find("connections").map(ApiReader::positive).orElse(ApiSection.DEFAULT_CONNECTIONS),
                map.find("requests_per_second").map(ApiReader::positive).orElse(ApiSection.DEFAULT_REQUESTS_PER_SECOND),
                map.find("remember_sign_in").map(ApiReader::seconds).orElse(ApiSection.DEFAULT_REMEMBERED),
                map.find("remember_catalogue").map(ApiReader::seconds).orElse(ApiSection.DEFAULT_CATALOGUE),
                map.find("answers_megabytes").map(ApiReader::megabytes).orElse(ApiSection.DEFAULT_ANSWER_MEGABYTES),
                map.find("tls").map(this::tls),
                map.find("oidc").map(ApiReader::oidc));
    }

    private ApiSection.Tls tls(YamlValue value) {
        YamlMap map = value.map().allowOnly("key_store", "password", "client_authorities");
        return new ApiSection.Tls(
                path(map.get("key_store")),
                logins.readSecret(map.get("password")),
                map.find("client_authorities").map(this::path));
    }

    private static ApiSection.Oidc oidc(YamlValue value) {
        YamlMap map = value.map().allowOnly("issuer", "audience", "keys", "claim");
        YamlValue keys = map.get("keys");
        if (!keys.requiredText().startsWith("https://")) {
            throw keys.error(
                    "must start with https://: whoever can change the keys on their way can sign in as anybody");
        }
        return new ApiSection.Oidc(
                map.get("issuer").requiredText(),
                map.get("audience").requiredText(),
                URI.create(keys.requiredText()),
                map.find("claim").map(YamlValue::requiredText).orElse("sub"));
    }

    private Path path(YamlValue value) {
        return configurationFile
                .toAbsolutePath()
                .resolveSibling(value.requiredText())
                .normalize();
    }

    private static ApiSection.Address address(YamlValue value) {
        Matcher matcher = ADDRESS.matcher(value.requiredText());
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
            throw value.error("must be a host and a port, such as 127.0.0.1:8484");
        }
        return new ApiSection.Address(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    private static int positive(YamlValue value) {
        if (!value.requiredText().matches("[1-9]\\d{0,5}")) {
            throw value.error("must be a number from 1 on");
        }
        return Integer.parseInt(value.requiredText());
    }

    private static int megabytes(YamlValue value) {
        if (!value.requiredText().matches("\\d{1,4}")) {
            throw value.error("must be megabytes, such as 32; 0 remembers nothing");
        }
        return Integer.parseInt(value.requiredText());
    }

    private static Duration seconds(YamlValue value) {
        if (!value.requiredText().matches("\\d{1,3}s")) {
            throw value.error("must be seconds, such as 5s; 0s remembers nothing");
        }
        return Duration.ofSeconds(Long.parseLong(value.requiredText().replace("s", "")));
    }
}
