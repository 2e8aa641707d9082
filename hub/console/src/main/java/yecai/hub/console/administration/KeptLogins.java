package yecai.hub.console.administration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import yecai.hub.administration.Administration;
import yecai.hub.administration.LoginOperator;
import yecai.hub.console.signin.OwnLogin;
import yecai.hub.console.visit.SignInNeeded;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.browser.BrowserSession;
import yecai.hub.session.browser.BrowserSessions;
import yecai.hub.session.browser.BrowserSessions.Span;
import yecai.hub.session.browser.SessionSecret;

/**
 * Database logins of the console. An administrator's is kept in memory as long as it is used, so that the hub connects as it;
 * after a restart of this process administrators sign in again.
 */
public final class KeptLogins implements OwnLogin {
    private static final Duration UNUSED = Duration.ofHours(1);
    private static final int MOST = 1_000;

    private final BrowserSessions sessions;
    private final Administration administration;
    private final Cache<String, LoginOperator> kept =
            Caffeine.newBuilder().expireAfterAccess(UNUSED).maximumSize(MOST).build();

    public KeptLogins(BrowserSessions sessions, Administration administration) {
        this.sessions = sessions;
        this.administration = administration;
    }

    @Override
    public Optional<SessionSecret> open(String login, String password, Span span) {
        Optional<SessionSecret> opened = sessions.openByLogin(login, password, span);
        Optional<BrowserSession> session =
                opened.flatMap(secret -> sessions.find(secret, true)).filter(BrowserSession::isAdministrator);
        if (session.isEmpty()) {
            return opened;
        }
        try {
            kept.put(session.get().id(), administration.signIn(login, password, "console"));
            return opened;
        } catch (ProblemException refused) {
            sessions.end(opened.get(), false);
            return Optional.empty();
        }
    }

    @Override
    public void close(BrowserSession session) {
        kept.invalidate(session.id());
    }

    /** Returns the login of an administrator's session. */
    LoginOperator get(BrowserSession session) {
        LoginOperator operator = session.isAdministrator() ? kept.getIfPresent(session.id()) : null;
        if (operator == null) {
            throw new SignInNeeded();
        }
        return operator;
    }
}
