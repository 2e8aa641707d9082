package yecai.cdc.derive.touch;

import java.util.Collection;
import yecai.sql.text.SqlLiteral;

/** Literals of arrays, https://www.postgresql.org/docs/18/arrays.html#ARRAYS-IO. */
final class ArrayText {
    private ArrayText() {}

    /** Returns the literal of texts, numbers and nulls. */
    static String literal(Collection<?> values) {
        StringBuilder text = new StringBuilder("{");
        for (Object value : values) {
            if (text.length() > 1) {
                text.append(',');
            }
            if (value == null || value instanceof Number) {
                text.append(value); // a null is written NULL, in any case
            } else {
                text.append('"').append(quotable(value.toString())).append('"');
            }
        }
        return SqlLiteral.of(text.append('}').toString());
    }

    private static String quotable(String value) {
        return value.indexOf('"') < 0 && value.indexOf('\\') < 0
                ? value
                : value.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
