package yecai.cdc.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the log says of a table before its first row, and again whenever its definition may have changed.
 *
 * @param columns names of the columns that its rows hold, in their order
 */
record TableDescription(String schema, String table, List<String> columns) {
    /** Reads a message of kind {@code R} behind the table's number. */
    static TableDescription read(ByteBuffer message) {
        String schema = name(message);
        String table = name(message);
        message.get();
        int count = message.getShort();
        List<String> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            message.get();
            columns.add(name(message));
            message.getInt();
            message.getInt();
        }
        // the log leaves the schema of the system's own tables empty
        return new TableDescription(schema.isEmpty() ? "pg_catalog" : schema, table, columns);
    }

    private static String name(ByteBuffer message) {
        int start = message.position();
        int end = start;
        while (message.get(end) != 0) {
            end++;
        }
        message.position(end + 1);
        return new String(message.array(), message.arrayOffset() + start, end - start, StandardCharsets.UTF_8);
    }
}
