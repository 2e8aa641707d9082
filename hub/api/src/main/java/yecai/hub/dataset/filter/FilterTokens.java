package yecai.hub.dataset.filter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import yecai.hub.dataset.Excerpt;
import yecai.hub.dataset.filter.FilterToken.Kind;
import yecai.hub.problem.ProblemException;

/** The tokens of a filter, read from left to right. */
final class FilterTokens {
    private final List<FilterToken> tokens;
    private int at;

    FilterTokens(String filter) {
        tokens = FilterToken.read(filter);
    }

    FilterToken peek() {
        return tokens.get(at);
    }

    FilterToken next() {
        FilterToken token = peek();
        if (token.kind() == Kind.END) {
            throw FilterToken.problem("ends too early", token.place());
        }
        at++;
        return token;
    }

    /** The token before the next one. */
    FilterToken previous() {
        return tokens.get(at - 1);
    }

    /** Whether the token after the next one is this word. */
    boolean isSecond(String word) {
        return tokens.get(Math.min(at + 1, tokens.size() - 1)).is(word);
    }

    /** Takes the next token if it is this word. */
    boolean accept(String word) {
        if (peek().kind() != Kind.END && peek().is(word)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String word) {
        if (!accept(word)) {
            throw unexpected("'" + word + "'");
        }
    }

    /** Takes the name of one of these functions and its parenthesis, if they come next. */
    <T extends Enum<T>> Optional<T> acceptCall(List<T> functions) {
        Optional<T> function = peek().kind() == Kind.WORD && isSecond("(") ? find(functions, peek()) : Optional.empty();
        if (function.isPresent()) {
            at += 2;
        }
        return function;
    }

    /** Finds the value whose name in lowercase is the token. */
    static <T extends Enum<T>> Optional<T> find(List<T> values, FilterToken token) {
        return values.stream()
                .filter(value -> token.is(value.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    ProblemException unexpected(String wanted) {
        FilterToken token = peek();
        return FilterToken.problem(
                (token.kind() == Kind.END ? "ends" : "has '" + Excerpt.of(token.text()) + "'") + " where it needs "
                        + wanted,
                token.place());
    }
}
