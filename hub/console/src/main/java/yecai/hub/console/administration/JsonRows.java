package yecai.hub.console.administration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import yecai.hub.console.language.Words;
import yecai.hub.console.table.Column;
import yecai.hub.console.table.Kind;
import yecai.hub.console.table.Row;
import yecai.hub.console.table.Table;

/** Makes tables of answers. */
final class JsonRows {
    private static final int MOST = 500;

    private JsonRows() {}

    static Table table(JsonNode answer, String array, List<Column> columns) {
        JsonNode rows = array.isEmpty() ? answer : answer.path(array);
        List<Row> shown = new ArrayList<>();
        if (rows.isArray()) {
            for (JsonNode row : rows) {
                if (shown.size() < MOST) {
                    shown.add(row(row, columns));
                }
            }
        } else {
            shown.add(row(rows, columns));
        }
        return new Table(columns, shown, rows.isArray() && rows.size() > MOST);
    }

    /** Whatever an answer holds: its lists of objects as tables, everything else as names and values. */
    static List<Table> tables(JsonNode answer, Words words) {
        List<Table> tables = new ArrayList<>();
        List<Row> single = new ArrayList<>();
        answer.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
                List<Column> columns = new ArrayList<>();
                value.get(0).fieldNames().forEachRemaining(name -> columns.add(Column.text(name)));
                tables.add(table(answer, field.getKey(), columns));
            } else {
                single.add(new Row(java.util.Arrays.asList(words.column(field.getKey()), text(value)), false));
            }
        });
        if (!single.isEmpty()) {
            tables.add(0, new Table(List.of(Column.text("name"), Column.text("value")), single, false));
        }
        return tables;
    }

    private static Row row(JsonNode row, List<Column> columns) {
        List<String> values = new ArrayList<>();
        for (Column column : columns) {
            JsonNode value = row.path(column.name());
            values.add(column.kind() == Kind.FLAG && value.isBoolean() ? value.asBoolean() ? "t" : "f" : text(value));
        }
        return new Row(values, false);
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull() || value.isArray() && value.isEmpty()) {
            return null;
        }
        if (value.isArray() && !value.get(0).isObject()) {
            List<String> texts = new ArrayList<>();
            value.forEach(item -> texts.add(item.asText()));
            return String.join(", ", texts);
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
