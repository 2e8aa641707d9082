package yecai.hub.console.visit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.security.MessageDigest;
import java.util.Optional;
import yecai.hub.api.ApiDoor;
import yecai.hub.api.request.RequestContext;
import yecai.hub.api.signin.Caller;
import yecai.hub.console.language.Words;
import yecai.hub.dataset.Language;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.browser.BrowserSession;
import yecai.hub.session.browser.BrowserSessions;
import yecai.hub.session.browser.SessionSecret;

/**
 * Finds out who visits, by the cookie, each time anew: a session that ended a moment ago is none. Checks that forms come from
 * the console's own pages.
 */
public final class Visitors {
    /** The field of each form. */
    public static final String FORM_FIELD = "form";

    /** What a program asks by itself is no use, which would keep a forgotten page signed in. */
    public static final String UNATTENDED = "X-Yecai-Unattended";

    private final ApiDoor door;
    private final BrowserSessions sessions;
    private final Cookies cookies;

    public Visitors(ApiDoor door, BrowserSessions sessions, Cookies cookies) {
        this.door = door;
        this.sessions = sessions;
        this.cookies = cookies;
    }

    /** Returns the visit of a request. */
    public Visit of(Context http) {
        Words words = Words.of(language(http));
        Optional<SessionSecret> secret = SessionSecret.parse(cookies.get(http, Cookies.Name.SESSION));
        Optional<BrowserSession> session = secret.flatMap(sent -> sessions.find(sent, isAttended(http)));
        RequestContext.of(http).setLanguage(words.language());
        session.ifPresent(found -> begin(http, found));
        if (session.isPresent()) {
            return new Visit(http, words, session, secret, secret.get().derive("form"));
        }
        return new Visit(
                http,
                words,
                Optional.empty(),
                Optional.empty(),
                formSecret(http).derive("form"));
    }

    private void begin(Context http, BrowserSession found) {
        door.rates().take(found.person());
        if (!found.isAdministrator()) {
            RequestContext.of(http)
                    .setCaller(new Caller(
                            found.person(),
                            "console " + found.id(),
                            java.util.List.of("*"),
                            found.endsAt(),
                            Optional.of(found.credential())));
        }
    }

    private static boolean isAttended(Context http) {
        return http.header(UNATTENDED) == null;
    }

    private Language language(Context http) {
        String chosen = cookies.get(http, Cookies.Name.LANGUAGE);
        if ("zh".equals(chosen)) {
            return Language.ZH;
        }
        return "en".equals(chosen) ? Language.EN : Language.of(http.header("Accept-Language"));
    }

    private SessionSecret formSecret(Context http) {
        return SessionSecret.parse(cookies.get(http, Cookies.Name.FORM)).orElseGet(() -> {
            SessionSecret made = SessionSecret.random();
            cookies.set(http, Cookies.Name.FORM, made.reveal());
            return made;
        });
    }

    /** Refuses a form that is not from a page that this visitor was given. */
    public void requireOwnForm(Visit visit) {
        String site = visit.http().header("Sec-Fetch-Site");
        boolean isFromHere = site == null || site.equals("same-origin") || site.equals("none");
        String sent = visit.http().formParam(FORM_FIELD);
        boolean isOwn = sent != null
                && MessageDigest.isEqual(sent.getBytes(UTF_8), visit.formToken().getBytes(UTF_8));
        if (!isFromHere || !isOwn) {
            throw new ProblemException(
                    ProblemCode.FORM_NOT_ACCEPTED, "The form is not from a page of this session. Load the page again.");
        }
    }

    public Cookies cookies() {
        return cookies;
    }

    public BrowserSessions sessions() {
        return sessions;
    }
}
