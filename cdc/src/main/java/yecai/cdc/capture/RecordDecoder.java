package yecai.cdc.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import yecai.cdc.change.Change;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.shape.FollowedTable;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/**
 * Turns Debezium's records of one source into {@link Change}s. Reads them in order, on one thread. Counts each
 * transaction's events, and refuses an END whose count differs.
 */
final class RecordDecoder {
    private static final String OLD_KEY = "__debezium.oldkey";

    private final Map<List<String>, FollowedTable> tables = new HashMap<>();
    private final Map<Schema, TableReader> readers = new IdentityHashMap<>();
    private final String placeholder;
    private final String transactionTopic;
    private long openTransaction = -1;
    private long committedAt;
    private long events;

    RecordDecoder(List<FollowedTable> tables, String topicPrefix, String placeholder) {
        for (FollowedTable table : tables) {
            this.tables.put(List.of(table.table().sourceSchema(), table.table().sourceTable()), table);
        }
        this.placeholder = placeholder;
        this.transactionTopic = topicPrefix + ".transaction";
    }

    /** Passes on what the record says, if it says anything to the hub. */
    void decode(SourceRecord record, Consumer<Change> sink) {
        if (!(record.value() instanceof Struct value)) {
            return;
        }
        if (record.topic().equals(transactionTopic)) {
            decodeBoundary(record, value, sink);
        } else if (value.schema().field("op") != null) {
            decodeData(record, value, sink);
        }
    }

    private void decodeBoundary(SourceRecord record, Struct value, Consumer<Change> sink) {
        String id = value.getString("id");
        long txid = Long.parseLong(id.substring(0, id.indexOf(':')));
        if (value.getString("status").equals("BEGIN")) {
            if (openTransaction >= 0) {
                throw broken("transaction " + txid + " began before " + openTransaction + " ended");
            }
            openTransaction = txid;
            committedAt = 0;
            events = 0;
            sink.accept(new Change.Begin(txid));
            return;
        }
        if (openTransaction != txid) {
            throw broken("transaction " + txid + " ended, but " + openTransaction + " is open");
        }
        long expected = value.getInt64("event_count");
        if (expected != events) {
            throw broken("transaction " + txid + " has " + expected + " events, but " + events + " arrived");
        }
        long at = committedAt != 0 ? committedAt : value.getInt64("ts_ms") * 1_000;
        openTransaction = -1;
        sink.accept(new Change.End(txid, position(record), at, expected));
    }

    private void decodeData(SourceRecord record, Struct value, Consumer<Change> sink) {
        String operation = value.getString("op");
        if (operation.equals("m")) {
            if (openTransaction < 0) {
                sink.accept(new Change.Mark(position(record)));
            }
            return;
        }
        if (openTransaction < 0) {
            throw broken("a change of " + record.topic() + " arrived outside any transaction");
        }
        events++;
        Struct source = value.getStruct("source");
        if (committedAt == 0) {
            Long micros = source.schema().field("ts_us") == null ? null : source.getInt64("ts_us");
            committedAt = micros != null ? micros : source.getInt64("ts_ms") * 1_000;
        }
        FollowedTable table = table(source);
        if (table.isStopped()) {
            return;
        }
        if (operation.equals("t")) {
            sink.accept(new Change.Truncate(table.table()));
            return;
        }
        TableReader reader = readers.get(value.schema());
        if (reader == null) {
            reader = new TableReader(value.schema(), table);
            readers.put(value.schema(), reader);
            sink.accept(new Change.Reshaped(table.table(), reader.undelivered()));
        }
        switch (operation) {
            case "c", "r" ->
                sink.accept(reader.row(Change.Kind.INSERT, value.getStruct("after"), oldKey(record, reader)));
            case "u" -> sink.accept(reader.row(Change.Kind.UPDATE, value.getStruct("after"), null));
            case "d" -> sink.accept(reader.deleted(value.getStruct("before")));
            default -> throw broken("operation \"" + operation + "\" of " + record.topic() + " is unknown");
        }
    }

    private Object[] oldKey(SourceRecord record, TableReader reader) {
        var header = record.headers().lastWithName(OLD_KEY);
        return header == null ? null : reader.key((Struct) header.value());
    }

    private FollowedTable table(Struct source) {
        List<String> name = List.of(source.getString("schema"), source.getString("table"));
        FollowedTable table = tables.get(name);
        if (table == null) {
            throw broken("a change of table " + String.join(".", name) + " arrived, which is not captured");
        }
        return table;
    }

    private static long position(SourceRecord record) {
        return ((Number) record.sourceOffset().get("lsn")).longValue();
    }

    private static YecaiException broken(String what) {
        return new YecaiException(
                Kind.INTERNAL, "the ERP's log was not delivered whole: " + what + "; nothing of it is applied");
    }

    /** Reads the rows of one table as long as the table's schema stays the same. */
    private final class TableReader {
        private final MirrorTable table;
        // null for a column that the log does not hold
        private final ColumnReader[] columns;
        private final List<String> undelivered = new ArrayList<>();

        TableReader(Schema envelope, FollowedTable followed) {
            Schema row = envelope.field("after").schema();
            this.table = followed.table();
            this.columns = new ColumnReader[table.columns().size()];
            for (int i = 0; i < columns.length; i++) {
                MirrorColumn column = table.columns().get(i);
                if (row.field(column.name()) != null) {
                    columns[i] = new ColumnReader(row.field(column.name()), placeholder);
                } else if (!followed.absent().contains(column.name())) {
                    undelivered.add(column.name());
                }
            }
        }

        List<String> undelivered() {
            return List.copyOf(undelivered);
        }

        Change.Row row(Change.Kind kind, Struct row, Object[] oldKey) {
            Object[] values = new Object[columns.length];
            int bytes = 64 + 16 * columns.length;
            for (int i = 0; i < columns.length; i++) {
                values[i] = columns[i] == null ? absent(kind, oldKey) : columns[i].read(row);
                if (values[i] instanceof String text) {
                    bytes += 40 + text.length();
                }
            }
            return new Change.Row(table, kind, values, oldKey, bytes);
        }

        // what the ERP no longer says stays as it was last said
        private Object absent(Change.Kind kind, Object[] oldKey) {
            return kind == Change.Kind.UPDATE || oldKey != null ? Change.Unchanged.UNCHANGED : null;
        }

        Change.Row deleted(Struct before) {
            Object[] values = new Object[columns.length];
            for (int column : table.key()) {
                values[column] = read(column, before);
            }
            return new Change.Row(table, Change.Kind.DELETE, values, null, 64 + 16 * columns.length);
        }

        Object[] key(Struct key) {
            Object[] values = new Object[table.key().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = read(table.key().get(i), key);
            }
            return values;
        }

        private Object read(int column, Struct row) {
            return columns[column] == null ? null : columns[column].read(row);
        }
    }
}
