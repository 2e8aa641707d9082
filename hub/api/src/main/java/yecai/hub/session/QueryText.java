package yecai.hub.session;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.sql.text.Resources;
import yecai.sql.text.SqlLiteral;

/**
 * SQL under construction. It is made of constants of this program (the compiler checks that), names of the catalogue and
 * values that travel apart from the text, so that nothing a caller sends can become SQL.
 */
public final class QueryText {
    record Value(ValueType type, String text) {}

    /**
     * A value for a place in SQL.
     *
     * @param text null for null
     */
    public record Given(ValueType type, String text) {
        public Given {
            requireNonNull(type, "type is null");
        }
    }

    /** A word of this program for the place {@code {name}} in a file, for files that several subjects share. */
    public static final class Word {
        private final String name;
        private final String text;

        private Word(String name, String text) {
            this.name = name;
            this.text = text;
        }

        public static Word of(@CompileTimeConstant String name, @CompileTimeConstant String text) {
            return new Word(name, text);
        }
    }

    private static final Pattern WORD = Pattern.compile("\\{([a-z_]+)}");

    /** A colon and a name, but no cast and no part of a time. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<![:\\w]):([a-z][a-z_0-9]*)");

    /** SQL text and values by turns; there is one text more than values. */
    private final List<StringBuilder> texts = new ArrayList<>(List.of(new StringBuilder(256)));

    private final List<Value> values = new ArrayList<>();

    /** Appends SQL written in this program. */
    @CanIgnoreReturnValue
    public QueryText sql(@CompileTimeConstant String constant) {
        last().append(constant);
        return this;
    }

    /**
     * Appends SQL of a file of this program, in which {@code :name} stands for a value.
     *
     * @param file on the class path, such as yecai/hub/console/finance/items.sql
     * @param values by name; every name of the file must be among them
     */
    @CanIgnoreReturnValue
    public QueryText file(@CompileTimeConstant String file, Map<String, Given> values) {
        return file(file, values, List.of());
    }

    /**
     * The same with words of this program for the places {@code {name}}.
     *
     * @param words every place of the file must be among them
     */
    @CanIgnoreReturnValue
    public QueryText file(@CompileTimeConstant String file, Map<String, Given> values, List<Word> words) {
        String text = worded(file, words);
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int end = 0;
        while (placeholder.find()) {
            Given given = values.get(placeholder.group(1));
            if (given == null) {
                throw new IllegalArgumentException(file + " asks for " + placeholder.group() + ", which is not given");
            }
            last().append(text, end, placeholder.start());
            value(given.type(), given.text());
            end = placeholder.end();
        }
        last().append(text, end, text.length());
        return this;
    }

    private static String worded(String file, List<Word> words) {
        return WORD.matcher(Resources.read(file))
                .replaceAll(place -> words.stream()
                        .filter(word -> word.name.equals(place.group(1)))
                        .map(word -> Matcher.quoteReplacement(word.text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                file + " asks for " + place.group() + ", for which there is no word")));
    }

    /** The query as somebody could send it with psql: each value as a literal of its type. */
    public String readable() {
        return withLiterals(values.stream()
                .map(value -> value.text() == null ? "null" : SqlLiteral.of(value.text()))
                .toList());
    }

    /** Appends a quoted name. */
    @CanIgnoreReturnValue
    public QueryText name(Name name) {
        last().append(name.quoted());
        return this;
    }

    /** Appends the quoted name of a derived column, which is a letter and a number. */
    @CanIgnoreReturnValue
    public QueryText position(int number) {
        last().append('c').append(number);
        return this;
    }

    /** Appends a value of a type; the server parses it, as that type only. */
    @CanIgnoreReturnValue
    public QueryText value(ValueType type, String text) {
        values.add(new Value(type, text));
        texts.add(new StringBuilder("::").append(type.sqlName()));
        return this;
    }

    /** Appends a number as a value. */
    @CanIgnoreReturnValue
    public QueryText value(long number) {
        return value(ValueType.BIGINT, Long.toString(number));
    }

    /** Appends another query. */
    @CanIgnoreReturnValue
    public QueryText append(QueryText other) {
        last().append(other.texts.get(0));
        for (int i = 0; i < other.values.size(); i++) {
            values.add(other.values.get(i));
            texts.add(new StringBuilder(other.texts.get(i + 1)));
        }
        return this;
    }

    private StringBuilder last() {
        return texts.get(texts.size() - 1);
    }

    List<Value> values() {
        return values;
    }

    /** The text with a question mark for each value. */
    String parameterized() {
        return String.join("?", texts);
    }

    /** The text with literals that the server itself has quoted, one for each value. */
    String withLiterals(List<String> literals) {
        if (literals.size() != values.size()) {
            throw new IllegalArgumentException(literals.size() + " literals for " + values.size() + " values");
        }
        StringBuilder sql = new StringBuilder(texts.get(0));
        for (int i = 0; i < literals.size(); i++) {
            sql.append(literals.get(i)).append(texts.get(i + 1));
        }
        return sql.toString();
    }
}
