package yecai.cdc.capture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import yecai.cdc.change.Change;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.source.MessageLimit;
import yecai.cdc.source.TextEncoding;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/**
 * Turns the messages of pgoutput, version 1, into {@link Change}s, in order, on one thread. Source of the format: PostgreSQL's
 * documentation, "Logical Replication Message Formats".
 */
final class LogDecoder {
    private static final long MICROS_1970_TO_2000 = 946_684_800_000_000L;

    private final Map<List<String>, FollowedTable> tables = new HashMap<>();
    private final Map<Integer, FollowedTable> tablesByNumber = new HashMap<>();
    private final Map<Integer, LoggedTable> logged = new HashMap<>();
    private final Optional<TextEncoding> encoding;
    private final Charset names;
    private long openTransaction = -1;
    // the partitioned table whose description was the last message
    private FollowedTable whole;
    // the captured table that was described right behind it, perhaps as its partition
    private Leaf leaf;
    private long events;

    private record Leaf(int number, FollowedTable table, FollowedTable whole) {}

    /** @param encoding of the texts, if the server sends their bytes as they are; else they are UTF-8 */
    LogDecoder(List<FollowedTable> tables, Optional<TextEncoding> encoding) {
        this.encoding = encoding;
        this.names = encoding.filter(TextEncoding::isDeclared)
                .map(TextEncoding::charset)
                .orElse(StandardCharsets.UTF_8);
        for (FollowedTable table : tables) {
            this.tables.put(List.of(table.table().sourceSchema(), table.table().sourceTable()), table);
            table.identity().findTableNumber().ifPresent(number -> tablesByNumber.put(number, table));
        }
    }

    /** Passes on what the message says, if it says anything to the hub. */
    void decode(ByteBuffer message, Consumer<Change> sink) {
        char kind = (char) message.get();
        FollowedTable describedBefore = whole;
        Leaf leafBefore = leaf;
        whole = null;
        leaf = null;
        try {
            switch (kind) {
                case 'B' -> begin(message, sink);
                case 'C' -> commit(message, sink);
                case 'R' -> describe(message, describedBefore, sink);
                case 'I', 'U', 'D' -> {
                    if (leafBefore != null) {
                        lookWhose(leafBefore, message.getInt(message.position()), sink);
                    }
                    row(kind, message, sink);
                }
                case 'T' -> truncate(message, sink);
                // what MessageLimit leaves of a row that is too large
                case 'i', 'u', 'd' -> largeRow(message, sink);
                // origins, and types of columns, which come before a description
                case 'O', 'Y' -> {
                    whole = describedBefore;
                    leaf = leafBefore;
                }
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

    /** @param before the partitioned table that was described just before: then this is a partition of it, with a row to follow */
    private void describe(ByteBuffer message, FollowedTable before, Consumer<Change> sink) {
        int id = message.getInt();
        TableDescription description = TableDescription.read(message, names);
        FollowedTable table = find(id, description);
        if (table != null) {
            logged.put(id, new LoggedTable(table, description, encoding));
            whole = table.identity().isPartitioned() ? table : null;
            leaf = before == null || before == table ? null : new Leaf(id, table, before);
            return;
        }
        logged.remove(id);
        if (before != null && !before.isStopped()) {
            sink.accept(new Change.PartitionWritten(
                    before.table(), Integer.toUnsignedLong(id), description.schema() + "." + description.table()));
            // its rows come under the name of the whole table
            if (!description.identifies(before.table())) {
                sink.accept(new Change.Unreadable(
                        before.table(),
                        UnreadableRow.ofOtherIdentity(before.table()).getMessage()));
            }
        }
    }

    /**
     * A captured table that was attached to another one for a time: what was written to it then is logged as rows of that one.
     *
     * @param written number of the table whose row follows the description
     */
    private void lookWhose(Leaf described, int written, Consumer<Change> sink) {
        LoggedTable table = logged.get(written);
        if (table == null || table.table() != described.whole().table()) {
            return;
        }
        String name = described.table().table().sourceName();
        if (!described.whole().isStopped()) {
            sink.accept(new Change.PartitionWritten(
                    described.whole().table(), Integer.toUnsignedLong(described.number()), name));
        }
        if (!described.table().isStopped()) {
            sink.accept(new Change.Unreadable(
                    described.table().table(),
                    "rows of " + name + " were logged as rows of "
                            + described.whole().table().sourceName()
                            + ", of which it was a partition in the ERP for a time"));
        }
    }

    /**
     * Returns the captured table, whatever its name is now; null if it is another one of the publication, even under the name of a
     * captured table.
     */
    private FollowedTable find(int id, TableDescription description) {
        FollowedTable byNumber = tablesByNumber.get(id);
        if (byNumber != null) {
            return byNumber;
        }
        FollowedTable byName = tables.get(List.of(description.schema(), description.table()));
        return byName == null || byName.identity().findTableNumber().isPresent() ? null : byName;
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
        try {
            events += table.read(kind, message, sink);
        } catch (UnreadableRow e) {
            events++;
            sink.accept(new Change.Unreadable(table.table(), e.getMessage()));
        }
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

    private void largeRow(ByteBuffer message, Consumer<Change> sink) {
        requireOpen("a row");
        LoggedTable table = logged.get(message.getInt());
        if (table == null) {
            return;
        }
        events++;
        if (!table.isStopped()) {
            sink.accept(new Change.Unreadable(table.table(), MessageLimit.explain(message.getLong())));
        }
    }

    /** Returns whether every transaction that began has ended. */
    boolean isBetween() {
        return openTransaction < 0;
    }

    private void requireOpen(String what) {
        if (openTransaction < 0) {
            throw broken(what + " arrived outside any transaction");
        }
    }

    private static YecaiException broken(String what) {
        return new YecaiException(
                Kind.INTERNAL, "the ERP's log was delivered incompletely: " + what + "; none of it is applied");
    }
}
