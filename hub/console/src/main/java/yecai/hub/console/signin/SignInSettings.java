package yecai.hub.console.signin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import yecai.hub.session.browser.BrowserSessions.Span;

/**
 * How people sign in.
 *
 * @param span how long a session lasts
 * @param provider empty without an identity provider
 * @param guests of the demo; nobody elsewhere
 */
public record SignInSettings(Span span, Optional<Provider> provider, List<Guest> guests) {
    /** Half an hour without use, and a working day. */
    public static final Span USUAL = new Span(Duration.ofMinutes(30), Duration.ofHours(10));

    public SignInSettings {
        requireNonNull(span, "span is null");
        requireNonNull(provider, "provider is null");
        guests = List.copyOf(guests);
    }

    public static SignInSettings usual() {
        return new SignInSettings(USUAL, Optional.empty(), List.of());
    }
}
