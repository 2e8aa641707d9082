package yecai.cdc.capture;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import yecai.cdc.mirror.MirrorTable;

/**
 * What the log says of a table before its first row, and again whenever its definition may have changed.
 *
 * @param columns names of the columns that its rows hold, in their order
 * @param identity those of them by which the log identifies a row before its change: the replica identity of that time
 */
record TableDescription(String schema, String table, List<String> columns, List<String> identity) {
    private static final int IDENTIFIES = 1;

    /**
     * Reads a message of kind {@code R} behind the table's number.
     *
     * @param names how names are encoded
     */
    static TableDescription read(ByteBuffer message, Charset names) {
        String schema = name(message, names);
        String table = name(message, names);
        message.get();
        int count = message.getShort();
        List<String> columns = new ArrayList<>(count);
        List<String> identity = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int flags = message.get();
            columns.add(name(message, names));
            if ((flags & IDENTIFIES) != 0) {
                identity.add(columns.get(i));
            }
            message.getInt();
            message.getInt();
        }
        // the log leaves the schema of the system's own tables empty
        return new TableDescription(schema.isEmpty() ? "pg_catalog" : schema, table, columns, identity);
    }

    /**
     * Returns whether the log tells by the key of the mirror which row was changed. Of a partition whose columns stand in another
     * order than the whole table's, the server describes not all.
     */
    boolean identifies(MirrorTable mirror) {
        return mirror.keyNames().stream().noneMatch(key -> columns.contains(key) && !identity.contains(key));
    }

    private static String name(ByteBuffer message, Charset names) {
        int start = message.position();
        int end = start;
        while (message.get(end) != 0) {
            end++;
        }
        message.position(end + 1);
        return new String(message.array(), message.arrayOffset() + start, end - start, names);
    }
}
