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

    private record Place(int sheet, int row, String column, WorkbookChange change) {}

    private final Workbook workbook;
    private final List<Output> outputs;
    private final Map<WorkbookChange, Long> changes = new EnumMap<>(WorkbookChange.class);
    private final List<Place> places = new ArrayList<>();
    private Worksheet sheet;
    private int sheets;
    private int line;

    WorkbookWriter(OutputStream out, ReadRequest request) throws IOException {
        workbook = new Workbook(out, "Yecai Hub", null);
        outputs = request.outputs();
        begin();
    }

    private void begin() throws IOException {
        if (sheet != null) {
            sheet.finish();
        }
        sheet = workbook.newWorksheet("Data" + (sheets++ == 0 ? "" : " " + sheets));
        for (int i = 0; i < outputs.size(); i++) {
            sheet.inlineString(0, i, outputs.get(i).label());
            sheet.width(i, 16);
        }
        sheet.freezePane(0, 1);
        line = 1;
    }

    void write(ResultSet row) throws SQLException, IOException {
        if (line == MOST_ROWS) {
            begin();
        }
        for (int i = 0; i < outputs.size(); i++) {
            cell(i, outputs.get(i).type(), row);
        }
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
            case NUMERIC, SMALLINT, INTEGER, BIGINT, DOUBLE -> number(column, text);
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
    private void number(int column, String text) {
        Optional<BigDecimal> number = WorkbookCell.findNumber(text);
        if (number.isPresent()) {
            sheet.value(line, column, number.get());
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

    private void notes() throws IOException {
        sheet = workbook.newWorksheet("Notes");
        sheet.width(0, 60);
        sheet.inlineString(0, 0, "Cells that are not exactly their values (coloured in the data)");
        sheet.inlineString(0, 1, "Number of cells");
        int at = 1;
        for (Map.Entry<WorkbookChange, Long> change : changes.entrySet()) {
            sheet.inlineString(at, 0, change.getKey().text());
            sheet.value(at++, 1, change.getValue());
        }
        at++;
        sheet.inlineString(at, 0, "The first " + places.size() + " of them");
        sheet.inlineString(at, 1, "Sheet");
        sheet.inlineString(at, 2, "Row");
        sheet.inlineString(at++, 3, "Column");
        for (Place place : places) {
            sheet.inlineString(at, 0, place.change().text());
            sheet.value(at, 1, place.sheet());
            sheet.value(at, 2, place.row());
            sheet.inlineString(at++, 3, place.column());
        }
        sheet.finish();
    }

    void finish() throws IOException {
        sheet.finish();
        if (!changes.isEmpty()) {
            notes();
        }
        workbook.finish();
    }
}
