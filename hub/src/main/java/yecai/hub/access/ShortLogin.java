package yecai.hub.access;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
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
    public static ShortLogin issue(Connection hub, String principal, Duration lasts, int connections)
            throws SQLException {
        ShortLogin login = named(principal);
        try (var statement = hub.prepareStatement(
                "select hub.add_login(?, ?, ?, clock_timestamp() + make_interval(secs => ?), ?)")) {
            statement.setString(1, login.name());
            statement.setString(2, principal);
            statement.setString(3, ScramVerifier.of(login.password()));
            statement.setDouble(4, lasts.toSeconds());
            statement.setInt(5, connections);
            statement.execute();
        }
        return login;
    }

    /** Makes a second login of the same principal; the old one goes on for the overlap. */
    public static ShortLogin rotate(Connection hub, String oldLogin, Duration overlap) throws SQLException {
        ShortLogin login = named(oldLogin.replaceFirst("_[0-9a-f]{8}$", ""));
        try (var statement = hub.prepareStatement("select hub.rotate_login(?, ?, ?, make_interval(secs => ?))")) {
            statement.setString(1, oldLogin);
            statement.setString(2, login.name());
            statement.setString(3, ScramVerifier.of(login.password()));
            statement.setDouble(4, overlap.toSeconds());
            statement.execute();
        }
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
