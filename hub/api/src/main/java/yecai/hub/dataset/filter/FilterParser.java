package yecai.hub.dataset.filter;

import java.util.ArrayList;
import java.util.List;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.filter.FilterToken.Kind;

/**
 * Reads the filter language of the API, which OData's $filter is a part of:
 *
 * <pre>
 * filter     = and { "or" and }
 * and        = not { "and" not }
 * not        = "not" not | "(" filter ")" | comparison
 * comparison = operand ("eq"|"ne"|"lt"|"le"|"gt"|"ge") (value | operand | "null")
 *            | value ("eq"|"ne"|"lt"|"le"|"gt"|"ge") operand
 *            | operand "in" "(" value { "," value } ")"
 *            | operand "like" text | operand "is" ["not"] "null" | boolean-column
 *            | ("contains"|"startswith"|"endswith") "(" operand "," text ")" [("eq"|"ne") ("true"|"false")]
 * operand    = simple [("add"|"sub"|"mul"|"div"|"divby"|"mod") number]
 * simple     = column | function "(" column { "," value } ")", as {@link FilterFunction} has them
 * </pre>
 */
final class FilterParser {
    private static final int DEEPEST = 40;
    private static final int MOST_CONDITIONS = 200;

    private final FilterTokens tokens;
    private final ComparisonParser comparisons;
    private int depth;
    private int conditions;

    private FilterParser(Dataset dataset, String filter) {
        tokens = new FilterTokens(filter);
        comparisons = new ComparisonParser(dataset, tokens);
    }

    static Condition parse(Dataset dataset, String filter) {
        FilterParser parser = new FilterParser(dataset, filter);
        Condition condition = parser.or();
        if (parser.tokens.peek().kind() != Kind.END) {
            throw parser.tokens.unexpected("and, or, or the end");
        }
        return condition;
    }

    private Condition or() {
        descend();
        List<Condition> parts = new ArrayList<>(List.of(and()));
        while (tokens.accept("or")) {
            parts.add(and());
        }
        depth--;
        return parts.size() == 1 ? parts.get(0) : new Condition.Or(parts);
    }

    private Condition and() {
        List<Condition> parts = new ArrayList<>(List.of(not()));
        while (tokens.accept("and")) {
            parts.add(not());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.And(parts);
    }

    private Condition not() {
        if (tokens.accept("not")) {
            descend();
            Condition inner = not();
            depth--;
            return new Condition.Not(inner);
        }
        if (tokens.accept("(")) {
            Condition inner = or();
            tokens.expect(")");
            return inner;
        }
        if (++conditions > MOST_CONDITIONS) {
            throw FilterToken.problem(
                    "has more than " + MOST_CONDITIONS + " conditions",
                    tokens.peek().place());
        }
        return comparisons.comparison();
    }

    private void descend() {
        if (++depth > DEEPEST) {
            throw FilterToken.problem(
                    "is nested more than " + DEEPEST + " deep", tokens.peek().place());
        }
    }
}
