package yecai.hub.dataset.odata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.filter.Filter;
import yecai.hub.dataset.query.Aggregate;
import yecai.hub.dataset.query.Aggregate.Function;
import yecai.hub.dataset.query.Output;
import yecai.hub.dataset.query.Parameters;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/**
 * OData's {@code $apply}, as far as reporting tools use it: {@code [filter(…)/] groupby((a,b)[,aggregate(…)])} or
 * {@code [filter(…)/] aggregate(…)}, with {@code amount with sum as total} and {@code $count as n}.
 */
record Apply(Optional<Filter> filter, List<Output> outputs) {
    private static final Pattern GROUP_BY =
            Pattern.compile("groupby\\s*\\(\\s*\\(([\\w\\s,]*)\\)\\s*(?:,\\s*aggregate\\s*\\((.*)\\)\\s*)?\\)");
    private static final Pattern AGGREGATE = Pattern.compile("aggregate\\s*\\((.*)\\)");
    private static final Pattern ITEM = Pattern.compile(
            "\\s*(?:\\$count|(\\w+)\\s+with\\s+(sum|min|max|average|countdistinct))\\s+as\\s+(\\w+)\\s*");

    static Apply parse(Dataset dataset, String text) {
        String rest = text.strip();
        Optional<Filter> filter = Optional.empty();
        if (rest.startsWith("filter(")) {
            int end = closing(rest, rest.indexOf('('));
            filter = Optional.of(Filter.parse(dataset, rest.substring(rest.indexOf('(') + 1, end)));
            String after = rest.substring(end + 1).strip();
            if (!after.startsWith("/")) {
                throw notSupported();
            }
            rest = after.substring(1).strip();
        }
        List<Output> outputs = new ArrayList<>();
        Matcher groupBy = GROUP_BY.matcher(rest);
        Matcher aggregate = AGGREGATE.matcher(rest);
        if (groupBy.matches()) {
            outputs.addAll(Parameters.selected(dataset, groupBy.group(1)));
            if (groupBy.group(2) != null) {
                outputs.addAll(aggregates(dataset, groupBy.group(2)));
            }
        } else if (aggregate.matches()) {
            outputs.addAll(aggregates(dataset, aggregate.group(1)));
        } else {
            throw notSupported();
        }
        return new Apply(filter, Parameters.requireGroup(Parameters.splitByCurrency(dataset, outputs)));
    }

    private static List<Output> aggregates(Dataset dataset, String list) {
        List<Output> outputs = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            Matcher matcher = ITEM.matcher(item);
            if (!matcher.matches()) {
                throw notSupported();
            }
            outputs.add(new Output.Aggregated(new Aggregate(
                    matcher.group(2) == null ? Function.COUNT : function(matcher.group(2)),
                    Optional.ofNullable(matcher.group(1)).map(dataset::getColumn),
                    matcher.group(3))));
        }
        return outputs;
    }

    private static Function function(String method) {
        return switch (method) {
            case "sum" -> Function.SUM;
            case "min" -> Function.MIN;
            case "max" -> Function.MAX;
            case "average" -> Function.AVG;
            default -> Function.COUNT_DISTINCT;
        };
    }

    /** The parenthesis that closes the one at {@code open}; those in quotes do not count. */
    private static int closing(String text, int open) {
        int depth = 0;
        boolean isQuoted = false;
        for (int i = open; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\'') {
                isQuoted = !isQuoted;
            } else if (!isQuoted && character == '(') {
                depth++;
            } else if (!isQuoted && character == ')' && --depth == 0) {
                return i;
            }
        }
        throw notSupported();
    }

    private static ProblemException notSupported() {
        return new ProblemException(
                ProblemCode.NOT_IMPLEMENTED,
                "$apply supports filter(…)/groupby((a,b),aggregate(c with sum as total,$count as n)), or a part of"
                        + " that.");
    }
}
