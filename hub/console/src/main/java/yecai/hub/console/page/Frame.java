package yecai.hub.console.page;

import java.util.List;
import java.util.Optional;
import yecai.hub.console.language.Words;
import yecai.hub.console.visit.Visit;
import yecai.hub.session.browser.BrowserSession;

/** What stands around each page: its title, the way to it, where else one can go, and who is signed in. */
public final class Frame {
    private final Visit visit;
    private final String title;
    private final List<Crumb> trail;
    private final List<NavigationItem> navigation;

    Frame(Visit visit, String title, List<Crumb> trail, List<NavigationItem> navigation) {
        this.visit = visit;
        this.title = title;
        this.trail = List.copyOf(trail);
        this.navigation = List.copyOf(navigation);
    }

    public Words words() {
        return visit.words();
    }

    public String title() {
        return title;
    }

    public List<Crumb> trail() {
        return trail;
    }

    public List<NavigationItem> navigation() {
        return navigation;
    }

    public Optional<BrowserSession> session() {
        return visit.session();
    }

    public String formToken() {
        return visit.formToken();
    }

    /** The address of this page, for going on in another language. */
    public String address() {
        return visit.http().method().name().equals("GET") ? visit.address() : "/console";
    }

    /** The changing part of the addresses of styles and scripts. */
    public String edition() {
        return Assets.EDITION;
    }
}
