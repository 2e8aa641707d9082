package yecai.hub.dataset.output;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import yecai.hub.dataset.query.Output;
import yecai.hub.dataset.query.ReadRequest;
import yecai.hub.session.ValueType;

/**
 * Writes a workbook row by row; after the most rows that a sheet can hold, it continues in another sheet. What a workbook
 * cannot hold as it is becomes a marked text, and a last sheet says so.
 */
final class WorkbookWriter {
    private static final int MOST_ROWS = 1_048_576;
    private static final int FLUSH = 500;
    private static final int MOST_PLACES = 1_000;
    private static final String MARK = "FFEB9C";

    record Place(int sheet, int row, String column, WorkbookChange change) {}

    private static final String HEAD = "DDEBF7";

    private final Workbook workbook;
    private final ReadRequest request;
    private final WorkbookAbout about;
    private final List<Output> outputs;
    private final AmountFormats amounts;
    private final Map<WorkbookChange, Long> changes = new EnumMap<>(WorkbookChange.class);
    private final List<Place> places = new ArrayList<>();
    private Worksheet sheet;
    private int sheets;
    private int line;
    private long rows;

    WorkbookWriter(OutputStream out, ReadRequest request, WorkbookAbout about) throws IOException {
        workbook = new Workbook(out, "Yecai Hub", null);
        this.request = request;
        this.about = about;
        outputs = request.outputs();
        amounts = new AmountFormats(request);
        begin();
    }

    private void begin() throws IOException {
        if (sheet != null) {
            end();
        }
        sheet = workbook.newWorksheet(text(WorkbookText.DATA) + (sheets++ == 0 ? "" : " " + sheets));
        for (int i = 0; i < outputs.size(); i++) {
            sheet.inlineString(0, i, head(outputs.get(i)));
            sheet.width(i, 16);
        }
        sheet.range(0, 0, 0, outputs.size() - 1)
                .style()
                .bold()
                .wrapText(true)
                .verticalAlignment("top")
                .fillColor(HEAD)
                .set();
        sheet.freezePane(0, 1);
        line = 1;
    }

    /** Ends a sheet of rows, which can be filtered by their heads. */
    private void end() throws IOException {
        sheet.setAutoFilter(0, 0, line - 1, outputs.size() - 1);
        sheet.finish();
    }

    private String text(WorkbookText text) {
        return text.in(about.language());
    }

    private String head(Output output) {
        return output instanceof Output.Plain plain && about.isLabelled()
                ? plain.column().label(about.language())
                : output.label();
    }

    void write(ResultSet row) throws SQLException, IOException {
        if (line == MOST_ROWS) {
            begin();
        }
        for (int i = 0; i < outputs.size(); i++) {
            cell(i, outputs.get(i).type(), row);
        }
        rows++;
        if (++line % FLUSH == 0) {
            sheet.flush();
        }
    }

    private void cell(int column, ValueType type, ResultSet row) throws SQLException {
        String text = row.getString(column + 1);
        if (text == null) {
            return;
        }
        switch (type) {
            case NUMERIC, SMALLINT, INTEGER, BIGINT, DOUBLE -> number(column, text, row);
            case BOOLEAN -> sheet.value(line, column, row.getBoolean(column + 1));
            case DATE -> {
                LocalDate date = row.getObject(column + 1, LocalDate.class);
                if (WorkbookCell.hasDay(date)) {
                    sheet.value(line, column, date);
                    sheet.style(line, column).format("yyyy-mm-dd").set();
                } else {
                    altered(column, text, WorkbookChange.DATE_AS_TEXT);
                }
            }
            case TIMESTAMPTZ ->
                moment(
                        column,
                        text,
                        row.getObject(column + 1, OffsetDateTime.class)
                                .withOffsetSameInstant(ZoneOffset.UTC)
                                .toLocalDateTime());
            case TIMESTAMP -> moment(column, text, row.getObject(column + 1, LocalDateTime.class));
            case TEXT, INTERVAL, UUID, LSN, JSON, TEXT_ARRAY -> text(column, text);
        }
    }

    /** A number as a number, unless the workbook would hold another one: its numbers have fifteen digits, and are finite. */
    private void number(int column, String text, ResultSet row) throws SQLException {
        Optional<BigDecimal> number = WorkbookCell.findNumber(text);
        if (number.isPresent()) {
            sheet.value(line, column, number.get());
            Optional<String> format = amounts.find(column, number.get(), row);
            if (format.isPresent()) {
                sheet.style(line, column).format(format.get()).set();
            }
        } else {
            altered(column, text, WorkbookChange.NUMBER_AS_TEXT);
        }
    }

    private void moment(int column, String text, LocalDateTime moment) {
        if (WorkbookCell.hasDay(moment.toLocalDate())) {
            sheet.value(line, column, moment);
            sheet.style(line, column).format("yyyy-mm-dd hh:mm:ss").set();
        } else {
            altered(column, text, WorkbookChange.DATE_AS_TEXT);
        }
    }

    private void text(int column, String text) {
        String fitting = WorkbookCell.fitting(text);
        if (fitting.equals(text)) {
            sheet.inlineString(line, column, text);
        } else {
            altered(
                    column,
                    fitting,
                    fitting.length() < text.length() ? WorkbookChange.TEXT_CUT : WorkbookChange.CHARACTER_REPLACED);
        }
    }

    /** A cell that differs from the value is coloured, counted, and among the first named on the last sheet. */
    private void altered(int column, String text, WorkbookChange change) {
        sheet.inlineString(line, column, text);
        sheet.style(line, column).fillColor(MARK).set();
        changes.merge(change, 1L, Long::sum);
        if (places.size() < MOST_PLACES) {
            places.add(new Place(sheets, line + 1, outputs.get(column).label(), change));
        }
    }

    /** How many cells differ from their values. */
    long alteredCells() {
        return changes.values().stream().mapToLong(Long::longValue).sum();
    }

    void finish() throws IOException {
        end();
        new AboutSheet(workbook.newWorksheet(text(WorkbookText.ABOUT)), request, about).write(rows, changes, places);
        workbook.finish();
    }
}
