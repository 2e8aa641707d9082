package yecai.hub.dataset.filter;

import java.util.Locale;
import java.util.Set;
import yecai.hub.dataset.filter.FilterToken.Kind;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/**
 * What OData's filters can say and these cannot. It is declined with 501: tools that translate a whole query then compute that
 * part themselves, while they take 400 for a mistake.
 */
final class NotSupported {
    private static final Set<String> ARITHMETIC = Set.of("add", "sub", "mul", "div", "divby", "mod");
    /** OData's other functions. */
    private static final Set<String> FUNCTIONS = Set.of(
            "concat",
            "indexof",
            "substring",
            "matchespattern",
            "trim",
            "hour",
            "minute",
            "second",
            "fractionalseconds",
            "totalseconds",
            "totaloffsetminutes",
            "date",
            "time",
            "now",
            "mindatetime",
            "maxdatetime",
            "round",
            "floor",
            "ceiling",
            "cast",
            "isof",
            "any",
            "all",
            "hassubset",
            "hassubsequence",
            "case");

    private NotSupported() {}

    static void requireNoArithmetic(FilterToken word) {
        if (isAmong(ARITHMETIC, word)) {
            throw declined("arithmetic (" + word.text() + ")");
        }
    }

    static void requireNoFunction(FilterToken word, FilterToken next) {
        if (next.is("(") && isAmong(FUNCTIONS, word)) {
            throw declined("the function " + word.text());
        }
    }

    private static boolean isAmong(Set<String> words, FilterToken token) {
        return token.kind() == Kind.WORD && words.contains(token.text().toLowerCase(Locale.ROOT));
    }

    private static ProblemException declined(String what) {
        return new ProblemException(
                ProblemCode.NOT_IMPLEMENTED,
                "Filters do not support " + what
                        + "; they compare columns with values. Compute the rest after reading.");
    }
}
