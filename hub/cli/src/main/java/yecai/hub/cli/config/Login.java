package yecai.hub.cli.config;

import static java.util.Objects.requireNonNull;

/** A database user and where its password is kept. */
public record Login(String user, Secret password) {
    public Login {
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
    }
}
