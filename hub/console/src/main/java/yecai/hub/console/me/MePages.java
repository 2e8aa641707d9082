package yecai.hub.console.me;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import yecai.hub.api.ApiDoor;
import yecai.hub.api.journal.AccessEntry.Action;
import yecai.hub.console.language.Words;
import yecai.hub.console.page.Crumb;
import yecai.hub.console.page.Pages;
import yecai.hub.console.report.Basis;
import yecai.hub.console.report.Reading;
import yecai.hub.console.table.Column;
import yecai.hub.console.table.Row;
import yecai.hub.console.table.Shown;
import yecai.hub.console.table.Table;
import yecai.hub.console.visit.Visit;
import yecai.hub.console.visit.Visitors;
import yecai.hub.dataset.Dataset;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.Session;
import yecai.hub.session.browser.OwnAccess;

/** What may I see and why, what have I asked for, and asking for more. */
public final class MePages {
    private static final int DAYS = 30;

    private final ApiDoor door;
    private final Pages pages;
    private final Visitors visitors;

    public MePages(ApiDoor door, Pages pages, Visitors visitors) {
        this.door = door;
        this.pages = pages;
        this.visitors = visitors;
    }

    private OwnAccess own(Visit visit) {
        return visitors.sessions().ownAccess(visit.getSecret());
    }

    /** The page. */
    public void me(Visit visit) throws IOException {
        visit.requireReader();
        show(
                visit,
                new AskForm(
                        "company",
                        "",
                        LocalDate.now(door.clock()).plusDays(DAYS).toString(),
                        "",
                        ""));
    }

    private void show(Visit visit, AskForm ask) throws IOException {
        Words words = visit.words();
        String scope = Reading.begin(
                door,
                visit,
                Action.LIST,
                session -> Basis.of(
                                session.context(),
                                door.sessions().signInLookup().companyCount(),
                                words,
                                door.clock())
                        .scope());
        OwnAccess own = own(visit);
        pages.stream(
                visit,
                "me",
                pages.frame(
                        visit,
                        words.get("me.title"),
                        List.of(new Crumb(words.get("navigation.home"), "/console")),
                        "me"),
                Map.of(
                        "scope", scope,
                        "scopes", shown(words, scopes(own, words), scopeColumns()),
                        "masks", shown(words, masks(own), maskColumns()),
                        "requests",
                                own.listRequests().stream()
                                        .map(request -> new OwnRequest(
                                                request,
                                                words,
                                                visit.getSession().person()))
                                        .toList(),
                        "ask", ask),
                () -> Reading.list(door, visit, pages, session -> datasets(visit, session)));
    }

    /** The table of datasets, for which the catalogue is read. */
    private String datasets(Visit visit, Session session) throws IOException {
        Words words = visit.words();
        List<Row> datasets = new ArrayList<>();
        for (Dataset dataset : door.callers().listDatasets(visit.request(), session)) {
            datasets.add(row(dataset.id(), dataset.description(words.language())));
        }
        return pages.text(
                "table",
                Map.of(
                        "words", words,
                        "table", shown(words, datasets, List.of(Column.text("dataset"), Column.text("meaning"))),
                        "title", words.get("me.datasets")));
    }

    private static Shown shown(Words words, List<Row> rows, List<Column> columns) {
        return new Shown(new Table(columns, rows, false), words, Map.of());
    }

    private static List<Column> scopeColumns() {
        return List.of(
                Column.code("dimension", "dimension"),
                Column.text("value"),
                Column.flag("in_force"),
                Column.text("valid_from"),
                Column.text("valid_to"),
                Column.text("reason").named("why"),
                Column.text("granted_by"),
                Column.text("approvers"));
    }

    private static List<Row> scopes(OwnAccess own, Words words) {
        return own.listScopes().stream()
                .map(scope -> row(
                        scope.dimension(),
                        scope.value().equals("*") ? words.get("word.every") : scope.value(),
                        scope.isInForce() ? "t" : "f",
                        yecai.hub.console.language.Figures.moment(scope.validFrom()),
                        scope.validTo()
                                .map(yecai.hub.console.language.Figures::moment)
                                .orElse(words.get("word.no_end")),
                        scope.reason(),
                        scope.grantedBy(),
                        scope.approvers().isEmpty() ? null : String.join(", ", scope.approvers())))
                .toList();
    }

    private static List<Column> maskColumns() {
        return List.of(
                Column.text("dataset"),
                Column.text("column_name"),
                Column.text("mask"),
                Column.text("reason").named("why"));
    }

    private static List<Row> masks(OwnAccess own) {
        return own.listMasks().stream()
                .map(mask -> row(mask.dataset(), mask.column(), mask.mask(), mask.reason()))
                .toList();
    }

    private static Row row(String... values) {
        return new Row(Arrays.asList(values), false);
    }

    /** Asks for more. */
    public void ask(Visit visit) throws IOException {
        visit.requireReader();
        String dimension = field(visit, "dimension");
        String value = field(visit, "value").strip();
        String until = field(visit, "until").strip();
        String reason = field(visit, "reason").strip();
        try {
            requireRight(visit.words(), dimension, value, until, reason);
            own(visit).ask(dimension, value, until, reason);
        } catch (ProblemException problem) {
            if (problem.code() != ProblemCode.VALUE_NOT_VALID) {
                throw problem;
            }
            visit.request().setProblem(problem.code());
            visit.http().status(400);
            show(visit, new AskForm(dimension, value, until, reason, problem.getMessage()));
            return;
        }
        Pages.redirect(visit.http(), "/console/me");
    }

    private static void requireRight(Words words, String dimension, String value, String until, String reason) {
        if (!List.of("company", "plant", "cost_center", "customer_group").contains(dimension)
                || value.isEmpty()
                || reason.isEmpty()) {
            throw new ProblemException(ProblemCode.VALUE_NOT_VALID, words.get("ask.incomplete"));
        }
        try {
            LocalDate.parse(until);
        } catch (DateTimeException wrong) {
            throw new ProblemException(
                    ProblemCode.VALUE_NOT_VALID, words.get("error.day", words.get("ask.until"), until), wrong);
        }
    }

    /** Takes a request back. */
    public void cancel(Visit visit) {
        visit.requireReader();
        own(visit).cancel(number(visit));
        Pages.redirect(visit.http(), "/console/me");
    }

    /** Makes an approved request a scope. */
    public void use(Visit visit) {
        visit.requireReader();
        own(visit).use(number(visit));
        Pages.redirect(visit.http(), "/console/me");
    }

    private static long number(Visit visit) {
        String text = field(visit, "request");
        if (!text.matches("\\d{1,18}")) {
            throw new ProblemException(
                    ProblemCode.PARAMETER_NOT_VALID, visit.words().get("error.request"));
        }
        return Long.parseLong(text);
    }

    private static String field(Visit visit, String name) {
        String value = visit.http().formParam(name);
        return value == null ? "" : value;
    }
}
