package yecai.hub.console.table;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import yecai.hub.console.language.Figures;
import yecai.hub.console.language.Words;

/** A table in the words of a language. */
public final class Shown {
    /** How PostgreSQL writes a moment, in a row and, with a T, in JSON. */
    private static final DateTimeFormatter POSTGRESQL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral(' ')
            .optionalEnd()
            .optionalStart()
            .appendLiteral('T')
            .optionalEnd()
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendOffset("+HH:mm", "Z")
            .toFormatter(java.util.Locale.ROOT);

    /** Codes and numbers of documents, which nobody wants to see in two lines. */
    private static final int SHORT = 20;

    private final Table table;
    private final Words words;
    private final UnaryOperator<String> page;

    /** Takes the parameters of the page, which links keep. */
    public Shown(Table table, Words words, Map<String, String> parameters) {
        this.table = table;
        this.words = words;
        this.page = parameters::get;
    }

    public List<Column> columns() {
        return table.columns().stream().filter(column -> !column.isHidden()).toList();
    }

    public List<Row> rows() {
        return table.rows();
    }

    public boolean isEmpty() {
        return table.rows().isEmpty();
    }

    /** Whether it is one thing with many properties, which is easier to read below each other. */
    public boolean isRecord() {
        return table.rows().size() == 1 && columns().size() >= 10;
    }

    /** Says how many rows there are. */
    public String size() {
        return table.isCut()
                ? words.get("table.cut", table.size())
                : words.get(table.size() == 1 ? "table.one" : "table.rows", table.size());
    }

    public String heading(Column column) {
        return column.isLabelled() ? column.label() : words.column(column.label());
    }

    /** What a cell shows. */
    public Cell cell(Row row, Column column) {
        String value = table.find(row, column.name()).orElse(null);
        if (value == null) {
            boolean isNumber = column.kind().isNumber();
            return new Cell(row.isTotal() && !isNumber ? "" : "–", "", "", "", isNumber ? "none number" : "none");
        }
        String unit = column.unit().flatMap(name -> table.find(row, name)).orElse("");
        String address = row.isTotal()
                ? ""
                : column.link()
                        .map(link -> link.address(name -> table.find(row, name).orElse(null), page))
                        .orElse("");
        return switch (column.kind()) {
            case TEXT -> new Cell(value, "", "", address, value.length() <= SHORT ? "text short" : "text");
            case AMOUNT -> number(Figures.number(value), value, unit, address);
            case QUANTITY -> number(Figures.quantity(value), value, unit, address);
            case COUNT -> number(Figures.number(value), value, "", address);
            case SHARE -> number(Figures.percent(value), value, "", address);
            case DATE -> new Cell(value, "", "", address, "date");
            case MOMENT -> new Cell(moment(value, words), value, "", address, "date");
            case FLAG ->
                new Cell(words.get(value.startsWith("t") ? "word.yes" : "word.no"), value, "", address, "text short");
            case CODE -> code(words.code(column.codes().orElseThrow(), value), value, address);
            case ACTION -> new Cell(words.get("action." + value), "", "", address, "text short");
            case LIST -> new Cell(list(value), "", "", address, "text");
        };
    }

    private static Cell code(String text, String value, String address) {
        return new Cell(
                text, value, "", address, (text.length() <= SHORT ? "code short code-" : "code code-") + slug(value));
    }

    private static Cell number(String text, String raw, String unit, String address) {
        boolean isNegative = raw.startsWith("-");
        boolean isZero = raw.matches("-?0+(\\.0+)?");
        return new Cell(
                text,
                raw,
                unit,
                isZero ? "" : address,
                isZero ? "number zero" : isNegative ? "number negative" : "number");
    }

    private static String moment(String value, Words words) {
        if (value.equals("infinity")) {
            return words.get("word.no_end");
        }
        try {
            return Figures.moment(OffsetDateTime.parse(value, POSTGRESQL).toInstant());
        } catch (java.time.format.DateTimeParseException unusual) {
            return value;
        }
    }

    /** An array of PostgreSQL's as a list; what it quotes stays as it is. */
    private static String list(String value) {
        return value.startsWith("{") && value.endsWith("}")
                ? value.substring(1, value.length() - 1).replace("\"", "").replace(",", ", ")
                : value;
    }

    private static String slug(String value) {
        return value.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
