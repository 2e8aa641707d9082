package yecai.hub.console.page;

import java.util.ArrayList;
import java.util.List;
import yecai.hub.console.visit.Visit;
import yecai.hub.session.browser.BrowserSession;

/** Where a person can go: what they may not read is not offered. */
public final class Navigation {
    /** A place; its label is words of its key. */
    public record Place(String key, String address) {}

    private static final List<Place> FINANCE = List.of(
            new Place("receivables", "/console/receivables"),
            new Place("payables", "/console/payables"),
            new Place("costs", "/console/costs"),
            new Place("ledger", "/console/ledger"),
            new Place("reconciliation", "/console/reconciliation"),
            new Place("control", "/console/control"),
            new Place("quality", "/console/quality"),
            new Place("codes", "/console/codes"));

    private final List<Place> administration;
    private final boolean hasTour;

    /**
     * Makes one.
     *
     * @param administration places of DBAs and approvers
     */
    public Navigation(List<Place> administration, boolean hasTour) {
        this.administration = List.copyOf(administration);
        this.hasTour = hasTour;
    }

    /** Whether a person may read the figures of finance. */
    public static boolean isFinance(BrowserSession session) {
        return session.areas().contains("finance");
    }

    List<NavigationItem> items(Visit visit, String current) {
        if (visit.session().isEmpty()) {
            return List.of();
        }
        BrowserSession session = visit.session().get();
        List<Place> places = new ArrayList<>();
        places.add(new Place("home", "/console"));
        if (isFinance(session)) {
            places.addAll(FINANCE);
        }
        if (session.isAdministrator()) {
            places.addAll(administration);
        } else {
            places.add(new Place("me", "/console/me"));
        }
        if (hasTour) {
            places.add(new Place("tour", "/console/tour"));
        }
        return places.stream()
                .map(place -> new NavigationItem(
                        visit.words().get("navigation." + place.key()),
                        place.address(),
                        place.key().equals(current)))
                .toList();
    }
}
