package yecai.cdc.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import yecai.cdc.change.Change.Unchanged;

/**
 * Turns one column's value from Debezium's form into PostgreSQL's input form. Debezium's forms are described at
 * https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-data-types.
 */
@FunctionalInterface
interface ColumnReader {
    /** Returns null, a text, a number, a boolean, or {@link Unchanged}. */
    Object read(Object value);

    /**
     * Returns the reader of a column.
     *
     * @param schema the column's schema in the record
     * @param mirrorType SQL type of the mirror's column
     * @param placeholder the text that stands for an unchanged large value
     */
    static ColumnReader of(Schema schema, String mirrorType, String placeholder) {
        ColumnReader plain = plain(schema, mirrorType, placeholder);
        return switch (schema.type()) {
            case STRING -> value -> placeholder.equals(value) ? Unchanged.UNCHANGED : plain.read(value);
            case BYTES -> value -> isPlaceholder(value, placeholder) ? Unchanged.UNCHANGED : plain.read(value);
            case ARRAY -> value -> isPlaceholder(value, placeholder) ? Unchanged.UNCHANGED : plain.read(value);
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, MAP, STRUCT -> plain;
        };
    }

    private static ColumnReader plain(Schema schema, String mirrorType, String placeholder) {
        String name = schema.name() == null ? "" : schema.name();
        switch (name) {
            case "io.debezium.time.Date":
                return value -> value == null ? null : Temporal.date(((Number) value).longValue());
            case "io.debezium.time.Timestamp":
                return value -> value == null ? null : Temporal.timestamp(((Number) value).longValue(), 1_000L);
            case "io.debezium.time.MicroTimestamp":
                return value -> value == null ? null : Temporal.timestamp(((Number) value).longValue(), 1_000_000L);
            case "io.debezium.time.NanoTimestamp":
                return value -> value == null ? null : Temporal.timestamp(((Number) value).longValue(), 1_000_000_000L);
            case "io.debezium.time.ZonedTimestamp":
                return value -> value == null ? null : Temporal.zoned((String) value);
            case "io.debezium.time.Time":
                return value -> value == null ? null : Temporal.time(((Number) value).longValue(), 1_000L);
            case "io.debezium.time.MicroTime":
                return value -> value == null ? null : Temporal.time(((Number) value).longValue(), 1_000_000L);
            case "io.debezium.data.Bits":
                return value -> value == null ? null : bits((byte[]) bytes(value), mirrorType);
            default:
                break;
        }
        return switch (schema.type()) {
            case BYTES ->
                mirrorType.equals("bytea")
                        ? value -> value == null ? null : "\\x" + HexFormat.of().formatHex(bytes(value))
                        : value -> value == null ? null : new String(bytes(value), StandardCharsets.UTF_8);
            case ARRAY -> {
                String elementType =
                        mirrorType.endsWith("[]") ? mirrorType.substring(0, mirrorType.length() - 2) : "text";
                ColumnReader element = of(schema.valueSchema(), elementType, placeholder);
                yield value -> value == null ? null : array((List<?>) value, element);
            }
            case STRING -> mirrorType.startsWith("numeric") ? value -> numeric((String) value) : value -> value;
            case BOOLEAN ->
                mirrorType.startsWith("bit")
                        ? value -> value == null ? null : ((Boolean) value ? "1" : "0")
                        : value -> value;
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 -> value -> value;
            case MAP, STRUCT -> value -> value == null ? null : value.toString();
        };
    }

    private static boolean isPlaceholder(Object value, String placeholder) {
        if (value instanceof List<?> list) {
            return list.size() == 1 && isPlaceholder(list.get(0), placeholder);
        }
        if (value instanceof String text) {
            return text.equals(placeholder);
        }
        if (value instanceof byte[] || value instanceof ByteBuffer) {
            byte[] bytes = bytes(value);
            return bytes.length == placeholder.length()
                    && new String(bytes, StandardCharsets.UTF_8).equals(placeholder);
        }
        return false;
    }

    private static String numeric(String text) {
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "NOT_A_NUMBER", "NAN" -> "NaN";
            case "POSITIVE_INFINITY" -> "Infinity";
            case "NEGATIVE_INFINITY" -> "-Infinity";
            default -> text;
        };
    }

    private static byte[] bytes(Object value) {
        if (value instanceof byte[] array) {
            return array;
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        return array;
    }

    // Debezium packs bits little-endian; bit(n) has n of them.
    private static String bits(byte[] packed, String mirrorType) {
        int open = mirrorType.indexOf('(');
        int length = open >= 0 && mirrorType.startsWith("bit(")
                ? Integer.parseInt(mirrorType.substring(open + 1, mirrorType.indexOf(')')))
                : packed.length * 8;
        StringBuilder text = new StringBuilder(length);
        for (int i = length - 1; i >= 0; i--) {
            int octet = i / 8 < packed.length ? packed[i / 8] : 0;
            text.append((octet >> (i % 8) & 1) == 1 ? '1' : '0');
        }
        return text.toString();
    }

    private static String array(List<?> elements, ColumnReader reader) {
        StringBuilder text = new StringBuilder("{");
        for (Object element : elements) {
            if (text.length() > 1) {
                text.append(',');
            }
            Object read = element instanceof List<?> nested ? nested : reader.read(element);
            if (read == null) {
                text.append("NULL");
            } else if (read instanceof List<?> nested) {
                text.append(array(nested, reader));
            } else {
                text.append('"')
                        .append(read.toString().replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        }
        return text.append('}').toString();
    }
}
