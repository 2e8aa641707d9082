package yecai.hub.console.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.jte.Content;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import yecai.hub.api.ApiDoor;
import yecai.hub.api.journal.AccessEntry.Action;
import yecai.hub.console.language.Words;
import yecai.hub.console.page.Crumb;
import yecai.hub.console.page.Pages;
import yecai.hub.console.table.Shown;
import yecai.hub.console.visit.Visit;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.Session;

/** Answers with a report: its form, what its figures rest on, and its sections, all of one moment. */
public final class ReportPage {
    /** More than a screen shows is in the files. */
    private static final int MOST_ROWS = 300;

    private final ApiDoor door;
    private final Pages pages;
    private final Report report;
    private final ReportFile files;

    public ReportPage(ApiDoor door, Pages pages, Report report) {
        this.door = door;
        this.pages = pages;
        this.report = report;
        this.files = new ReportFile(door, report);
    }

    /**
     * Answers a visit of somebody who may read. Title and form are sent at once; the figures follow as soon as the hub has them,
     * whole, and not at all if the reader has lost a right meanwhile.
     */
    public void answer(Visit visit) throws IOException {
        visit.requireReader();
        if (visit.parameters().containsKey("format")) {
            files.answer(visit);
            return;
        }
        Words words = visit.words();
        Values values;
        try {
            values = Values.of(report.parameters(), visit.parameters(), words, door.clock());
        } catch (ProblemException problem) {
            wrong(visit, problem);
            return;
        }
        visit.request()
                .setDataset(report.sections().stream()
                        .map(Section::dataset)
                        .distinct()
                        .collect(Collectors.joining(" ")));
        List<Field> fields =
                Reading.begin(door, visit, Action.LIST, session -> ReportForm.fields(report, session, values, words));
        pages.stream(
                visit,
                "report",
                pages.frame(visit, words.get("report." + report.key()), trail(words, values), report.place()),
                Map.of(
                        "about", words.find("report." + report.key() + ".about").orElse(""),
                        "path", report.path(),
                        "fields", fields),
                () -> Reading.figures(door, visit, pages, session -> sections(visit, values, session)));
    }

    private String sections(Visit visit, Values values, Session session) throws IOException {
        Words words = visit.words();
        List<Block> blocks = new ArrayList<>();
        long rows = 0;
        for (Section section : report.sections()) {
            Section.Read read = section.read(session, values, words, MOST_ROWS);
            rows += read.table().size();
            blocks.add(new Block(
                    section.key(),
                    words.get("section." + section.key()),
                    words.find("section." + section.key() + ".about").orElse(""),
                    new Shown(read.table(), words, values.map()),
                    read.chart(),
                    read.sql(),
                    address(values) + "section=" + section.key() + "&format=",
                    section.isDataset()
                            ? door.origin().get() + "/odata/v4/"
                                    + section.dataset().replace('.', '_')
                            : ""));
        }
        visit.request().setRows(rows);
        Basis basis = Basis.of(session.context(), door.sessions().signInLookup().companyCount(), words, door.clock());
        return pages.text("figures", Map.of("words", words, "basis", basis, "blocks", blocks));
    }

    /** The form again, with what is wrong. */
    private void wrong(Visit visit, ProblemException problem) {
        Words words = visit.words();
        visit.request().setProblem(problem.code());
        visit.http().status(problem.code().status());
        Content alert = output -> output.writeContent(Reading.alert(visit, pages, problem));
        pages.render(
                visit,
                "report",
                pages.frame(
                        visit,
                        words.get("report." + report.key()),
                        trail(words, Values.of(report.parameters(), door.clock())),
                        report.place()),
                Map.of(
                        "about", words.find("report." + report.key() + ".about").orElse(""),
                        "path", report.path(),
                        "fields", ReportForm.plain(report, visit.parameters(), words),
                        "figures", alert));
    }

    private String address(Values values) {
        StringBuilder address = new StringBuilder(report.path()).append('?');
        report.parameters()
                .forEach(parameter -> values.find(parameter.name())
                        .ifPresent(value -> address.append(parameter.name())
                                .append('=')
                                .append(URLEncoder.encode(value, UTF_8))
                                .append('&')));
        return address.toString();
    }

    private List<Crumb> trail(Words words, Values values) {
        List<Crumb> trail = new ArrayList<>();
        trail.add(new Crumb(words.get("navigation.home"), "/console"));
        for (Report above : report.above()) {
            StringBuilder address = new StringBuilder(above.path());
            above.parameters()
                    .forEach(parameter -> values.find(parameter.name())
                            .ifPresent(value -> address.append(address.indexOf("?") < 0 ? '?' : '&')
                                    .append(parameter.name())
                                    .append('=')
                                    .append(URLEncoder.encode(value, UTF_8))));
            trail.add(new Crumb(words.get("report." + above.key()), address.toString()));
        }
        return trail;
    }
}
