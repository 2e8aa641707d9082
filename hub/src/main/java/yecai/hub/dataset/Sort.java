package yecai.hub.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** One column to sort by; nulls come last either way. */
public record Sort(Output output, boolean isDescending) {
    /** Reads {@code company, amount desc}. */
    static List<Sort> parse(List<Output> sortable, String text) {
        List<Sort> order = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] words = part.strip().split("\\s+");
            String direction = words.length == 2 ? words[1].toLowerCase(Locale.ROOT) : "asc";
            if (words.length > 2 || !direction.equals("asc") && !direction.equals("desc")) {
                throw new ProblemException(
                        ProblemCode.PARAMETER_NOT_VALID,
                        "'" + Excerpt.of(part) + "' is no order: write a column, then asc or desc.");
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
                        "There is no column '" + Excerpt.of(name) + "' to sort by. There are: "
                                + String.join(
                                        ", ",
                                        sortable.stream()
                                                .filter(output -> output.type().isComparable())
                                                .map(Output::label)
                                                .toList())
                                + "."));
    }
}
