package yecai.hub.dataset.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.hub.dataset.Excerpt;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** A word, a quoted text, a bare value or a mark of a filter, with its place for messages. */
record FilterToken(Kind kind, String text, int place) {
    enum Kind {
        WORD,
        QUOTED,
        BARE,
        MARK,
        END
    }

    private static final int LONGEST = 8_000;
    private static final Pattern TOKEN = Pattern.compile("(?:"
            + "'((?:[^']|'')*+)'"
            + "|([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)"
            + "|([+-]?[0-9][0-9A-Za-z:.+-]*(?:/[0-9A-Fa-f]+)?)"
            + "|([(),*])"
            + ")");

    boolean is(String word) {
        return kind != Kind.QUOTED && text.equalsIgnoreCase(word);
    }

    static List<FilterToken> read(String filter) {
        if (filter.length() > LONGEST) {
            throw problem("is longer than " + LONGEST + " characters", 0);
        }
        List<FilterToken> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(filter);
        int place = 0;
        while (true) {
            while (place < filter.length() && Character.isWhitespace(filter.charAt(place))) {
                place++;
            }
            if (place == filter.length()) {
                break;
            }
            matcher.region(place, filter.length());
            if (!matcher.lookingAt()) {
                throw problem(
                        "has '" + Excerpt.of(filter.substring(place, place + 1))
                                + "', which the filter language does not know",
                        place);
            }
            tokens.add(token(matcher, place));
            place = matcher.end();
        }
        tokens.add(new FilterToken(Kind.END, "", filter.length()));
        return tokens;
    }

    private static FilterToken token(Matcher matcher, int place) {
        if (matcher.group(1) != null) {
            return new FilterToken(Kind.QUOTED, matcher.group(1).replace("''", "'"), place);
        }
        if (matcher.group(2) != null) {
            return new FilterToken(Kind.WORD, matcher.group(2), place);
        }
        return matcher.group(3) != null
                ? new FilterToken(Kind.BARE, matcher.group(3), place)
                : new FilterToken(Kind.MARK, matcher.group(4), place);
    }

    static ProblemException problem(String what, int place) {
        return new ProblemException(
                ProblemCode.FILTER_NOT_UNDERSTOOD,
                "At character " + (place + 1) + " the filter " + what
                        + ". Write it like: company eq '1000' and amount gt 0");
    }
}
