package yecai.hub.cli.config;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything the configuration file says; read once. Every property is described in {@code hub/CONFIGURATION.md}. */
public record Configuration(HubSection hub, Map<String, SourceSection> sources, ApiSection api) {
    public Configuration {
        requireNonNull(hub, "hub is null");
        requireNonNull(api, "api is null");
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }
}
