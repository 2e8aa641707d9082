package yecai.hub.dataset.filter;

import static java.util.Objects.requireNonNull;

import yecai.hub.dataset.Column;
import yecai.hub.dataset.Dataset;

/** A checked filter with the text that it was read from. */
public record Filter(Condition condition, String text) {
    public Filter {
        requireNonNull(condition, "condition is null");
        requireNonNull(text, "text is null");
    }

    /** Whether no row passes unless a column has one value. */
    public boolean isFixed(Column column) {
        return isFixed(condition, column);
    }

    private static boolean isFixed(Condition condition, Column column) {
        if (condition instanceof Condition.And and) {
            return and.parts().stream().anyMatch(part -> isFixed(part, column));
        }
        return condition instanceof Condition.Comparison comparison
                && comparison.operator() == Condition.Operator.EQ
                && comparison.left().isPlain()
                && comparison.left().column().equals(column);
    }

    /** Reads a filter on a dataset's columns. */
    public static Filter parse(Dataset dataset, String text) {
        return new Filter(FilterParser.parse(dataset, text), text);
    }
}
