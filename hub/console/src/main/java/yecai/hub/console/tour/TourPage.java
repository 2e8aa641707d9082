package yecai.hub.console.tour;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import yecai.hub.console.language.Words;
import yecai.hub.console.page.Pages;
import yecai.hub.console.visit.Visit;

/** The guided tour of the demo: from an order that is shipped to what one person sees and a colleague does not. */
public final class TourPage {
    /** Where each step leads: an address, or a person and an address. */
    private record Way(String address, String guest, String to, String command) {
        static Way to(String address) {
            return new Way(address, "", "", "");
        }

        static Way as(String guest, String to) {
            return new Way("", guest, to, "");
        }
    }

    private static final List<Way> WAYS = List.of(
            Way.as("finance", "/console"),
            Way.to("/console/receivables?by=customer"),
            Way.to("/console/receivables/items?bucket=unbilled"),
            Way.to("/console/receivables/items"),
            Way.to("/console/costs"),
            Way.to("/console/reconciliation"),
            Way.to("/console/control"),
            Way.as("company", "/console/receivables?by=customer"),
            Way.as("company", "/console/me"),
            Way.as("dba", "/console"));

    private final Pages pages;

    public TourPage(Pages pages) {
        this.pages = pages;
    }

    /** The page. */
    public void tour(Visit visit) {
        Words words = visit.words();
        List<TourStep> steps = IntStream.rangeClosed(1, WAYS.size())
                .mapToObj(number -> step(words, number, WAYS.get(number - 1)))
                .toList();
        pages.render(
                visit, "tour", pages.frame(visit, words.get("tour.title"), List.of(), "tour"), Map.of("steps", steps));
    }

    private static TourStep step(Words words, int number, Way way) {
        String key = "tour." + number;
        return new TourStep(
                words.get(key + ".title"),
                words.get(key + ".text"),
                words.get(key + ".action"),
                way.address(),
                way.guest(),
                way.to(),
                way.command());
    }
}
