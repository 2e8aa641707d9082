package yecai.hub.cli.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code api.console:}.
 *
 * @param isServed whether there is a console at all
 * @param idle how long a session lasts without use
 * @param longest how long it lasts in any case
 * @param provider at which people can sign in; empty for none
 */
public record ConsoleSection(boolean isServed, Duration idle, Duration longest, Optional<Provider> provider) {
    public static final ConsoleSection DEFAULT =
            new ConsoleSection(true, Duration.ofMinutes(30), Duration.ofHours(10), Optional.empty());

    public ConsoleSection {
        requireNonNull(idle, "idle is null");
        requireNonNull(longest, "longest is null");
        requireNonNull(provider, "provider is null");
    }

    /** An identity provider for people; whose its tokens are, {@code api.oidc} says. */
    public record Provider(URI authorization, URI token, String client, Optional<Secret> secret) {
        public Provider {
            requireNonNull(authorization, "authorization is null");
            requireNonNull(token, "token is null");
            requireNonNull(client, "client is null");
            requireNonNull(secret, "secret is null");
        }
    }
}
