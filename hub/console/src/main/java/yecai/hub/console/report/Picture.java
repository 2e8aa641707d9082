package yecai.hub.console.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.hub.console.chart.Bar;
import yecai.hub.console.chart.Chart;
import yecai.hub.console.language.Figures;
import yecai.hub.console.language.Words;
import yecai.hub.console.table.Row;
import yecai.hub.console.table.Table;

/**
 * How rows of a table become bars. What has no unit in common is not drawn: bars of different currencies beside each other
 * would mislead.
 *
 * @param labels columns that name a bar
 * @param parts columns of numbers, one after the other in a bar
 * @param unit the column of the unit; empty for none
 * @param codes the kind of code of the labels; empty for none
 * @param isShare whether the parts are shares of one
 */
public record Picture(List<String> labels, List<String> parts, String unit, String codes, boolean isShare) {
    private static final int MOST = 14;

    public Picture {
        labels = List.copyOf(labels);
        parts = List.copyOf(parts);
    }

    Optional<Chart> draw(String key, Table table, Words words) {
        List<Row> rows = table.rows().stream().filter(row -> !row.isTotal()).toList();
        List<String> units = rows.stream()
                .map(row -> table.find(row, unit).orElse(""))
                .distinct()
                .toList();
        List<Bar> bars = new ArrayList<>();
        for (Row row : rows) {
            List<BigDecimal> values = parts.stream()
                    .map(part -> table.find(row, part).map(BigDecimal::new).orElse(BigDecimal.ZERO))
                    .toList();
            bars.add(new Bar(label(table, row, words), values, text(values)));
        }
        if (bars.size() < 2 || units.size() != 1) {
            return Optional.empty();
        }
        return Optional.of(new Chart(
                words.get("chart." + key),
                units.get(0),
                parts.size() < 2 ? List.of() : parts.stream().map(words::column).toList(),
                bars.subList(0, Math.min(MOST, bars.size()))));
    }

    private String label(Table table, Row row, Words words) {
        return labels.stream()
                .map(column -> table.find(row, column).orElse(""))
                .map(text -> codes.isEmpty() ? text : words.code(codes, text))
                .filter(text -> !text.isEmpty())
                .reduce((one, other) -> one + " " + other)
                .orElse("–");
    }

    private String text(List<BigDecimal> values) {
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return isShare ? "" : Figures.number(sum);
    }
}
