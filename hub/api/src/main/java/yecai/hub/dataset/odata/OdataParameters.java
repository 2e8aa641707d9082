package yecai.hub.dataset.odata;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.Excerpt;
import yecai.hub.dataset.filter.Filter;
import yecai.hub.dataset.query.Cursor;
import yecai.hub.dataset.query.Output;
import yecai.hub.dataset.query.Parameters;
import yecai.hub.dataset.query.ReadRequest;
import yecai.hub.dataset.query.Sort;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** Reads OData's system query options. */
public final class OdataParameters {
    private static final Set<String> KNOWN = Set.of(
            "$filter",
            "$select",
            "$orderby",
            "$top",
            "$skip",
            "$count",
            "$apply",
            "$skiptoken",
            "$format",
            "max-staleness");
    private static final Pattern KEY_PART = Pattern.compile("(?:([A-Za-z_]\\w*)=)?('(?:[^']|'')*'|[^,()'=]+)(?:,|$)");

    private OdataParameters() {}

    /**
     * Checks a request for a page.
     *
     * @param page most rows of a page
     */
    public static ReadRequest read(Dataset dataset, Map<String, String> sent, long page) {
        Map<String, String> given = Aliases.resolved(sent);
        for (String name : given.keySet()) {
            if (name.startsWith("$") && !KNOWN.contains(name)) {
                throw new ProblemException(
                        ProblemCode.NOT_IMPLEMENTED,
                        "The option " + Excerpt.of(name) + " is not supported. The options are: "
                                + String.join(", ", KNOWN.stream().sorted().toList()) + ".");
            }
        }
        Optional<Apply> apply = Optional.ofNullable(given.get("$apply")).map(text -> Apply.parse(dataset, text));
        if (apply.isPresent() && (given.containsKey("$filter") || given.containsKey("$select"))) {
            throw new ProblemException(
                    ProblemCode.NOT_IMPLEMENTED,
                    "$filter and $select cannot be combined with $apply: put the filter into $apply, as"
                            + " filter(…)/groupby(…).");
        }
        List<Output> outputs =
                apply.map(Apply::outputs).orElseGet(() -> Parameters.selected(dataset, given.get("$select")));
        Optional<Filter> filter = apply.isPresent()
                ? apply.get().filter()
                : Optional.ofNullable(given.get("$filter")).map(text -> Filter.parse(dataset, text));
        OptionalLong top = number(given.get("$top"));
        return new ReadRequest(
                dataset,
                outputs,
                apply.isPresent(),
                filter,
                given.containsKey("$orderby")
                        ? Sort.parse(apply.isPresent() ? outputs : Parameters.all(dataset), given.get("$orderby"))
                        : List.of(),
                Optional.ofNullable(given.get("$skiptoken")).map(Cursor::decode),
                OptionalLong.of(Math.min(page, top.orElse(Long.MAX_VALUE))),
                number(given.get("$skip")).orElse(0),
                Parameters.flag(given.get("$count")));
    }

    /** Reads a request for one entity by its key, {@code 'a'} or {@code source='a',entity_key='b'}. */
    public static ReadRequest entity(Dataset dataset, String key, Map<String, String> given) {
        StringBuilder filter = new StringBuilder();
        Matcher part = KEY_PART.matcher(key);
        int parts = 0;
        int end = 0;
        while (end < key.length() && part.find(end) && part.start() == end) {
            String column = part.group(1);
            if (column == null && dataset.key().size() == 1) {
                column = dataset.key().get(0).name().text();
            }
            String name = column;
            if (dataset.key().stream().noneMatch(of -> of.name().text().equals(name))) {
                throw notAKey(dataset);
            }
            filter.append(parts++ == 0 ? "" : " and ")
                    .append(name)
                    .append(" eq ")
                    .append(part.group(2));
            end = part.end();
        }
        if (end < key.length() || parts != dataset.key().size()) {
            throw notAKey(dataset);
        }
        return new ReadRequest(
                dataset,
                Parameters.selected(dataset, given.get("$select")),
                false,
                Optional.of(Filter.parse(dataset, filter.toString())),
                List.of(),
                Optional.empty(),
                OptionalLong.of(1),
                0,
                false);
    }

    private static ProblemException notAKey(Dataset dataset) {
        return new ProblemException(
                ProblemCode.PARAMETER_NOT_VALID,
                "The key of " + dataset.entitySet() + " is ("
                        + String.join(
                                ",",
                                dataset.key().stream()
                                        .map(column -> column.name() + "=…")
                                        .toList())
                        + ").");
    }

    private static OptionalLong number(String text) {
        return text == null ? OptionalLong.empty() : OptionalLong.of(Parameters.number(text));
    }
}
