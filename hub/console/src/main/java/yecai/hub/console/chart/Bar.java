package yecai.hub.console.chart;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;

/**
 * A bar of a chart, of one or more parts one after the other.
 *
 * @param parts in the order of the chart's series
 * @param text its value as people read it
 */
public record Bar(String label, List<BigDecimal> parts, String text) {
    public Bar {
        requireNonNull(label, "label is null");
        parts = List.copyOf(parts);
        requireNonNull(text, "text is null");
    }
}
