package yecai.hub.console.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.LocalDate;
import yecai.hub.api.ApiDoor;
import yecai.hub.api.limit.ExportSlots;
import yecai.hub.console.language.Words;
import yecai.hub.console.table.TableFile;
import yecai.hub.console.visit.Visit;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/**
 * Answers with a section as a file. It is sent when it is whole and the reader may still read it: whoever loses a right while it
 * is made gets nothing.
 */
final class ReportFile {
    /** More than that is an export of the API's. */
    static final int MOST_ROWS = 100_000;

    private final ApiDoor door;
    private final Report report;

    ReportFile(ApiDoor door, Report report) {
        this.door = door;
        this.report = report;
    }

    void answer(Visit visit) throws IOException {
        Words words = visit.words();
        String format = visit.parameters().get("format");
        Section section = report.sections().stream()
                .filter(one -> one.key().equals(visit.parameters().get("section")))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemCode.PATH_NOT_FOUND, words.get("error.section")));
        Values values = Values.of(report.parameters(), visit.parameters(), words, door.clock());
        visit.request().setDataset(section.dataset());
        Section.Read read;
        try (ExportSlots.Slot slot =
                door.exports().enter(true, visit.getSession().person())) {
            read = Reading.export(door, visit, session -> {
                Section.Read found = section.read(session, values, words, MOST_ROWS);
                visit.request().setRows(found.table().size());
                return found;
            });
        }
        if (read.table().isCut()) {
            throw new ProblemException(ProblemCode.PARAMETER_NOT_VALID, words.get("error.rows", MOST_ROWS));
        }
        switch (format) {
            case "csv" ->
                send(
                        visit,
                        section,
                        "csv",
                        "text/csv; charset=utf-8",
                        TableFile.csv(read.table().data()));
            case "xlsx" ->
                send(
                        visit,
                        section,
                        "xlsx",
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        TableFile.workbook(read.table().data(), words, words.get("section." + section.key())));
            case "svg" ->
                send(
                        visit,
                        section,
                        "svg",
                        "image/svg+xml",
                        read.chart()
                                .orElseThrow(() -> new ProblemException(
                                        ProblemCode.FORMAT_NOT_AVAILABLE, words.get("error.chart")))
                                .svg()
                                .getBytes(UTF_8));
            default -> throw new ProblemException(ProblemCode.FORMAT_NOT_AVAILABLE, words.get("error.format"));
        }
    }

    private void send(Visit visit, Section section, String ending, String mediaType, byte[] body) {
        visit.http()
                .contentType(mediaType)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + section.key() + "-" + LocalDate.now(door.clock()) + "." + ending
                                + "\"")
                .result(body);
    }
}
