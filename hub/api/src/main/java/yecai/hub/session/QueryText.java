package yecai.hub.session;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.ArrayList;
import java.util.List;

/**
 * SQL under construction. It is made of constants of this program (the compiler checks that), names of the catalogue and
 * values that travel apart from the text, so that nothing a caller sends can become SQL.
 */
public final class QueryText {
    record Value(ValueType type, String text) {}

    /** SQL text and values by turns; there is one text more than values. */
    private final List<StringBuilder> texts = new ArrayList<>(List.of(new StringBuilder(256)));

    private final List<Value> values = new ArrayList<>();

    /** Appends SQL written in this program. */
    @CanIgnoreReturnValue
    public QueryText sql(@CompileTimeConstant String constant) {
        last().append(constant);
        return this;
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
