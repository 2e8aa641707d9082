package yecai.hub.console.finance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import yecai.hub.api.ApiDoor;
import yecai.hub.api.journal.AccessEntry.Action;
import yecai.hub.console.language.Figures;
import yecai.hub.console.language.Words;
import yecai.hub.console.page.Crumb;
import yecai.hub.console.page.Navigation;
import yecai.hub.console.page.Pages;
import yecai.hub.console.report.Basis;
import yecai.hub.console.report.Parameter;
import yecai.hub.console.report.QuerySection;
import yecai.hub.console.report.Question;
import yecai.hub.console.report.Reading;
import yecai.hub.console.report.Section;
import yecai.hub.console.report.Values;
import yecai.hub.console.table.Column;
import yecai.hub.console.table.Shown;
import yecai.hub.console.visit.Visit;
import yecai.hub.session.QueryText;
import yecai.hub.session.Session;
import yecai.hub.session.Sessions;
import yecai.hub.session.browser.BrowserSession;

/**
 * Where everybody arrives: how current each source is, what needs the reader, and what changed since yesterday. The last two ask
 * more of the hub and come when the page is there already.
 */
public final class HomePage {
    private static final int MOST = 50;
    private static final Map<String, String> ADDRESSES = Map.of(
            "overdue", "/console/receivables",
            "control", "/console/control?shown=differences",
            "late", "/console/ledger",
            "quality", "/console/quality",
            "codes", "/console/codes?kind=every&shown=differences");

    private static final Section SOURCES = QuerySection.of(
            "finance.freshness",
            "sources",
            Question.of("hub/console/finance/home/sources.sql"),
            Column.text("source"),
            Column.text("pack"),
            Column.code("state", "state"),
            Column.moment("as_of"),
            Column.moment("applied_at"),
            Column.moment("loaded_at"),
            Column.count("applied_transactions"),
            Column.text("position"));

    private static final Section CHANGES = QuerySection.of(
            "finance.receivable_movement",
            "changes",
            Question.of("hub/console/finance/home/changes.sql"),
            Column.date("effective_date"),
            Column.code("movement", "movement"),
            Column.count("postings"),
            Column.amount("amount", "transaction_currency"),
            Column.text("transaction_currency").hidden());
    private static final Question NEEDS = Question.of("hub/console/finance/home/needs.sql");

    private final ApiDoor door;
    private final Pages pages;

    public HomePage(ApiDoor door, Pages pages) {
        this.door = door;
        this.pages = pages;
    }

    private Values none() {
        return Values.of(List.<Parameter>of(), door.clock());
    }

    /** The page itself. */
    public void home(Visit visit) throws IOException {
        BrowserSession session = visit.getSession();
        Words words = visit.words();
        Section.Read[] sources = new Section.Read[1];
        String[] scope = {""};
        if (!session.isAdministrator()) {
            visit.request().setDataset("finance.freshness");
            Reading.begin(door, visit, Action.READ, reading -> {
                sources[0] = SOURCES.read(reading, none(), words, MOST);
                scope[0] = Basis.of(
                                reading.context(),
                                door.sessions().signInLookup().companyCount(),
                                words,
                                door.clock())
                        .scope();
                return "";
            });
        }
        pages.render(
                visit,
                "home",
                pages.frame(visit, words.get("home.title", session.person()), List.of(), "home"),
                Map.of(
                        "scope", scope[0],
                        "isFinance", Navigation.isFinance(session),
                        "isAdministrator", session.isAdministrator(),
                        "sources",
                                java.util.Optional.ofNullable(sources[0])
                                        .map(read -> new Shown(read.table(), words, Map.of()))));
    }

    /** What needs the reader. */
    public void needs(Visit visit) throws IOException {
        visit.request().setDataset("finance.receivable_aging finance.data_quality finance.control_total");
        part(visit, "needs", reading -> pages.text("needs", Map.of("needs", listNeeds(visit.words(), reading))));
    }

    private List<Need> listNeeds(Words words, Session reading) throws IOException {
        QueryText query = NEEDS.query(none());
        List<Need> needs = new ArrayList<>();
        for (List<String> row : QuerySection.texts(reading, query)) {
            needs.add(new Need(
                    words.get("need." + row.get(0)),
                    Figures.number(row.get(1)),
                    row.get(2) == null ? "" : Figures.number(row.get(2)) + " " + row.get(3),
                    ADDRESSES.get(row.get(0)),
                    row.get(1).equals("0")));
        }
        return needs;
    }

    /** What changed since yesterday. */
    public void changes(Visit visit) throws IOException {
        Words words = visit.words();
        visit.request().setDataset(CHANGES.dataset());
        part(
                visit,
                "changes",
                reading -> pages.text(
                        "table",
                        Map.of(
                                "words",
                                words,
                                "table",
                                new Shown(
                                        CHANGES.read(reading, none(), words, MOST)
                                                .table(),
                                        words,
                                        Map.of()),
                                "title",
                                words.get("home.changes"))));
    }

    /** What surrounds the part is sent at once: whoever asks for it alone sees where they are. */
    private void part(Visit visit, String name, Sessions.Work<String> figures) throws IOException {
        visit.requireReader();
        pages.stream(
                visit,
                "part",
                pages.frame(
                        visit,
                        visit.words().get("home." + name),
                        List.of(new Crumb(visit.words().get("navigation.home"), "/console")),
                        "home"),
                Map.of(),
                () -> Reading.figures(door, visit, pages, figures));
    }
}
