package yecai.hub.console;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.net.URI;
import java.util.Optional;
import yecai.hub.api.ApiDoor;
import yecai.hub.api.ApiExtension;
import yecai.hub.console.administration.AdministrationPages;
import yecai.hub.console.administration.KeptLogins;
import yecai.hub.console.finance.FinancePages;
import yecai.hub.console.finance.HomePage;
import yecai.hub.console.live.LivePages;
import yecai.hub.console.me.MePages;
import yecai.hub.console.page.Assets;
import yecai.hub.console.page.Navigation;
import yecai.hub.console.page.Pages;
import yecai.hub.console.report.Report;
import yecai.hub.console.report.ReportPage;
import yecai.hub.console.signin.ProviderSignIn;
import yecai.hub.console.signin.SignInPages;
import yecai.hub.console.tour.TourPage;
import yecai.hub.console.visit.Cookies;
import yecai.hub.console.visit.Visitors;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.browser.BrowserSessions;

/** The pages for people, on the API's port below {@code /console}. */
public final class Console implements ApiExtension {
    private final ConsoleSettings settings;
    private Optional<LivePages> live = Optional.empty();

    public Console(ConsoleSettings settings) {
        this.settings = settings;
    }

    @Override
    public String prefix() {
        return "/console";
    }

    @Override
    public void serve(JavalinConfig config, ApiDoor door) {
        BrowserSessions sessions = new BrowserSessions(door.sessions());
        Visitors visitors = new Visitors(door, sessions, new Cookies(isSecure(door)));
        Pages pages = new Pages(visitors, new Navigation(AdministrationPages.navigation(), settings.hasTour()));
        Assets.serve(config);
        KeptLogins logins = new KeptLogins(sessions, door.administration());
        signIn(config, door, pages, visitors, logins);
        administration(config, door, pages, logins);
        read(config, door, pages);
        me(config, door, pages, visitors);
        LivePages livePages = new LivePages(visitors);
        live = Optional.of(livePages);
        config.routes.sse("/console/live", livePages::listen);
        if (settings.hasTour()) {
            get(config, "/console/tour", pages.get(new TourPage(pages)::tour));
        }
        get(config, "/console/<rest>", pages.get(visit -> {
            throw new ProblemException(ProblemCode.PATH_NOT_FOUND, visit.words().get("error.page"));
        }));
    }

    /** Whether browsers come over https: directly, or through a proxy whose address is given. */
    private static boolean isSecure(ApiDoor door) {
        return door.settings().tls().isPresent()
                || door.settings()
                        .front()
                        .publicUrl()
                        .map(URI::getScheme)
                        .filter("https"::equals)
                        .isPresent();
    }

    private static void administration(JavalinConfig config, ApiDoor door, Pages pages, KeptLogins logins) {
        AdministrationPages administration = new AdministrationPages(door, pages, logins);
        get(config, "/console/administration/{place}", pages.get(administration::show));
        for (String path : AdministrationPages.listPathsForWriters()) {
            get(config, path, pages.get(administration::show));
        }
        post(config, "/console/administration/act", pages.post(administration::act));
    }

    private void signIn(JavalinConfig config, ApiDoor door, Pages pages, Visitors visitors, KeptLogins logins) {
        SignInPages signIn = new SignInPages(door, pages, visitors, settings.signIn(), logins);
        get(config, "/console/sign-in", pages.get(signIn::form));
        post(config, "/console/sign-in", pages.post(signIn::password));
        post(config, "/console/sign-in/guest", pages.post(signIn::guest));
        get(config, "/console/link", pages.get(signIn::linkForm));
        post(config, "/console/link", pages.post(signIn::link));
        post(config, "/console/sign-out", pages.post(signIn::signOut));
        post(config, "/console/language", pages.post(signIn::language));
        settings.signIn().provider().ifPresent(provider -> {
            ProviderSignIn byProvider = new ProviderSignIn(door, visitors, signIn, provider, settings.signIn());
            get(config, "/console/sign-in/provider", pages.get(byProvider::begin));
            get(config, "/console/sign-in/return", pages.get(byProvider::end));
        });
    }

    private static void read(JavalinConfig config, ApiDoor door, Pages pages) {
        HomePage home = new HomePage(door, pages);
        get(config, "/console", pages.get(home::home));
        get(config, "/console/needs", pages.get(home::needs));
        get(config, "/console/changes", pages.get(home::changes));
        for (Report report : FinancePages.listReports()) {
            get(config, report.path(), pages.get(new ReportPage(door, pages, report)::answer));
        }
    }

    private static void me(JavalinConfig config, ApiDoor door, Pages pages, Visitors visitors) {
        MePages me = new MePages(door, pages, visitors);
        get(config, "/console/me", pages.get(me::me));
        post(config, "/console/me/ask", pages.post(me::ask));
        post(config, "/console/me/cancel", pages.post(me::cancel));
        post(config, "/console/me/use", pages.post(me::use));
    }

    private static void get(JavalinConfig config, String path, Handler handler) {
        config.routes.addEndpoint(new Endpoint(HandlerType.GET, path, handler));
    }

    private static void post(JavalinConfig config, String path, Handler handler) {
        config.routes.addEndpoint(new Endpoint(HandlerType.POST, path, handler));
    }

    @Override
    public void close() {
        live.ifPresent(LivePages::close);
    }
}
