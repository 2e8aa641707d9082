package yecai.hub.api.signin;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;

/**
 * An OpenID Connect provider.
 *
 * @param claim the claim that names the subject
 * @param longest the longest time from now that a token may be valid for; one that lasts longer is refused
 */
public record OidcSettings(
        String issuer, String audience, URI keys, String claim, Duration clockSkew, Duration longest) {
    /** A day: providers give an hour. */
    private static final Duration USUAL_LONGEST = Duration.ofHours(24);

    /** With the usual bound of a token's life. */
    public OidcSettings(String issuer, String audience, URI keys, String claim, Duration clockSkew) {
        this(issuer, audience, keys, claim, clockSkew, USUAL_LONGEST);
    }

    public OidcSettings {
        requireNonNull(issuer, "issuer is null");
        requireNonNull(audience, "audience is null");
        requireNonNull(keys, "keys is null");
        requireNonNull(claim, "claim is null");
        requireNonNull(clockSkew, "clockSkew is null");
        requireNonNull(longest, "longest is null");
    }
}
