package yecai.hub.console.table;

import java.util.List;
import java.util.Optional;

/**
 * Rows as the hub gave them.
 *
 * @param isCut whether there are more rows than these
 */
public record Table(List<Column> columns, List<Row> rows, boolean isCut) {
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The value of a row in a column; empty where it has none. */
    public Optional<String> find(Row row, String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return Optional.ofNullable(row.values().get(i));
            }
        }
        return Optional.empty();
    }

    /** How many rows there are besides totals. */
    public long size() {
        return rows.stream().filter(row -> !row.isTotal()).count();
    }
}
