package yecai.hub.console.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import yecai.hub.api.ApiDoor;
import yecai.hub.api.journal.AccessEntry.Action;
import yecai.hub.console.language.Words;
import yecai.hub.console.page.Crumb;
import yecai.hub.console.page.Pages;
import yecai.hub.console.report.Field.Option;
import yecai.hub.console.table.Shown;
import yecai.hub.console.visit.Visit;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.Session;

/** Answers with a report: its form, what its figures rest on, and its sections, all of one moment. */
public final class ReportPage {
    /** More than a screen shows is in the files. */
    private static final int MOST_ROWS = 300;

    private static final int MOST_CHOICES = 500;
    /** What a reader can put right. */
    private static final Set<ProblemCode> OF_PARAMETERS =
            Set.of(ProblemCode.PARAMETER_NOT_VALID, ProblemCode.VALUE_NOT_VALID, ProblemCode.QUERY_TOO_LONG);

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

    /** Answers a visit of somebody who may read. */
    public void answer(Visit visit) throws IOException {
        visit.requireReader();
        if (visit.parameters().containsKey("format")) {
            files.answer(visit);
            return;
        }
        List<Field> fields = new ArrayList<>();
        try {
            Values values = Values.of(report.parameters(), visit.parameters(), visit.words(), door.clock());
            visit.request()
                    .setDataset(String.join(
                            " ",
                            report.sections().stream()
                                    .map(Section::dataset)
                                    .distinct()
                                    .toList()));
            door.callers().run(visit.request(), Action.READ, session -> {
                fields.addAll(fields(session, values, visit.words()));
                render(visit, fields, values, session);
                return "";
            });
        } catch (ProblemException problem) {
            if (!OF_PARAMETERS.contains(problem.code())) {
                throw problem;
            }
            wrong(visit, fields, problem);
        }
    }

    private void render(Visit visit, List<Field> fields, Values values, Session session) throws IOException {
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
        pages.render(
                visit,
                "report",
                pages.frame(visit, words.get("report." + report.key()), trail(words, values), report.place()),
                Map.of(
                        "about",
                        words.find("report." + report.key() + ".about").orElse(""),
                        "path",
                        report.path(),
                        "fields",
                        fields,
                        "basis",
                        Optional.of(basis),
                        "blocks",
                        blocks,
                        "problem",
                        ""));
    }

    /** The form again, with what is wrong. */
    private void wrong(Visit visit, List<Field> read, ProblemException problem) {
        Words words = visit.words();
        List<Field> fields = read.isEmpty() ? plain(words, visit.parameters()) : read;
        visit.request().setProblem(problem.code());
        visit.http().status(problem.code().status());
        String lead = words.find("problem." + problem.code().slug())
                .orElse(problem.code().title());
        pages.render(
                visit,
                "report",
                pages.frame(
                        visit,
                        words.get("report." + report.key()),
                        trail(words, Values.initial(report.parameters(), door.clock())),
                        report.place()),
                Map.of(
                        "about", words.find("report." + report.key() + ".about").orElse(""),
                        "path", report.path(),
                        "fields", fields,
                        "basis", Optional.empty(),
                        "blocks", List.of(),
                        "problem", lead + ": " + problem.getMessage()));
    }

    private List<Field> plain(Words words, Map<String, String> sent) {
        return report.parameters().stream()
                .map(parameter -> new Field(
                        parameter.name(),
                        words.get("parameter." + parameter.name()),
                        parameter.isShown() ? "text" : "hidden",
                        sent.getOrDefault(parameter.name(), ""),
                        List.of()))
                .toList();
    }

    private List<Field> fields(Session session, Values values, Words words) throws IOException {
        List<Field> fields = new ArrayList<>();
        for (Parameter parameter : report.parameters()) {
            List<Option> options = options(session, parameter, values, words);
            String type = parameter.type() == yecai.hub.session.ValueType.DATE
                    ? "date"
                    : options.isEmpty() ? "text" : "choice";
            fields.add(new Field(
                    parameter.name(),
                    words.get("parameter." + parameter.name()),
                    parameter.isShown() ? type : "hidden",
                    values.find(parameter.name()).orElse(""),
                    options));
        }
        return fields;
    }

    private static List<Option> options(Session session, Parameter parameter, Values values, Words words)
            throws IOException {
        List<Option> options = new ArrayList<>();
        parameter.choices().forEach(choice -> options.add(new Option(choice, words.code(parameter.name(), choice))));
        if (parameter.question().isPresent()) {
            if (parameter.initial().isEmpty()) {
                options.add(new Option("", words.get("choice.all")));
            }
            QuerySection.texts(session, parameter.question().get().query(values, MOST_CHOICES))
                    .forEach(row -> options.add(new Option(
                            row.get(0),
                            row.size() > 1 && row.get(1) != null
                                    ? row.get(0) + " · " + row.get(1)
                                    : words.code(parameter.name(), row.get(0)))));
        }
        String chosen = values.find(parameter.name()).orElse("");
        if (!options.isEmpty()
                && options.stream().noneMatch(option -> option.value().equals(chosen))) {
            options.add(new Option(chosen, chosen));
        }
        return options;
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
