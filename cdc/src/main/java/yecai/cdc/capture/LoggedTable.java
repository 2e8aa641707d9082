package yecai.cdc.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import yecai.cdc.change.Change;
import yecai.cdc.change.Change.Kind;
import yecai.cdc.change.Change.Unchanged;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.shape.FollowedTable;
import yecai.sql.YecaiException;

/** Reads the rows of one table, as long as the log describes it in the same way. Columns are bound by their names. */
final class LoggedTable {
    private static final int ROW_BYTES = 64;
    private static final int VALUE_BYTES = 16;
    private static final int TEXT_BYTES = 40;

    private final FollowedTable followed;
    private final MirrorTable table;
    // by column of the log: its place in the mirror, or -1
    private final int[] places;
    // columns of the mirror that the log does not hold
    private final int[] absent;
    private boolean announced;

    /** What the log says of a table. */
    record Description(String schema, String table, List<String> columns) {
        static Description read(ByteBuffer message) {
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
            return new Description(schema.isEmpty() ? "pg_catalog" : schema, table, columns);
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

    LoggedTable(FollowedTable followed, List<String> columns) {
        this.followed = followed;
        this.table = followed.table();
        List<String> names =
                table.columns().stream().map(column -> column.name()).toList();
        this.places = columns.stream().mapToInt(names::indexOf).toArray();
        this.absent = java.util.stream.IntStream.range(0, names.size())
                .filter(place -> !columns.contains(names.get(place)))
                .toArray();
    }

    MirrorTable table() {
        return table;
    }

    boolean isStopped() {
        return followed.isStopped();
    }

    boolean isAnnounced() {
        return announced;
    }

    /** Says that rows of this form follow. */
    Change.Reshaped announce() {
        announced = true;
        List<String> undelivered = new ArrayList<>();
        for (int place : absent) {
            String name = table.columns().get(place).name();
            if (!followed.absent().contains(name)) {
                undelivered.add(name);
            }
        }
        return new Change.Reshaped(table, List.copyOf(undelivered));
    }

    /**
     * Passes on the row. One whose key was changed is passed on as a delete and an insert.
     *
     * @param kind of the message: {@code I}, {@code U} or {@code D}
     * @return how many changes were passed on
     */
    int read(char kind, ByteBuffer message, Consumer<Change> sink) {
        char image = (char) message.get();
        if (kind == 'I') {
            sink.accept(row(message, Kind.INSERT));
            return 1;
        }
        if (kind == 'D') {
            sink.accept(deleted(tuple(message, null).values));
            return 1;
        }
        if (image == 'N') {
            sink.accept(row(message, Kind.UPDATE));
            return 1;
        }
        Object[] before = tuple(message, null).values;
        message.get();
        Tuple after = tuple(message, Unchanged.UNCHANGED);
        fill(after.values, before, image == 'O');
        Object[] oldKey = key(before);
        if (sameKey(oldKey, after.values)) {
            sink.accept(new Change.Row(table, Kind.UPDATE, after.values, null, after.bytes));
            return 1;
        }
        sink.accept(deleted(before));
        sink.accept(new Change.Row(table, Kind.INSERT, after.values, oldKey, after.bytes));
        return 2;
    }

    private Change.Row row(ByteBuffer message, Kind kind) {
        // what the ERP no longer says stays as it was last said
        Tuple tuple = tuple(message, kind == Kind.UPDATE ? Unchanged.UNCHANGED : null);
        return new Change.Row(table, kind, tuple.values, null, tuple.bytes);
    }

    private Change.Row deleted(Object[] before) {
        Object[] values = new Object[before.length];
        for (int place : table.key()) {
            values[place] = before[place];
        }
        return new Change.Row(table, Kind.DELETE, values, null, ROW_BYTES + VALUE_BYTES * values.length);
    }

    private record Tuple(Object[] values, int bytes) {}

    private Tuple tuple(ByteBuffer message, Object ofAbsent) {
        Object[] values = new Object[table.columns().size()];
        for (int place : absent) {
            values[place] = ofAbsent;
        }
        int size = ROW_BYTES + VALUE_BYTES * values.length;
        int count = message.getShort();
        if (count != places.length) {
            throw new YecaiException(
                    YecaiException.Kind.INTERNAL,
                    "the ERP's log was not delivered whole: a row of " + table.sourceName() + " has " + count
                            + " columns, but was described with " + places.length + "; nothing of it is applied");
        }
        for (int i = 0; i < count; i++) {
            char kind = (char) message.get();
            int place = places[i];
            if (kind == 't') {
                int length = message.getInt();
                if (place >= 0) {
                    values[place] = new String(
                            message.array(),
                            message.arrayOffset() + message.position(),
                            length,
                            StandardCharsets.UTF_8);
                    size += TEXT_BYTES + length;
                }
                message.position(message.position() + length);
            } else if (place >= 0) {
                values[place] = kind == 'u' ? Unchanged.UNCHANGED : null;
            }
        }
        return new Tuple(values, size);
    }

    // A large value that did not change is not said again; but the image before it, if it is there, has it.
    private void fill(Object[] after, Object[] before, boolean isWhole) {
        for (int place = 0; place < after.length; place++) {
            if (after[place] == Unchanged.UNCHANGED && (isWhole || table.key().contains(place))) {
                after[place] = before[place] == null ? Unchanged.UNCHANGED : before[place];
            }
        }
    }

    private Object[] key(Object[] values) {
        return table.key().stream().map(place -> values[place]).toArray();
    }

    private boolean sameKey(Object[] oldKey, Object[] after) {
        for (int i = 0; i < oldKey.length; i++) {
            if (!oldKey[i].equals(after[table.key().get(i)])) {
                return false;
            }
        }
        return true;
    }
}
