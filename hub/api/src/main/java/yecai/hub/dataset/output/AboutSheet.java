package yecai.hub.dataset.output;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Worksheet;
import yecai.hub.dataset.query.Output;
import yecai.hub.dataset.query.ReadRequest;

/** The last sheet of a workbook: what its rows are, as of when and for whom, what was cut, and what each column means. */
final class AboutSheet {
    private final Worksheet sheet;
    private final ReadRequest request;
    private final WorkbookAbout about;
    private int line;

    AboutSheet(Worksheet sheet, ReadRequest request, WorkbookAbout about) {
        this.sheet = sheet;
        this.request = request;
        this.about = about;
    }

    void write(long rows, Map<WorkbookChange, Long> changes, List<WorkbookWriter.Place> places) throws IOException {
        sheet.width(0, 30);
        sheet.width(1, 40);
        sheet.width(2, 20);
        sheet.width(3, 60);
        line(WorkbookText.DATASET, request.dataset().id());
        sheet.inlineString(line - 1, 2, WorkbookCell.fitting(request.dataset().description(about.language())));
        about.asOf().forEach(source -> line(WorkbookText.AS_OF, source));
        line(WorkbookText.SCOPE, about.scope());
        about.asked().forEach((parameter, value) -> line(WorkbookText.ASKED, parameter + " = " + value));
        head(WorkbookText.ROWS);
        sheet.value(line, 1, rows);
        boolean isCut = request.limit().isPresent() && rows >= request.limit().getAsLong();
        sheet.inlineString(line++, 2, text(isCut ? WorkbookText.LIMIT_REACHED : WorkbookText.ALL_ROWS));
        if (!changes.isEmpty()) {
            changed(changes, places);
        }
        columns();
        sheet.finish();
    }

    private void changed(Map<WorkbookChange, Long> changes, List<WorkbookWriter.Place> places) {
        line++;
        heads(WorkbookText.CHANGED, WorkbookText.NUMBER_OF_CELLS);
        changes.forEach((change, cells) -> {
            sheet.inlineString(line, 0, change.in(about.language()));
            sheet.value(line++, 1, cells);
        });
        line++;
        heads(WorkbookText.FIRST_PLACES, WorkbookText.SHEET, WorkbookText.ROW, WorkbookText.COLUMN);
        for (WorkbookWriter.Place place : places) {
            sheet.inlineString(line, 0, place.change().in(about.language()));
            sheet.value(line, 1, place.sheet());
            sheet.value(line, 2, place.row());
            sheet.inlineString(line++, 3, place.column());
        }
    }

    private void columns() {
        line++;
        heads(WorkbookText.COLUMN, WorkbookText.NAME, WorkbookText.CURRENCY, WorkbookText.MEANING);
        for (Output output : request.outputs()) {
            sheet.inlineString(
                    line,
                    0,
                    output instanceof Output.Plain plain ? plain.column().label(about.language()) : output.label());
            sheet.inlineString(line, 1, output.label());
            sheet.inlineString(
                    line,
                    2,
                    AmountFormats.findCurrency(request, output)
                            .map(currency -> currency.name().text())
                            .orElse(""));
            sheet.inlineString(
                    line++,
                    3,
                    output instanceof Output.Plain plain ? plain.column().description(about.language()) : "");
        }
    }

    private void line(WorkbookText head, String value) {
        head(head);
        sheet.inlineString(line++, 1, WorkbookCell.fitting(value));
    }

    private void heads(WorkbookText... heads) {
        for (int i = 0; i < heads.length; i++) {
            sheet.inlineString(line, i, text(heads[i]));
            sheet.style(line, i).bold().set();
        }
        line++;
    }

    private void head(WorkbookText head) {
        sheet.inlineString(line, 0, text(head));
        sheet.style(line, 0).bold().set();
    }

    private String text(WorkbookText text) {
        return text.in(about.language());
    }
}
