package yecai.cdc.capture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import yecai.cdc.change.Change;
import yecai.cdc.shape.FollowedTable;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/**
 * Turns the messages of pgoutput, version 1, into {@link Change}s, in order, on one thread. Source of the format: PostgreSQL's
 * documentation, "Logical Replication Message Formats".
 */
final class LogDecoder {
    private static final long MICROS_1970_TO_2000 = 946_684_800_000_000L;
    private static final int TRANSACTIONAL = 1;

    private final Map<List<String>, FollowedTable> tables = new HashMap<>();
    private final Map<Integer, LoggedTable> logged = new HashMap<>();
    private long openTransaction = -1;
    private long events;

    LogDecoder(List<FollowedTable> tables) {
        for (FollowedTable table : tables) {
            this.tables.put(List.of(table.table().sourceSchema(), table.table().sourceTable()), table);
        }
    }

    /**
     * Passes on what the message says, if it says anything to the hub.
     *
     * @param position where it stands in the log
     */
    void decode(ByteBuffer message, long position, Consumer<Change> sink) {
        char kind = (char) message.get();
        try {
            switch (kind) {
                case 'B' -> begin(message, sink);
                case 'C' -> commit(message, sink);
                case 'R' -> describe(message);
                case 'I', 'U', 'D' -> row(kind, message, sink);
                case 'T' -> truncate(message, sink);
                case 'M' -> mark(message, position, sink);
                // origins and types of columns
                case 'O', 'Y' -> {}
                default -> throw broken("a message of the unknown kind \"" + kind + "\" arrived");
            }
        } catch (BufferUnderflowException e) {
            throw broken("a message of kind \"" + kind + "\" ended too early");
        }
    }

    private void begin(ByteBuffer message, Consumer<Change> sink) {
        message.getLong();
        message.getLong();
        long txid = Integer.toUnsignedLong(message.getInt());
        if (openTransaction >= 0) {
            throw broken("transaction " + txid + " began before " + openTransaction + " ended");
        }
        openTransaction = txid;
        events = 0;
        sink.accept(new Change.Begin(txid));
    }

    private void commit(ByteBuffer message, Consumer<Change> sink) {
        requireOpen("a commit");
        message.get();
        message.getLong();
        long end = message.getLong();
        long committedAt = message.getLong() + MICROS_1970_TO_2000;
        sink.accept(new Change.End(openTransaction, end, committedAt, events));
        openTransaction = -1;
    }

    private void describe(ByteBuffer message) {
        int id = message.getInt();
        LoggedTable.Description description = LoggedTable.Description.read(message);
        FollowedTable table = tables.get(List.of(description.schema(), description.table()));
        // another table of the publication than those of the pack
        if (table == null) {
            logged.remove(id);
        } else {
            logged.put(id, new LoggedTable(table, description.columns()));
        }
    }

    private void row(char kind, ByteBuffer message, Consumer<Change> sink) {
        requireOpen("a row");
        LoggedTable table = logged.get(message.getInt());
        if (table == null) {
            return;
        }
        if (table.isStopped()) {
            events++;
            return;
        }
        if (!table.isAnnounced()) {
            sink.accept(table.announce());
        }
        events += table.read(kind, message, sink);
    }

    private void truncate(ByteBuffer message, Consumer<Change> sink) {
        requireOpen("a truncation");
        int tablesInMessage = message.getInt();
        message.get();
        for (int i = 0; i < tablesInMessage; i++) {
            LoggedTable table = logged.get(message.getInt());
            if (table != null) {
                events++;
                if (!table.isStopped()) {
                    sink.accept(new Change.Truncate(table.table()));
                }
            }
        }
    }

    private void mark(ByteBuffer message, long position, Consumer<Change> sink) {
        boolean isTransactional = (message.get() & TRANSACTIONAL) != 0;
        if (!isTransactional && openTransaction < 0) {
            sink.accept(new Change.Mark(position));
        }
    }

    private void requireOpen(String what) {
        if (openTransaction < 0) {
            throw broken(what + " arrived outside any transaction");
        }
    }

    private static YecaiException broken(String what) {
        return new YecaiException(
                Kind.INTERNAL, "the ERP's log was not delivered whole: " + what + "; nothing of it is applied");
    }
}
