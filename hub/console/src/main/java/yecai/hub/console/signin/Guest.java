package yecai.hub.console.signin;

import static java.util.Objects.requireNonNull;

/**
 * Somebody as whom a visitor of the demo can look around with one click: a database login of the demo's own server.
 *
 * @param key finance, company, dba or everyone
 */
public record Guest(String key, String login, String password) {
    public Guest {
        requireNonNull(key, "key is null");
        requireNonNull(login, "login is null");
        requireNonNull(password, "password is null");
    }

    @Override
    public String toString() {
        return "Guest[" + key + "]";
    }
}
