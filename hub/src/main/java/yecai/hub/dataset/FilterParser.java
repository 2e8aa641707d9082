package yecai.hub.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import yecai.hub.dataset.Condition.Function;
import yecai.hub.dataset.Condition.Match;
import yecai.hub.dataset.Condition.Operand;
import yecai.hub.dataset.Condition.Operator;
import yecai.hub.dataset.FilterToken.Kind;
import yecai.hub.session.ValueType;

/**
 * Reads the filter language of the API, which OData's $filter is a part of:
 *
 * <pre>
 * filter     = and { "or" and }
 * and        = not { "and" not }
 * not        = "not" not | "(" filter ")" | comparison
 * comparison = operand ("eq"|"ne"|"lt"|"le"|"gt"|"ge") (value | "null")
 *            | operand "in" "(" value { "," value } ")"
 *            | operand "like" text | operand "is" ["not"] "null"
 *            | ("contains"|"startswith"|"endswith") "(" operand "," text ")"
 * operand    = column | ("tolower"|"toupper"|"length"|"year"|"month"|"day") "(" column ")"
 * </pre>
 */
final class FilterParser {
    private static final int DEEPEST = 40;
    private static final int MOST_CONDITIONS = 200;
    private static final int MOST_VALUES = 1_000;

    private final Dataset dataset;
    private final List<FilterToken> tokens;
    private int at;
    private int depth;
    private int conditions;

    private FilterParser(Dataset dataset, List<FilterToken> tokens) {
        this.dataset = dataset;
        this.tokens = tokens;
    }

    static Condition parse(Dataset dataset, String filter) {
        FilterParser parser = new FilterParser(dataset, FilterToken.read(filter));
        Condition condition = parser.or();
        if (parser.peek().kind() != Kind.END) {
            throw parser.unexpected("and, or, or the end");
        }
        return condition;
    }

    private Condition or() {
        if (++depth > DEEPEST) {
            throw FilterToken.problem("is nested more than " + DEEPEST + " deep", peek().place());
        }
        List<Condition> parts = new ArrayList<>(List.of(and()));
        while (accept("or")) {
            parts.add(and());
        }
        depth--;
        return parts.size() == 1 ? parts.get(0) : new Condition.Or(parts);
    }

    private Condition and() {
        List<Condition> parts = new ArrayList<>(List.of(not()));
        while (accept("and")) {
            parts.add(not());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.And(parts);
    }

    private Condition not() {
        if (accept("not")) {
            if (++depth > DEEPEST) {
                throw FilterToken.problem("is nested more than " + DEEPEST + " deep", peek().place());
            }
            Condition inner = not();
            depth--;
            return new Condition.Not(inner);
        }
        if (accept("(")) {
            Condition inner = or();
            expect(")");
            return inner;
        }
        if (++conditions > MOST_CONDITIONS) {
            throw FilterToken.problem("has more than " + MOST_CONDITIONS + " conditions", peek().place());
        }
        return comparison();
    }

    private Condition comparison() {
        Optional<Match> match = functionAhead(Match.values());
        if (match.isPresent() && match.get() != Match.LIKE) {
            at += 2;
            Operand operand = operand();
            expect(",");
            Condition text = text(operand, match.get());
            expect(")");
            return text;
        }
        Operand operand = operand();
        FilterToken word = next();
        if (word.is("is")) {
            boolean isNegated = accept("not");
            expect("null");
            return isNegated ? new Condition.Not(new Condition.Null(operand)) : new Condition.Null(operand);
        }
        if (word.is("in")) {
            return in(operand);
        }
        if (word.is("like")) {
            return text(operand, Match.LIKE);
        }
        Operator operator = find(Operator.values(), word)
                .orElseThrow(() -> FilterToken.problem(
                        "has '" + Excerpt.of(word.text()) + "' where it needs eq, ne, lt, le, gt, ge, in, like or is",
                        word.place()));
        return accept("null")
                ? againstNull(operand, operator)
                : new Condition.Comparison(operand, operator, Optional.of(value(operand)));
    }

    private Condition againstNull(Operand operand, Operator operator) {
        return switch (operator) {
            case EQ -> new Condition.Null(operand);
            case NE -> new Condition.Not(new Condition.Null(operand));
            case LT, LE, GT, GE ->
                throw FilterToken.problem(
                        "compares with null by an order", tokens.get(at - 1).place());
        };
    }

    private Condition in(Operand operand) {
        expect("(");
        List<String> values = new ArrayList<>();
        do {
            values.add(value(operand));
            if (values.size() > MOST_VALUES) {
                throw FilterToken.problem("lists more than " + MOST_VALUES + " values", peek().place());
            }
        } while (accept(","));
        expect(")");
        return new Condition.In(operand, values);
    }

    private Condition text(Operand operand, Match match) {
        if (operand.type() != ValueType.TEXT) {
            throw FilterToken.problem("treats column " + operand.label() + " as text, which it is not", peek().place());
        }
        FilterToken token = next();
        if (token.kind() != Kind.QUOTED) {
            throw FilterToken.problem("needs a text in single quotes", token.place());
        }
        return new Condition.Text(operand, match, Literal.check(ValueType.TEXT, token.text(), operand.label()));
    }

    private Operand operand() {
        Optional<Function> function = functionAhead(Function.values());
        if (function.isPresent()) {
            at += 2;
            Column column = column();
            expect(")");
            if (!function.get().takes(column.type())) {
                throw FilterToken.problem(
                        "gives column " + column.name() + " to a function for other types",
                        tokens.get(at - 2).place());
            }
            return new Operand(column, function);
        }
        Column column = column();
        if (!column.type().isComparable()
                && !peek().is("is")
                && !tokens.get(Math.min(at + 1, tokens.size() - 1)).is("null")) {
            throw FilterToken.problem(
                    "compares column " + column.name() + ", which cannot be compared", peek().place());
        }
        return new Operand(column, Optional.empty());
    }

    private Column column() {
        FilterToken token = next();
        if (token.kind() != Kind.WORD) {
            throw FilterToken.problem("needs a column", token.place());
        }
        return dataset.getColumn(token.text());
    }

    private String value(Operand operand) {
        FilterToken token = next();
        boolean isValue = token.kind() == Kind.QUOTED
                || token.kind() == Kind.BARE && operand.type() != ValueType.TEXT
                || token.kind() == Kind.WORD && operand.type() == ValueType.BOOLEAN;
        if (!isValue) {
            throw FilterToken.problem(
                    "needs a value for column " + operand.label()
                            + (operand.type() == ValueType.TEXT ? ", a text in single quotes" : ""),
                    token.place());
        }
        return Literal.check(operand.type(), token.text(), operand.label());
    }

    private <T extends Enum<T>> Optional<T> functionAhead(T[] functions) {
        boolean isCall = at + 1 < tokens.size() && tokens.get(at + 1).is("(") && peek().kind() == Kind.WORD;
        return isCall ? find(functions, peek()) : Optional.empty();
    }

    private static <T extends Enum<T>> Optional<T> find(T[] values, FilterToken token) {
        for (T value : values) {
            if (token.is(value.name().toLowerCase(Locale.ROOT))) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private FilterToken peek() {
        return tokens.get(at);
    }

    private FilterToken next() {
        FilterToken token = peek();
        if (token.kind() == Kind.END) {
            throw FilterToken.problem("ends too early", token.place());
        }
        at++;
        return token;
    }

    private boolean accept(String word) {
        if (peek().kind() != Kind.END && peek().is(word)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String word) {
        if (!accept(word)) {
            throw unexpected("'" + word + "'");
        }
    }

    private RuntimeException unexpected(String wanted) {
        FilterToken token = peek();
        return FilterToken.problem(
                (token.kind() == Kind.END ? "ends" : "has '" + Excerpt.of(token.text()) + "'") + " where it needs "
                        + wanted,
                token.place());
    }
}
