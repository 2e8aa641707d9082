package yecai.hub.dataset.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import yecai.hub.dataset.Excerpt;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** One column to sort by; nulls come last either way. */
public record Sort(Output output, boolean isDescending) {
    /** Reads {@code company, amount desc}. */
    public static List<Sort> parse(List<Output> sortable, String text) {
        List<Sort> order = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] words = part.strip().split("\\s+");
            String direction = words.length == 2 ? words[1].toLowerCase(Locale.ROOT) : "asc";
            if (words.length > 2 || !direction.equals("asc") && !direction.equals("desc")) {
                throw new ProblemException(
                        ProblemCode.PARAMETER_NOT_VALID,
                        "'" + Excerpt.of(part) + "' is not a valid order: write a column, then asc or desc.");
            }
            order.add(new Sort(find(sortable, words[0]), direction.equals("desc")));
        }
        return order;
    }

    private static Output find(List<Output> sortable, String name) {
        return sortable.stream()
                .filter(output -> output.label().equals(name) && output.type().isComparable())
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.COLUMN_NOT_FOUND,
                        "The answer cannot be sorted by '" + Excerpt.of(name) + "'. It can be sorted by: "
                                + String.join(
                                        ", ",
                                        sortable.stream()
                                                .filter(output -> output.type().isComparable())
                                                .map(Output::label)
                                                .toList())
                                + "."));
    }
}
