package yecai.hub.console;

import java.util.Optional;
import yecai.hub.console.signin.OwnLogin;
import yecai.hub.session.browser.BrowserSession;
import yecai.hub.session.browser.BrowserSessions;
import yecai.hub.session.browser.BrowserSessions.Span;
import yecai.hub.session.browser.SessionSecret;

/** Database logins that keep nothing but their session: readers, and DBAs as long as they have no pages of their own. */
record ReaderLogin(BrowserSessions sessions) implements OwnLogin {
    @Override
    public Optional<SessionSecret> open(String login, String password, Span span) {
        return sessions.openByLogin(login, password, span);
    }

    @Override
    public void close(BrowserSession session) {
        // The session itself is all that there is.
    }
}
