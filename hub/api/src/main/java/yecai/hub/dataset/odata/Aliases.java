package yecai.hub.dataset.odata;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.hub.dataset.Excerpt;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** Values that a request names once, as {@code @day=2026-01-31}, and uses in its other options. */
final class Aliases {
    /** A text in quotes, in which nothing is an alias, or the use of one. */
    private static final Pattern USE = Pattern.compile("'(?:[^']|'')*'|@[A-Za-z_]\\w*");

    /** One value: a text, a number, a date, a word. */
    private static final Pattern VALUE = Pattern.compile("'(?:[^']|'')*'|[A-Za-z0-9.:+-]+");

    private Aliases() {}

    /** Returns the options with the values in place of their names. */
    static Map<String, String> resolved(Map<String, String> given) {
        if (given.keySet().stream().noneMatch(name -> name.startsWith("@"))
                && given.values().stream().noneMatch(value -> value.contains("@"))) {
            return given;
        }
        Map<String, String> resolved = new HashMap<>();
        given.forEach((name, value) -> {
            if (name.equals("$filter") || name.equals("$apply")) {
                resolved.put(
                        name,
                        USE.matcher(value).replaceAll(use -> Matcher.quoteReplacement(value(given, use.group()))));
            } else if (!name.startsWith("@")) {
                resolved.put(name, value);
            }
        });
        return resolved;
    }

    private static String value(Map<String, String> given, String use) {
        if (use.startsWith("'")) {
            return use;
        }
        String value = given.get(use);
        if (value == null || !VALUE.matcher(value).matches()) {
            throw new ProblemException(
                    ProblemCode.PARAMETER_NOT_VALID,
                    "The alias " + Excerpt.of(use) + " has no value: add " + Excerpt.of(use)
                            + "='a text', a number or a date.");
        }
        return value;
    }
}
