package yecai.hub.cli.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import yecai.hub.api.ApiExtension;
import yecai.hub.api.signin.OidcSettings;
import yecai.hub.cli.config.ApiSection;
import yecai.hub.cli.config.ConsoleSection;
import yecai.hub.cli.option.Installation;
import yecai.hub.console.Console;
import yecai.hub.console.ConsoleSettings;
import yecai.hub.console.signin.Provider;
import yecai.hub.console.signin.SignInSettings;
import yecai.hub.session.browser.BrowserSessions.Span;

/** The console as an installation wants it. */
final class ConsoleExtension {
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private ConsoleExtension() {}

    /** Lists the console, or nothing where it is off. */
    static List<ApiExtension> listFor(Installation installation) {
        ConsoleSection console = installation.configuration().api().console();
        if (!console.isServed()) {
            return List.of();
        }
        return List.of(new Console(new ConsoleSettings(
                new SignInSettings(
                        new Span(console.idle(), console.longest()), provider(installation, console), List.of()),
                false)));
    }

    private static Optional<Provider> provider(Installation installation, ConsoleSection console) {
        ApiSection api = installation.configuration().api();
        return console.provider()
                .map(provider -> new Provider(
                        provider.authorization(),
                        provider.token(),
                        provider.client(),
                        provider.secret().map(secret -> secret.read(installation.environment())),
                        api.oidc()
                                .map(oidc -> new OidcSettings(
                                        oidc.issuer(),
                                        provider.client(),
                                        oidc.keys(),
                                        oidc.claim(),
                                        CLOCK_SKEW,
                                        oidc.longest()))
                                .orElseThrow()));
    }
}
