package yecai.hub.api.signin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import yecai.hub.session.browser.SessionSecret;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.SqlCause;

/** Issues links with which people sign in to the console, once. */
public final class ConsoleLinks {
    private final Handle hub;

    /** Takes a handle whose role may call the access functions. */
    public ConsoleLinks(Handle hub) {
        this.hub = requireNonNull(hub, "hub is null");
    }

    /** Issues a link for a principal; only the returned object ever knows its secret. */
    public SessionSecret issue(String principal, Instant expiresAt) {
        SessionSecret secret = SessionSecret.random();
        try {
            hub.createUpdate("select hub.issue_console_link(:link, :secretHash, :principal, :expiresAt)")
                    .bind("link", SessionSecret.randomName())
                    .bind("secretHash", secret.hash())
                    .bind("principal", principal)
                    .bind("expiresAt", expiresAt)
                    .execute();
            return secret;
        } catch (JdbiException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "no link can be issued for principal " + principal + ": " + SqlCause.message(problem),
                    problem);
        }
    }
}
