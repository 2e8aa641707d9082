package yecai.hub.console.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import yecai.hub.console.language.Words;
import yecai.hub.dataset.Language;
import yecai.hub.session.ValueType;

/**
 * What a page can be asked for.
 *
 * @param initial where nothing is said; {@code today} is the day in UTC, empty for none
 * @param choices the values that there are; empty for any
 * @param question lists the values that there are, with a name in its second column
 * @param isShown whether people set it in the page's form; what only links set is not
 */
public record Parameter(
        String name,
        ValueType type,
        String initial,
        List<String> choices,
        Optional<Question> question,
        boolean isShown) {
    static final String TODAY = "today";

    public Parameter {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(initial, "initial is null");
        choices = List.copyOf(choices);
        requireNonNull(question, "question is null");
    }

    /** A day, today where nothing is said. */
    public static Parameter day(String name) {
        return new Parameter(name, ValueType.DATE, TODAY, List.of(), Optional.empty(), true);
    }

    /** A day that may be left out. */
    public static Parameter anyDay(String name) {
        return new Parameter(name, ValueType.DATE, "", List.of(), Optional.empty(), true);
    }

    /** One of a few, the first where nothing is said. */
    public static Parameter choice(String name, String... choices) {
        return new Parameter(name, ValueType.TEXT, choices[0], List.of(choices), Optional.empty(), true);
    }

    /** One of the codes of this kind, or none. */
    public static Parameter code(String kind) {
        return new Parameter(kind, ValueType.TEXT, "", Words.of(Language.EN).codes(kind), Optional.empty(), true);
    }

    /** One of those that a question lists, or none. */
    public static Parameter listed(String name, String initial, Question question) {
        return new Parameter(name, ValueType.TEXT, initial, List.of(), Optional.of(question), true);
    }

    /** Any text, or none. */
    public static Parameter text(String name) {
        return new Parameter(name, ValueType.TEXT, "", List.of(), Optional.empty(), true);
    }

    /** Any text, or none, that links say. */
    public static Parameter key(String name) {
        return new Parameter(name, ValueType.TEXT, "", List.of(), Optional.empty(), false);
    }
}
