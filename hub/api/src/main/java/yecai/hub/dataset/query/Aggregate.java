package yecai.hub.dataset.query;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.hub.dataset.Column;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.Excerpt;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.ValueType;

/**
 * An aggregate function over a group.
 *
 * @param column empty for the number of rows
 * @param label the name in the answer; never part of SQL
 */
public record Aggregate(Function function, Optional<Column> column, String label) {
    /** What is computed. */
    public enum Function {
        SUM,
        COUNT,
        MIN,
        MAX,
        AVG,
        COUNT_DISTINCT
    }

    private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,60}");
    private static final Pattern CALL = Pattern.compile(
            "\\s*(sum|count|min|max|avg|count_distinct)\\s*\\(\\s*(\\*|[a-z_][a-z0-9_]*)?\\s*\\)(?:\\s+as\\s+(\\w+))?\\s*");

    public Aggregate {
        requireNonNull(function, "function is null");
        requireNonNull(column, "column is null");
        if (!LABEL.matcher(label).matches()) {
            throw wrong("'" + Excerpt.of(label) + "' cannot name an aggregate: use letters, digits and _.");
        }
        if (column.isEmpty() && function != Function.COUNT) {
            throw wrong("Only count takes no column.");
        }
        column.ifPresent(of -> requireFitting(function, of));
    }

    private static void requireFitting(Function function, Column column) {
        ValueType type = column.type();
        boolean isFitting = switch (function) {
            case SUM, AVG -> type.isNumber();
            case MIN, MAX -> type.isComparable() && type != ValueType.BOOLEAN && type != ValueType.UUID;
            case COUNT -> true;
            case COUNT_DISTINCT -> type.isComparable();
        };
        if (!isFitting) {
            throw wrong("Column " + column.name() + " cannot be aggregated with "
                    + function.name().toLowerCase(Locale.ROOT) + ".");
        }
    }

    /** Whether amounts of different currencies would become one number that is of none. */
    boolean mixesCurrencies() {
        return function == Function.SUM || function == Function.AVG;
    }

    /** Whether it is of the same kind as what it is computed from, such as money. */
    public boolean isAmount() {
        return function != Function.COUNT && function != Function.COUNT_DISTINCT;
    }

    ValueType type() {
        return switch (function) {
            case COUNT, COUNT_DISTINCT -> ValueType.BIGINT;
            case MIN, MAX -> column.orElseThrow().type();
            case SUM, AVG -> column.orElseThrow().type() == ValueType.DOUBLE ? ValueType.DOUBLE : ValueType.NUMERIC;
        };
    }

    /** Reads {@code sum(amount) as total, count()}. */
    public static List<Aggregate> parse(Dataset dataset, String text) {
        List<Aggregate> aggregates = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher call = CALL.matcher(part);
            if (!call.matches()) {
                throw wrong(
                        "'" + Excerpt.of(part) + "' is not an aggregate: write sum(amount), count() or max(due_date) as"
                                + " latest. The functions are sum, count, min, max, avg and count_distinct.");
            }
            Function function = Function.valueOf(call.group(1).toUpperCase(Locale.ROOT));
            Optional<Column> column = Optional.ofNullable(call.group(2))
                    .filter(name -> !name.equals("*"))
                    .map(dataset::getColumn);
            String fallback = call.group(1) + column.map(of -> "_" + of.name()).orElse("");
            aggregates.add(new Aggregate(function, column, call.group(3) == null ? fallback : call.group(3)));
        }
        return aggregates;
    }

    private static ProblemException wrong(String detail) {
        return new ProblemException(ProblemCode.PARAMETER_NOT_VALID, detail);
    }
}
