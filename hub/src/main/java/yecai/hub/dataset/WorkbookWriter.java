package yecai.hub.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import yecai.hub.session.ValueType;

/** Writes a workbook row by row; after the most rows that a sheet can hold, it goes on in another sheet. */
final class WorkbookWriter {
    private static final int MOST_ROWS = 1_048_576;
    private static final int FLUSH = 500;
    private static final int LONGEST_CELL = 32_767;

    private final Workbook workbook;
    private final List<Output> outputs;
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
                sheet.value(line, column, row.getObject(column + 1, java.time.LocalDate.class));
                sheet.style(line, column).format("yyyy-mm-dd").set();
            }
            case TIMESTAMPTZ ->
                moment(
                        column,
                        row.getObject(column + 1, OffsetDateTime.class)
                                .withOffsetSameInstant(ZoneOffset.UTC)
                                .toLocalDateTime());
            case TIMESTAMP -> moment(column, row.getObject(column + 1, LocalDateTime.class));
            case TEXT, INTERVAL, UUID, LSN, JSON, TEXT_ARRAY ->
                sheet.inlineString(
                        line, column, text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL));
        }
    }

    /** A number as a number; what is none, such as NaN, as a text. */
    private void number(int column, String text) {
        try {
            sheet.value(line, column, new BigDecimal(text));
        } catch (NumberFormatException notFinite) {
            sheet.inlineString(line, column, text);
        }
    }

    private void moment(int column, LocalDateTime moment) {
        sheet.value(line, column, moment);
        sheet.style(line, column).format("yyyy-mm-dd hh:mm:ss").set();
    }

    void finish() throws IOException {
        sheet.finish();
        workbook.finish();
    }
}
