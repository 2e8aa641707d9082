package yecai.hub.dataset.filter;

import java.util.List;
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
    /** OData's other functions. */
    private static final Set<String> FUNCTIONS = Set.of(
            "concat",
            "matchespattern",
            "fractionalseconds",
            "totalseconds",
            "totaloffsetminutes",
            "time",
            "now",
            "mindatetime",
            "maxdatetime",
            "cast",
            "isof",
            "any",
            "all",
            "hassubset",
            "hassubsequence",
            "case");

    private NotSupported() {}

    static void requireNoFunction(FilterToken word, FilterToken next) {
        if (!next.is("(")) {
            return;
        }
        if (isAmong(FUNCTIONS, word)) {
            throw declined("the function " + word.text());
        }
        if (FilterTokens.find(List.of(FilterFunction.values()), word).isPresent()) {
            throw declined("a function of a function");
        }
    }

    /** Functions take values besides their column. */
    static ProblemException otherArguments() {
        return declined("functions of two columns");
    }

    /** Arithmetic is that of a column and a number. */
    static ProblemException otherArithmetic() {
        return declined("arithmetic with anything but a column and a number");
    }

    private static boolean isAmong(Set<String> words, FilterToken token) {
        return token.kind() == Kind.WORD && words.contains(token.text().toLowerCase(Locale.ROOT));
    }

    private static ProblemException declined(String what) {
        return new ProblemException(
                ProblemCode.NOT_IMPLEMENTED,
                "Filters do not support " + what
                        + "; they compare columns with values and with each other. Compute the rest after reading.");
    }
}
