package yecai.hub.dataset.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.Excerpt;
import yecai.hub.dataset.Format;
import yecai.hub.dataset.filter.Filter;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** Reads the parameters of the API's read operation. */
public final class Parameters {
    /** Most rows of one page of JSON. */
    public static final long LARGEST_PAGE = 100_000;

    private static final long PAGE = 1_000;
    private static final int MOST_AGGREGATES = 30;
    private static final Set<String> KNOWN = Set.of(
            "select",
            "filter",
            "order",
            "group",
            "aggregate",
            "cursor",
            "limit",
            "count",
            "format",
            "max-staleness",
            "separator",
            "decimal",
            "bom");

    private Parameters() {}

    /** Checks a request; unknown parameters are errors, so that a misspelt filter is not ignored. */
    public static ReadRequest read(Dataset dataset, Map<String, String> given, Format format) {
        for (String name : given.keySet()) {
            if (!KNOWN.contains(name)) {
                throw wrong("Unknown parameter '" + Excerpt.of(name) + "'. The parameters are: "
                        + String.join(", ", KNOWN.stream().sorted().toList()) + ".");
            }
        }
        CsvForm.read(given, format);
        boolean isGrouped = given.containsKey("group") || given.containsKey("aggregate");
        if (isGrouped && given.containsKey("select")) {
            throw wrong("select cannot be combined with group or aggregate: the answer consists of the groups and"
                    + " aggregates.");
        }
        List<Output> outputs = isGrouped
                ? grouped(dataset, given.get("group"), given.get("aggregate"))
                : selected(dataset, given.get("select"));
        List<Output> sortable = isGrouped ? outputs : all(dataset);
        return new ReadRequest(
                dataset,
                outputs,
                isGrouped,
                Optional.ofNullable(given.get("filter")).map(text -> Filter.parse(dataset, text)),
                given.containsKey("order") ? Sort.parse(sortable, given.get("order")) : List.of(),
                Optional.ofNullable(given.get("cursor")).map(Cursor::decode),
                limit(given.get("limit"), format),
                0,
                flag(given.get("count")));
    }

    /** Returns all columns of a dataset. */
    public static List<Output> all(Dataset dataset) {
        return dataset.columns().stream().<Output>map(Output.Plain::new).toList();
    }

    /** Reads names of columns with commas between them; all columns if there are none, or a star. */
    public static List<Output> selected(Dataset dataset, String select) {
        if (select == null || select.strip().equals("*")) {
            return all(dataset);
        }
        List<Output> outputs = new ArrayList<>();
        for (String name : select.split(",", -1)) {
            Output output = new Output.Plain(dataset.getColumn(name.strip()));
            if (!outputs.contains(output)) {
                outputs.add(output);
            }
        }
        return outputs;
    }

    private static List<Output> grouped(Dataset dataset, String group, String aggregate) {
        List<Output> outputs = new ArrayList<>();
        if (group != null) {
            outputs.addAll(selected(dataset, group));
        }
        if (aggregate != null) {
            Aggregate.parse(dataset, aggregate).forEach(one -> outputs.add(new Output.Aggregated(one)));
        }
        return requireGroup(splitByCurrency(dataset, outputs));
    }

    /** Sums and averages of money are grouped by its currency also where the caller has not asked for it. */
    public static List<Output> splitByCurrency(Dataset dataset, List<Output> outputs) {
        List<Output> split = new ArrayList<>();
        List<Output> aggregates = new ArrayList<>();
        outputs.forEach(output -> (output instanceof Output.Plain ? split : aggregates).add(output));
        outputs.stream()
                .filter(Output.Aggregated.class::isInstance)
                .map(output -> ((Output.Aggregated) output).aggregate())
                .filter(Aggregate::mixesCurrencies)
                .flatMap(aggregate -> dataset.findCurrency(aggregate.column().orElseThrow()).stream())
                .<Output>map(Output.Plain::new)
                .filter(currency -> !split.contains(currency))
                .distinct()
                .forEach(split::add);
        split.addAll(aggregates);
        return split;
    }

    /** Groups that can be answered: few aggregates, groups that can be compared, and labels that differ. */
    public static List<Output> requireGroup(List<Output> outputs) {
        if (outputs.size() > MOST_AGGREGATES) {
            throw wrong("At most " + MOST_AGGREGATES + " groups and aggregates are allowed.");
        }
        for (Output output : outputs) {
            if (output instanceof Output.Plain && !output.type().isComparable()) {
                throw wrong("Rows cannot be grouped by column " + output.label() + ".");
            }
        }
        if (outputs.stream().map(Output::label).distinct().count() < outputs.size()) {
            throw wrong("Two columns of the answer have the same name: name one with `as`.");
        }
        return outputs;
    }

    private static OptionalLong limit(String text, Format format) {
        if (text == null) {
            return format.isExport() ? OptionalLong.empty() : OptionalLong.of(PAGE);
        }
        long limit = number(text);
        if (limit < 1 || !format.isExport() && limit > LARGEST_PAGE) {
            throw wrong("limit must be 1 to " + LARGEST_PAGE + " for json; for more rows follow `next`, or use another"
                    + " format (" + Format.names() + ").");
        }
        return OptionalLong.of(limit);
    }

    /** Reads a number of rows. */
    public static long number(String text) {
        if (!text.matches("\\d{1,15}")) {
            throw wrong("'" + Excerpt.of(text) + "' is not a number of rows.");
        }
        return Long.parseLong(text);
    }

    /** Reads true or false; false if the parameter is missing. */
    public static boolean flag(String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (!text.equals("true")) {
            throw wrong("count must be true or false.");
        }
        return true;
    }

    private static ProblemException wrong(String detail) {
        return new ProblemException(ProblemCode.PARAMETER_NOT_VALID, detail);
    }
}
