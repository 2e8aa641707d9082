package yecai.hub.console.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** The same without what can be done with a row. */
    public Table data() {
        if (columns.stream().noneMatch(column -> column.kind() == Kind.ACTION)) {
            return this;
        }
        List<Integer> kept = IntStream.range(0, columns.size())
                .filter(place -> columns.get(place).kind() != Kind.ACTION)
                .boxed()
                .toList();
        return new Table(
                kept.stream().map(columns::get).toList(),
                rows.stream()
                        .map(row -> new Row(
                                kept.stream().map(row.values()::get).collect(Collectors.toCollection(ArrayList::new)),
                                row.isTotal()))
                        .toList(),
                isCut);
    }

    /** How many rows there are besides totals. */
    public long size() {
        return rows.stream().filter(row -> !row.isTotal()).count();
    }
}
