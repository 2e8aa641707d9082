package yecai.hub.console.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import yecai.hub.console.language.Words;

/** A table as a file: all columns, the values as they are, and no totals, which a spreadsheet would count twice. */
public final class TableFile {
    private static final Pattern CELL = Pattern.compile("[\",\r\n]");
    /** What a spreadsheet would take for a formula, also behind blanks. */
    private static final Pattern FORMULA =
            Pattern.compile("^[\\s\\u00a0\\u200b-\\u200f\\ufeff]*[=+\\-@\\t\\r].*", Pattern.DOTALL);

    private static final int DIGITS = 15;
    private static final int LONGEST = 32_767;

    private TableFile() {}

    /** In CSV for spreadsheets: with a byte order mark, and nothing in a text is read as a formula. */
    public static byte[] csv(Table table) {
        StringBuilder text = new StringBuilder("\uFEFF");
        text.append(table.columns().stream().map(Column::name).collect(Collectors.joining(",")))
                .append("\r\n");
        for (Row row : table.rows()) {
            if (!row.isTotal()) {
                for (int i = 0; i < row.values().size(); i++) {
                    text.append(i == 0 ? "" : ",")
                            .append(cell(row.values().get(i), table.columns().get(i)));
                }
                text.append("\r\n");
            }
        }
        return text.toString().getBytes(UTF_8);
    }

    private static String cell(String value, Column column) {
        if (value == null) {
            return "";
        }
        boolean isRead = !column.kind().isNumber() && FORMULA.matcher(value).matches();
        String safe = isRead ? "'" + value : value;
        return CELL.matcher(safe).find() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    /** As a workbook with the headings of a language. */
    public static byte[] workbook(Table table, Words words, String title) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Workbook workbook = new Workbook(out, "Yecai Hub", null);
        Worksheet sheet = workbook.newWorksheet(
                title.replaceAll("[\\\\/?*\\[\\]:]", " ").substring(0, Math.min(30, title.length())));
        List<Column> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            sheet.inlineString(0, i, column.isLabelled() ? column.label() : words.column(column.label()));
            sheet.style(0, i).bold().set();
            sheet.width(i, 16);
        }
        sheet.freezePane(0, 1);
        int line = 1;
        for (Row row : table.rows()) {
            if (!row.isTotal()) {
                for (int i = 0; i < columns.size(); i++) {
                    write(sheet, line, i, columns.get(i), row.values().get(i));
                }
                line++;
            }
        }
        workbook.finish();
        return out.toByteArray();
    }

    private static void write(Worksheet sheet, int line, int place, Column column, String value) {
        if (value == null) {
            return;
        }
        Optional<BigDecimal> number = column.kind().isNumber() ? findNumber(value) : Optional.empty();
        if (number.isPresent()) {
            sheet.value(line, place, number.get());
            sheet.style(line, place).format(format(number.get())).set();
        } else if (column.kind() == Kind.DATE && value.matches("(19[1-9]\\d|2\\d{3})-\\d\\d-\\d\\d")) {
            sheet.value(line, place, LocalDate.parse(value));
            sheet.style(line, place).format("yyyy-mm-dd").set();
        } else {
            sheet.inlineString(line, place, fitting(value));
        }
    }

    private static String format(BigDecimal number) {
        return number.scale() > 0 ? "#,##0." + "0".repeat(Math.min(number.scale(), 10)) : "#,##0";
    }

    /** A number if a cell keeps all of its digits. */
    private static Optional<BigDecimal> findNumber(String value) {
        try {
            BigDecimal number = new BigDecimal(value);
            return number.stripTrailingZeros().precision() <= DIGITS ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException notFinite) {
            return Optional.empty();
        }
    }

    /** Without what XML cannot hold, and no longer than a cell. */
    private static String fitting(String value) {
        String clean = value.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", "\uFFFD");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST - 2) + "…" : clean;
    }
}
