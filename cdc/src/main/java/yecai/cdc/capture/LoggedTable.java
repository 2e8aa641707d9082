package yecai.cdc.capture;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import yecai.cdc.capture.TupleReader.Tuple;
import yecai.cdc.change.Change;
import yecai.cdc.change.Change.Kind;
import yecai.cdc.change.Change.Unchanged;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.source.TextEncoding;

/** Reads the rows of one table, as long as the log describes it in the same way. Columns are bound by their names. */
final class LoggedTable {
    private final FollowedTable followed;
    private final MirrorTable table;
    private final TupleReader tuples;
    private final List<String> misplaced;
    private final boolean isIdentified;
    private boolean announced;

    /** @param encoding of the texts if it is not UTF-8 for sure */
    LoggedTable(FollowedTable followed, TableDescription description, Optional<TextEncoding> encoding) {
        this.followed = followed;
        this.table = followed.table();
        this.tuples = new TupleReader(table, description.columns(), encoding);
        this.misplaced = followed.identity().listMisplaced(description.columns());
        this.isIdentified = description.identifies(table);
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
    Change.SchemaChanged announce() {
        announced = true;
        return new Change.SchemaChanged(
                table,
                Stream.concat(
                                tuples.absent().stream()
                                        .filter(name -> !followed.absent().contains(name)),
                                misplaced.stream())
                        .toList());
    }

    /**
     * Passes on the row. One whose key was changed is passed on as a delete and an insert.
     *
     * @param kind of the message: {@code I}, {@code U} or {@code D}
     * @return how many changes were passed on
     * @throws UnreadableRow if it cannot be told which row it is
     */
    int read(char kind, ByteBuffer message, Consumer<Change> sink) {
        char image = (char) message.get();
        if (kind == 'I') {
            // a column that the log does not hold is null in a new row
            sink.accept(row(Kind.INSERT, tuples.read(message, null)));
            return 1;
        }
        if (kind == 'D') {
            sink.accept(deleted(tuples.read(message, null).values()));
            return 1;
        }
        if (image == 'N') {
            // without an image before it, only the columns of the replica identity are known to be what they were
            if (!isIdentified) {
                throw UnreadableRow.ofOtherIdentity(table);
            }
            // what the ERP no longer says stays as it was last said
            sink.accept(row(Kind.UPDATE, tuples.read(message, Unchanged.UNCHANGED)));
            return 1;
        }
        return readWithOldImage(image == 'O', message, sink);
    }

    /** @param isWhole whether the old image holds all columns, not only the key's */
    private int readWithOldImage(boolean isWhole, ByteBuffer message, Consumer<Change> sink) {
        Object[] before = tuples.read(message, null).values();
        message.get();
        Tuple after = tuples.read(message, Unchanged.UNCHANGED);
        requireKey(before);
        fill(after.values(), before, isWhole);
        Object[] oldKey = key(before);
        if (sameKey(oldKey, after.values())) {
            sink.accept(row(Kind.UPDATE, after));
            return 1;
        }
        sink.accept(deleted(before));
        sink.accept(new Change.Row(table, Kind.INSERT, after.values(), oldKey, after.bytes()));
        return 2;
    }

    private Change.Row row(Kind kind, Tuple tuple) {
        return new Change.Row(table, kind, tuple.values(), null, tuple.bytes());
    }

    private Change.Row deleted(Object[] before) {
        requireKey(before);
        Object[] values = new Object[before.length];
        for (int place : table.key()) {
            values[place] = before[place];
        }
        return new Change.Row(table, Kind.DELETE, values, null, tuples.sizeWithoutTexts());
    }

    // A large value that did not change is not said again; but the image before it, if it is there, has it.
    private void fill(Object[] after, Object[] before, boolean isWhole) {
        for (int place = 0; place < after.length; place++) {
            if (after[place] == Unchanged.UNCHANGED && (isWhole || table.key().contains(place))) {
                after[place] = before[place] == null ? Unchanged.UNCHANGED : before[place];
            }
        }
    }

    // The image before holds the columns of the replica identity that the table had when the row was written.
    private void requireKey(Object[] before) {
        for (int place : table.key()) {
            if (before[place] == null) {
                throw UnreadableRow.withoutKey(table, table.columns().get(place).name());
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
