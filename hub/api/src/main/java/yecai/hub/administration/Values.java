package yecai.hub.administration;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/** The values of a request by name: texts, whole numbers, truths, lists of texts; null for what was left out. */
public record Values(Map<String, Object> all) {
    public Values {
        all = Collections.unmodifiableMap(new HashMap<>(all));
    }

    /** Returns a text that the operation requires. */
    public String text(String name) {
        return (String) all.get(name);
    }

    /** Returns a text, if it was given. */
    public Optional<String> find(String name) {
        return Optional.ofNullable((String) all.get(name));
    }

    /** Returns a whole number, or what is meant where none was given. */
    public long number(String name, long otherwise) {
        return all.get(name) instanceof Long number ? number : otherwise;
    }

    /** Returns a list; none if it was left out. */
    @SuppressWarnings("unchecked")
    public List<String> texts(String name) {
        return all.get(name) == null ? List.of() : (List<String>) all.get(name);
    }

    /** Whether a truth was given as true. */
    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(all.get(name));
    }

    @SuppressWarnings("unchecked")
    void bind(SqlStatement<?> statement) {
        all.forEach((name, value) -> {
            if (value instanceof Long number) {
                statement.bind(name, number);
            } else if (value instanceof Boolean truth) {
                statement.bind(name, truth);
            } else if (value instanceof List<?> list) {
                statement.bindArray(name, String.class, (List<String>) list);
            } else {
                statement.bind(name, (String) value);
            }
        });
    }
}
