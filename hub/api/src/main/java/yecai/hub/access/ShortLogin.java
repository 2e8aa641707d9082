package yecai.hub.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import yecai.sql.ScramVerifier;

/**
 * A database login that was just made. The password exists here only: the server gets its verifier.
 *
 * @param name name of the login
 * @param password random, 32 characters of letters and digits
 */
public record ShortLogin(String name, String password) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /** Makes a login that ends by itself. */
    public static ShortLogin issue(Handle hub, String principal, Duration lasts, int connections) {
        ShortLogin login = named(principal);
        hub.createUpdate("select hub.add_login(:login, :principal, :verifier,"
                        + " clock_timestamp() + make_interval(secs => :seconds), :connections)")
                .bind("login", login.name())
                .bind("principal", principal)
                .bind("verifier", ScramVerifier.of(login.password()))
                .bind("seconds", (double) lasts.toSeconds())
                .bind("connections", connections)
                .execute();
        return login;
    }

    /** Makes a second login of the same principal; the old one stays valid for the overlap. */
    public static ShortLogin rotate(Handle hub, String oldLogin, Duration overlap) {
        ShortLogin login = named(oldLogin.replaceFirst("_[0-9a-f]{8}$", ""));
        hub.createUpdate("select hub.rotate_login(:old, :login, :verifier, make_interval(secs => :seconds))")
                .bind("old", oldLogin)
                .bind("login", login.name())
                .bind("verifier", ScramVerifier.of(login.password()))
                .bind("seconds", (double) overlap.toSeconds())
                .execute();
        return login;
    }

    private static ShortLogin named(String base) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 32; i++) {
            password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        String stem = base.length() > 54 ? base.substring(0, 54) : base;
        return new ShortLogin(stem + String.format(Locale.ROOT, "_%08x", RANDOM.nextInt()), password.toString());
    }

    @Override
    public String toString() {
        return "ShortLogin[name=" + name + "]";
    }
}
