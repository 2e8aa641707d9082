package yecai.hub.console.signin;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import yecai.hub.api.signin.OidcSettings;

/**
 * An OpenID Connect provider at which people sign in.
 *
 * @param authorization where browsers are sent
 * @param token where the code is exchanged
 * @param client by which the provider knows the console
 * @param secret of the client; empty for a public one, which PKCE alone protects
 * @param identity how its ID tokens are checked; their audience is the client
 */
public record Provider(URI authorization, URI token, String client, Optional<String> secret, OidcSettings identity) {
    public Provider {
        requireNonNull(authorization, "authorization is null");
        requireNonNull(token, "token is null");
        requireNonNull(client, "client is null");
        requireNonNull(secret, "secret is null");
        requireNonNull(identity, "identity is null");
    }

    @Override
    public String toString() {
        return "Provider[" + authorization + ", client=" + client + "]";
    }
}
