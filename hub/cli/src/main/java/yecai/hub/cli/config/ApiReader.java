package yecai.hub.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.sql.connection.Network;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads the section {@code api:}. */
record ApiReader(Path configurationFile, LoginReader logins) {
    private static final Pattern PUBLIC_URL = Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]+");
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
                        "oidc",
                        "held_reads",
                        "hold_reads_for",
                        "public_url",
                        "trusted_proxies",
                        "proxy_protocol",
                        "events",
                        "console");
        return new ApiSection(
                map.find("listen").map(ApiReader::address).orElse(ApiSection.DEFAULT_LISTEN),
                map.find("admin").map(ApiReader::address).orElse(ApiSection.DEFAULT_ADMIN),
                map.find("connections").map(ApiReader::positive).orElse(ApiSection.DEFAULT_CONNECTIONS),
                map.find("requests_per_second").map(ApiReader::positive).orElse(ApiSection.DEFAULT_REQUESTS_PER_SECOND),
                map.find("remember_sign_in").map(ApiReader::seconds).orElse(ApiSection.DEFAULT_REMEMBERED),
                map.find("remember_catalogue").map(ApiReader::seconds).orElse(ApiSection.DEFAULT_CATALOGUE),
                map.find("answers_megabytes").map(ApiReader::megabytes).orElse(ApiSection.DEFAULT_ANSWER_MEGABYTES),
                map.find("tls").map(this::tls),
                map.find("oidc").map(ApiReader::oidc),
                new ApiSection.Paging(
                        map.find("held_reads").map(ApiReader::count).orElse(ApiSection.Paging.DEFAULT.reads()),
                        map.find("hold_reads_for").map(ApiReader::seconds).orElse(ApiSection.Paging.DEFAULT.time())),
                new ApiSection.Front(
                        map.find("public_url").map(ApiReader::publicUrl),
                        map.find("trusted_proxies").map(ApiReader::proxies).orElse(List.of()),
                        map.find("proxy_protocol")
                                .map(given -> proxyProtocol(given, map.find("trusted_proxies")))
                                .orElse(false)),
                map.find("events").map(this::events).orElse(ApiSection.Events.NONE),
                new ConsoleReader(logins).read(map));
    }

    private ApiSection.Events events(YamlValue value) {
        YamlMap map = value.map().allowOnly("key", "allow");
        return new ApiSection.Events(
                map.find("key").map(logins::readSecret),
                map.find("allow").map(ApiReader::proxies).orElse(List.of()));
    }

    /** Whoever may say where a connection comes from has to be named. */
    private static boolean proxyProtocol(YamlValue value, Optional<YamlValue> proxies) {
        String text = value.requiredText();
        if (!text.equals("true") && !text.equals("false")) {
            throw value.error("must be true or false");
        }
        boolean isOn = text.equals("true");
        if (isOn && proxies.map(YamlValue::texts).orElse(List.of()).isEmpty()) {
            throw value.error("needs `trusted_proxies`: the addresses of the load balancers that are believed");
        }
        return isOn;
    }

    private static URI publicUrl(YamlValue value) {
        if (!PUBLIC_URL.matcher(value.requiredText()).matches()) {
            throw value.error(
                    "must be scheme, host and port as clients reach the API, such as https://hub.example.com");
        }
        return URI.create(value.requiredText());
    }

    private static List<String> proxies(YamlValue value) {
        try {
            value.texts().forEach(Network::parse);
            return value.texts();
        } catch (IllegalArgumentException wrong) {
            throw value.error("is not valid: " + wrong.getMessage());
        }
    }

    private static int count(YamlValue value) {
        if (!value.requiredText().matches("\\d{1,3}")) {
            throw value.error("must be a number; 0 holds none");
        }
        return Integer.parseInt(value.requiredText());
    }

    private ApiSection.Tls tls(YamlValue value) {
        YamlMap map = value.map().allowOnly("key_store", "password", "client_authorities");
        return new ApiSection.Tls(
                path(map.get("key_store")),
                logins.readSecret(map.get("password")),
                map.find("client_authorities").map(this::path));
    }

    private static ApiSection.Oidc oidc(YamlValue value) {
        YamlMap map = value.map().allowOnly("issuer", "audience", "keys", "claim", "longest");
        YamlValue keys = map.get("keys");
        if (!keys.requiredText().startsWith("https://")) {
            throw keys.error(
                    "must start with https://: whoever can change the keys on their way can sign in as anybody");
        }
        return new ApiSection.Oidc(
                map.get("issuer").requiredText(),
                map.get("audience").requiredText(),
                URI.create(keys.requiredText()),
                map.find("claim").map(YamlValue::requiredText).orElse("sub"),
                map.find("longest").map(ApiReader::hours).orElse(ApiSection.Oidc.DEFAULT_LONGEST));
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

    static Duration hours(YamlValue value) {
        if (!value.requiredText().matches("[1-9]\\d{0,3}h")) {
            throw value.error("must be hours, such as 24h");
        }
        return Duration.ofHours(Long.parseLong(value.requiredText().replace("h", "")));
    }

    private static Duration seconds(YamlValue value) {
        if (!value.requiredText().matches("\\d{1,3}s")) {
            throw value.error("must be seconds, such as 5s; 0s remembers nothing");
        }
        return Duration.ofSeconds(Long.parseLong(value.requiredText().replace("s", "")));
    }
}
