package yecai.hub.console.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import yecai.hub.api.ApiDoor;
import yecai.hub.console.page.Pages;
import yecai.hub.console.visit.Cookies;
import yecai.hub.console.visit.Destination;
import yecai.hub.console.visit.Visit;
import yecai.hub.console.visit.Visitors;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.browser.SessionSecret;

/** Signing in, with a database login or a link, and out. A sign-in always makes a new session, whatever the browser sent. */
public final class SignInPages {
    private final ApiDoor door;
    private final Pages pages;
    private final Visitors visitors;
    private final SignInSettings settings;
    private final OwnLogin ownLogin;

    /** Takes what opens a database login's session. */
    public SignInPages(ApiDoor door, Pages pages, Visitors visitors, SignInSettings settings, OwnLogin ownLogin) {
        this.door = door;
        this.pages = pages;
        this.visitors = visitors;
        this.settings = settings;
        this.ownLogin = ownLogin;
    }

    /** The form. */
    public void form(Visit visit) {
        show(visit, Destination.within(visit.parameters().get("to")), "");
    }

    private void show(Visit visit, String to, String problem) {
        pages.render(
                visit,
                "signin",
                pages.frame(visit, visit.words().get("sign_in.title"), List.of(), ""),
                Map.of(
                        "to",
                        to,
                        "provider",
                        settings.provider().isPresent()
                                ? "/console/sign-in/provider?to=" + URLEncoder.encode(to, UTF_8)
                                : "",
                        "guests",
                        settings.guests(),
                        "problem",
                        problem));
    }

    /** Signs in with a database login. */
    public void password(Visit visit) {
        String login = field(visit, "login").strip();
        String to = Destination.within(field(visit, "to"));
        String attempt = "console " + login.toLowerCase(Locale.ROOT) + " "
                + visit.request().address();
        Optional<SessionSecret> opened =
                attempt(visit, attempt, () -> ownLogin.open(login, field(visit, "password"), settings.span()));
        if (opened.isEmpty()) {
            visit.http().status(401);
            show(visit, to, visit.words().get("sign_in.refused"));
            return;
        }
        begin(visit, opened.get(), to);
    }

    /** Signs in as somebody of the demo. */
    public void guest(Visit visit) {
        String key = field(visit, "guest");
        Guest guest = settings.guests().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.PATH_NOT_FOUND, visit.words().get("error.guest")));
        begin(
                visit,
                ownLogin.open(guest.login(), guest.password(), settings.span())
                        .orElseThrow(() -> new ProblemException(
                                ProblemCode.CREDENTIAL_NOT_ACCEPTED,
                                visit.words().get("sign_in.refused"))),
                Destination.within(field(visit, "to")));
    }

    /** A page that asks before it uses a link up: a program that looks at links in mails must not. */
    public void linkForm(Visit visit) {
        pages.render(
                visit,
                "link",
                pages.frame(visit, visit.words().get("link.title"), List.of(), ""),
                Map.of("secret", visit.parameters().getOrDefault("secret", "")));
    }

    /** Signs in with a link. */
    public void link(Visit visit) {
        String attempt = "console link " + visit.request().address();
        Optional<SessionSecret> opened = attempt(
                visit,
                attempt,
                () -> SessionSecret.parse(field(visit, "secret"))
                        .flatMap(link -> visitors.sessions().openByLink(link, settings.span())));
        begin(
                visit,
                opened.orElseThrow(() -> new ProblemException(
                        ProblemCode.CREDENTIAL_NOT_ACCEPTED, visit.words().get("link.refused"))),
                Destination.HOME);
    }

    private interface Opening {
        Optional<SessionSecret> open();
    }

    /** Who fails again and again has to wait, each time longer. */
    private Optional<SessionSecret> attempt(Visit visit, String attempt, Opening opening) {
        String address = visit.request().address();
        door.lockout().requireOpen(attempt, address);
        Optional<SessionSecret> opened = opening.open();
        if (opened.isEmpty()) {
            door.lockout().failed(attempt, address);
        } else {
            door.lockout().succeeded(attempt);
        }
        return opened;
    }

    /** Gives the browser a session, and ends the one that it had. */
    void begin(Visit visit, SessionSecret opened, String to) {
        if (visit.session().isPresent()) {
            ownLogin.close(visit.getSession());
            visitors.sessions().end(visit.getSecret(), false);
        }
        visitors.cookies().set(visit.http(), Cookies.Name.SESSION, opened.reveal());
        visitors.cookies().remove(visit.http(), Cookies.Name.FORM);
        Pages.redirect(visit.http(), to);
    }

    /** Signs out, of this browser or of all. */
    public void signOut(Visit visit) {
        if (visit.session().isPresent()) {
            ownLogin.close(visit.getSession());
            visitors.sessions()
                    .end(visit.getSecret(), "true".equals(visit.http().formParam("everywhere")));
        }
        visitors.cookies().remove(visit.http(), Cookies.Name.SESSION);
        visit.http().header("Clear-Site-Data", "\"cache\", \"storage\"");
        Pages.redirect(visit.http(), "/console/sign-in");
    }

    /** Goes on in another language. */
    public void language(Visit visit) {
        String chosen = field(visit, "language").equals("zh") ? "zh" : "en";
        visitors.cookies().set(visit.http(), Cookies.Name.LANGUAGE, chosen, 31_536_000);
        Pages.redirect(visit.http(), Destination.within(field(visit, "to")));
    }

    private static String field(Visit visit, String name) {
        String value = visit.http().formParam(name);
        return value == null ? "" : value;
    }
}
