package yecai.hub.console.signin;

import java.util.Optional;
import yecai.hub.session.browser.BrowserSession;
import yecai.hub.session.browser.BrowserSessions.Span;
import yecai.hub.session.browser.SessionSecret;

/**
 * Sessions of database logins. A reader's reads through the API's sessions like everybody; an administrator's keeps what it needs to
 * work as its own login, until it is closed.
 */
public interface OwnLogin {
    /** Opens one; empty if the server does not accept login and password, or the login may not use the console. */
    Optional<SessionSecret> open(String login, String password, Span span);

    /** Gives up what a session has kept; without effect where it has kept nothing. */
    void close(BrowserSession session);
}
