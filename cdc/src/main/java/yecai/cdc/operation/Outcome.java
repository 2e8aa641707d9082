package yecai.cdc.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What came of an operation: names with texts, numbers, truths, and lists of the same, as JSON. */
final class Outcome {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Adds a value; null is left out. */
    Outcome with(String name, Object value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }

    String json() {
        return json(values);
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> text(entry.getKey().toString()) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Outcome::json).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Outcome outcome) {
            return outcome.json();
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : text(value.toString());
    }

    /** PostgreSQL's jsonb knows every character but NUL. */
    private static String text(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.replace("\0", "").chars().forEach(code -> {
            if (code == '"' || code == '\\' || code < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", code));
            } else {
                text.append((char) code);
            }
        });
        return text.append('"').toString();
    }
}
