package yecai.hub.dataset.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.hub.dataset.Column;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.Excerpt;
import yecai.hub.dataset.filter.Condition.Match;
import yecai.hub.dataset.filter.Condition.Operand;
import yecai.hub.dataset.filter.Condition.Operator;
import yecai.hub.dataset.filter.FilterToken.Kind;
import yecai.hub.session.ValueType;

/** Reads one comparison of a filter: its column exists, and its values have the column's type. */
final class ComparisonParser {
    private static final int MOST_VALUES = 1_000;
    private static final List<Match> CALLED = List.of(Match.CONTAINS, Match.STARTSWITH, Match.ENDSWITH);

    private final Dataset dataset;
    private final FilterTokens tokens;

    ComparisonParser(Dataset dataset, FilterTokens tokens) {
        this.dataset = dataset;
        this.tokens = tokens;
    }

    Condition comparison() {
        Optional<Match> match = tokens.acceptCall(CALLED);
        if (match.isPresent()) {
            Operand operand = operand();
            tokens.expect(",");
            Condition text = text(operand, match.get());
            tokens.expect(")");
            return truth(text);
        }
        if (tokens.peek().kind() == Kind.QUOTED || tokens.peek().kind() == Kind.BARE) {
            return turned();
        }
        Operand operand = operand();
        if (operand.type() == ValueType.BOOLEAN && isEnd(tokens.peek())) {
            return new Condition.Comparison(operand, Operator.EQ, "true");
        }
        FilterToken word = tokens.next();
        if (word.is("is")) {
            boolean isNegated = tokens.accept("not");
            tokens.expect("null");
            return isNegated ? new Condition.Not(new Condition.Null(operand)) : new Condition.Null(operand);
        }
        if (word.is("in")) {
            return in(operand);
        }
        if (word.is("like")) {
            return text(operand, Match.LIKE);
        }
        Operator operator = operator(word);
        if (tokens.accept("null")) {
            return againstNull(operand, operator);
        }
        return isOperand(tokens.peek())
                ? columns(operand, operator)
                : new Condition.Comparison(operand, operator, value(operand));
    }

    private static Operator operator(FilterToken word) {
        return FilterTokens.find(List.of(Operator.values()), word)
                .orElseThrow(() -> FilterToken.problem(
                        "has '" + Excerpt.of(word.text()) + "' where it needs eq, ne, lt, le, gt, ge, in, like or is",
                        word.place()));
    }

    /** What is true or false may be compared with both. */
    private Condition truth(Condition condition) {
        boolean isCompared = (tokens.peek().is("eq") || tokens.peek().is("ne"))
                && (tokens.isSecond("true") || tokens.isSecond("false"));
        if (!isCompared) {
            return condition;
        }
        boolean isEqual = tokens.next().is("eq");
        return isEqual == tokens.next().is("true") ? condition : new Condition.Not(condition);
    }

    /** A comparison that begins with its value. */
    private Condition turned() {
        FilterToken value = tokens.next();
        Operator operator = operator(tokens.next());
        Operand operand = operand();
        return new Condition.Comparison(operand, operator.turned(), value(operand, value));
    }

    private boolean isOperand(FilterToken token) {
        return token.kind() == Kind.WORD
                && (tokens.isSecond("(") || dataset.findColumn(token.text()).isPresent());
    }

    private Condition columns(Operand left, Operator operator) {
        int place = tokens.peek().place();
        Operand right = operand();
        boolean isFitting = left.type() == right.type()
                || left.type().isNumber() && right.type().isNumber();
        if (!isFitting) {
            throw FilterToken.problem(
                    "compares column " + left.label() + " with one of another type, " + right.label(), place);
        }
        return new Condition.Columns(left, operator, right);
    }

    private static boolean isEnd(FilterToken token) {
        return token.kind() == Kind.END || token.is("and") || token.is("or") || token.is(")");
    }

    private Condition againstNull(Operand operand, Operator operator) {
        return switch (operator) {
            case EQ -> new Condition.Null(operand);
            case NE -> new Condition.Not(new Condition.Null(operand));
            case LT, LE, GT, GE ->
                throw FilterToken.problem(
                        "orders null, which only eq and ne can compare",
                        tokens.previous().place());
        };
    }

    private Condition in(Operand operand) {
        tokens.expect("(");
        List<String> values = new ArrayList<>();
        do {
            values.add(value(operand));
            if (values.size() > MOST_VALUES) {
                throw FilterToken.problem(
                        "lists more than " + MOST_VALUES + " values",
                        tokens.peek().place());
            }
        } while (tokens.accept(","));
        tokens.expect(")");
        return new Condition.In(operand, values);
    }

    private Condition text(Operand operand, Match match) {
        if (operand.type() != ValueType.TEXT) {
            throw FilterToken.problem(
                    "treats column " + operand.label() + " as text, which it is not",
                    tokens.peek().place());
        }
        FilterToken token = tokens.next();
        if (token.kind() != Kind.QUOTED) {
            throw FilterToken.problem("needs a text in single quotes", token.place());
        }
        return new Condition.Text(operand, match, Literal.check(ValueType.TEXT, token.text(), operand.label()));
    }

    private Operand operand() {
        Operand operand = simple();
        Optional<Arithmetic.Operation> operation =
                FilterTokens.find(List.of(Arithmetic.Operation.values()), tokens.peek());
        if (operation.isEmpty() || tokens.peek().kind() != Kind.WORD) {
            return operand;
        }
        FilterToken word = tokens.next();
        FilterToken number = tokens.next();
        boolean isAgain = FilterTokens.find(List.of(Arithmetic.Operation.values()), tokens.peek())
                .isPresent();
        if (number.kind() != Kind.BARE || isAgain) {
            throw NotSupported.otherArithmetic();
        }
        if (!operand.type().isNumber()) {
            throw FilterToken.problem("computes with column " + operand.label() + ", which is no number", word.place());
        }
        Arithmetic arithmetic =
                new Arithmetic(operation.get(), Literal.check(ValueType.NUMERIC, number.text(), operand.label()));
        if (arithmetic.dividesByNothing()) {
            throw FilterToken.problem("divides by 0", number.place());
        }
        return operand.with(arithmetic);
    }

    private Operand simple() {
        Optional<FilterFunction> function = tokens.acceptCall(List.of(FilterFunction.values()));
        if (function.isPresent()) {
            FilterToken name = tokens.peek();
            Column column = column();
            List<String> arguments = arguments(function.get(), column);
            tokens.expect(")");
            if (!function.get().takes(column.type())) {
                throw FilterToken.problem(
                        "applies a function to column " + column.name() + ", whose type it does not take",
                        name.place());
            }
            return new Operand(column, function, arguments, Optional.empty());
        }
        Column column = column();
        if (!column.type().isComparable() && !tokens.peek().is("is") && !tokens.isSecond("null")) {
            throw FilterToken.problem(
                    "compares column " + column.name() + ", which cannot be compared",
                    tokens.peek().place());
        }
        return new Operand(column);
    }

    private List<String> arguments(FilterFunction function, Column column) {
        List<String> arguments = new ArrayList<>();
        while (arguments.size() < function.leastArguments()
                || arguments.size() < function.mostArguments() && tokens.peek().is(",")) {
            tokens.expect(",");
            FilterToken value = tokens.next();
            boolean isFitting = value.kind() == (function.argument() == ValueType.TEXT ? Kind.QUOTED : Kind.BARE);
            if (!isFitting) {
                throw NotSupported.otherArguments();
            }
            arguments.add(Literal.check(
                    function.argument(), value.text(), column.name().text()));
        }
        return arguments;
    }

    private Column column() {
        FilterToken token = tokens.next();
        NotSupported.requireNoFunction(token, tokens.peek());
        if (token.kind() != Kind.WORD) {
            throw FilterToken.problem("needs a column", token.place());
        }
        return dataset.getColumn(token.text());
    }

    private String value(Operand operand) {
        return value(operand, tokens.next());
    }

    private static String value(Operand operand, FilterToken token) {
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
}
