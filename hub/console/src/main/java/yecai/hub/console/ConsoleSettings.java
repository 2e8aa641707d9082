package yecai.hub.console;

import static java.util.Objects.requireNonNull;

import yecai.hub.console.signin.SignInSettings;

/**
 * How the console is served.
 *
 * @param hasTour whether it shows the guided tour, which is of the demo's data
 */
public record ConsoleSettings(SignInSettings signIn, boolean hasTour) {
    public ConsoleSettings {
        requireNonNull(signIn, "signIn is null");
    }

    /** With database logins and links only. */
    public static ConsoleSettings usual() {
        return new ConsoleSettings(SignInSettings.usual(), false);
    }
}
