package yecai.cdc.capture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A message of pgoutput, built byte by byte as PostgreSQL's "Logical Replication Message Formats" says. */
final class LogMessage {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private interface Writing {
        void run() throws IOException;
    }

    LogMessage(char kind) {
        int8(kind);
    }

    static ByteBuffer begin(int txid) {
        return new LogMessage('B').int64(1000).int64(0).int32(txid).message();
    }

    /** @param microsSince2000 when it was committed */
    static ByteBuffer commit(long endPosition, long microsSince2000) {
        return new LogMessage('C')
                .int8(0)
                .int64(endPosition - 8)
                .int64(endPosition)
                .int64(microsSince2000)
                .message();
    }

    /** A table whose rows are identified by its column id. */
    static ByteBuffer relation(int id, String schema, String table, String... columns) {
        return relationIdentifiedBy("id", id, schema, table, columns);
    }

    static ByteBuffer relationIdentifiedBy(String identity, int id, String schema, String table, String... columns) {
        LogMessage message =
                new LogMessage('R').int32(id).text(schema).text(table).int8('d').int16(columns.length);
        for (String column : columns) {
            message.int8(column.equals(identity) ? 1 : 0).text(column).int32(25).int32(-1);
        }
        return message.message();
    }

    static ByteBuffer truncate(int... relations) {
        LogMessage message = new LogMessage('T').int32(relations.length).int8(0);
        for (int relation : relations) {
            message.int32(relation);
        }
        return message.message();
    }

    LogMessage int8(int value) {
        return write(() -> out.writeByte(value));
    }

    LogMessage int16(int value) {
        return write(() -> out.writeShort(value));
    }

    LogMessage int32(int value) {
        return write(() -> out.writeInt(value));
    }

    LogMessage int64(long value) {
        return write(() -> out.writeLong(value));
    }

    LogMessage text(String value) {
        return write(() -> {
            out.write(value.getBytes(StandardCharsets.UTF_8));
            out.writeByte(0);
        });
    }

    /**
     * A row's values.
     *
     * @param values a text, null, or {@link yecai.cdc.change.Change.Unchanged} for a large value that did not change
     */
    LogMessage tuple(Object... values) {
        int16(values.length);
        for (Object value : values) {
            if (value == null) {
                int8('n');
            } else if (value instanceof String text) {
                byte[] octets = text.getBytes(StandardCharsets.UTF_8);
                int8('t').int32(octets.length).write(() -> out.write(octets));
            } else {
                int8('u');
            }
        }
        return this;
    }

    /** The message, in the middle of a larger array, as the driver gives it. */
    ByteBuffer message() {
        byte[] content = bytes.toByteArray();
        byte[] larger = new byte[content.length + 12];
        System.arraycopy(content, 0, larger, 7, content.length);
        return ByteBuffer.wrap(larger, 7, content.length).slice();
    }

    private LogMessage write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
