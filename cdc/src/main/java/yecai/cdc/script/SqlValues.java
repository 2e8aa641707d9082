package yecai.cdc.script;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/**
 * What the placeholders of a {@link SqlTemplate} stand for. Names and texts are quoted here; SQL is taken as it is. Immutable:
 * each method returns a set with one more placeholder, and refuses one that is there already.
 */
public final class SqlValues {
    /** No placeholders. */
    public static final SqlValues NONE = new SqlValues(Map.of());

    private record Value(String sql, List<String> columns) {}

    private final Map<String, Value> values;

    private SqlValues(Map<String, Value> values) {
        this.values = values;
    }

    /** Fills the placeholder with the text, as a string literal. */
    public SqlValues literal(String placeholder, String text) {
        return sql(placeholder, SqlLiteral.of(text));
    }

    /** Fills the placeholder with SQL in which names and literals are quoted. */
    public SqlValues sql(String placeholder, String sql) {
        requireNonNull(sql, "sql is null");
        return with(placeholder, new Value(sql, null));
    }

    /**
     * Fills the placeholder with a list of columns, quoted and separated by commas. A template may put an alias before it:
     * <code>{{m.columns}}</code> is each of them with {@code m.} before it.
     *
     * @param names the columns' own names
     */
    public SqlValues columns(String placeholder, List<String> names) {
        return with(
                placeholder,
                new Value(null, names.stream().map(Identifier::quote).toList()));
    }

    private SqlValues with(String placeholder, Value value) {
        Map<String, Value> more = new HashMap<>(values);
        if (more.put(placeholder, value) != null) {
            throw new IllegalArgumentException("placeholder {{" + placeholder + "}} has a value already");
        }
        return new SqlValues(more);
    }

    /** @param alias null for none */
    String get(String alias, String placeholder) {
        Value value = values.get(placeholder);
        if (value == null) {
            throw new IllegalArgumentException("placeholder {{" + placeholder + "}} has no value; there are "
                    + values.keySet().stream().sorted().toList());
        }
        if (value.columns == null) {
            if (alias != null) {
                throw new IllegalArgumentException(
                        "placeholder {{" + placeholder + "}} is no list of columns, so it takes no alias " + alias);
            }
            return value.sql;
        }
        String prefix = alias == null ? "" : alias + ".";
        return value.columns.stream().map(column -> prefix + column).collect(Collectors.joining(", "));
    }
}
