package yecai.cdc.apply;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import yecai.cdc.change.Change;
import yecai.cdc.change.Change.Unchanged;
import yecai.cdc.mirror.MirrorTable;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/**
 * What a run of changes does to one table in the end: of each key only the last state matters to readers. Changes that do
 * not fit together, such as two inserts of a key, are refused rather than guessed at.
 */
final class NetEffect {
    private final MirrorTable table;
    private final Map<Object, Entry> entries = new LinkedHashMap<>();

    /** Reads a row of the mirror as it is before this run: one value per column, or null if there is none. */
    interface MirrorLookup {
        Object[] find(MirrorTable table, Object[] key) throws SQLException;
    }

    /** The last state of one key. */
    static final class Entry {
        private final boolean existed;
        private Object[] values;
        private boolean deleted;
        private int transaction;

        private Entry(boolean existed) {
            this.existed = existed;
        }

        /** One value per column; of a deleted row at least the key's. */
        Object[] values() {
            return values;
        }

        /** Index of the last transaction that wrote the row, among those of the hub's transaction. */
        int transaction() {
            return transaction;
        }

        /** Returns what is to be done, or null if the row came and went. */
        Change.Kind kind() {
            if (deleted) {
                return existed ? Change.Kind.DELETE : null;
            }
            return existed ? Change.Kind.UPDATE : Change.Kind.INSERT;
        }
    }

    NetEffect(MirrorTable table) {
        this.table = table;
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    void clear() {
        entries.clear();
    }

    void add(Change.Row row, int transaction, MirrorLookup lookup) throws SQLException {
        Entry entry = entries.get(key(row.values()));
        switch (row.kind()) {
            case INSERT -> insert(row, entry, transaction, lookup);
            case UPDATE -> {
                if (entry != null && entry.deleted) {
                    throw misfit(row, "was updated after it was deleted");
                }
                if (entry != null) {
                    fill(row.values(), entry.values);
                }
                put(row, entry == null || entry.existed, transaction, false);
            }
            case DELETE -> {
                if (entry != null && entry.deleted) {
                    throw misfit(row, "was deleted twice");
                }
                // the last values stay, since a row that moves to another key may need them
                Object[] values = entry == null ? row.values() : entry.values;
                put(
                        new Change.Row(table, Change.Kind.DELETE, values, null, 0),
                        entry == null || entry.existed,
                        transaction,
                        true);
            }
        }
    }

    private void insert(Change.Row row, Entry entry, int transaction, MirrorLookup lookup) throws SQLException {
        if (entry != null && !entry.deleted) {
            throw misfit(row, "was inserted twice");
        }
        if (row.oldKey() != null && hasUnchanged(row.values())) {
            Entry old = entries.get(keyOf(row.oldKey()));
            if (old != null && old.values != null) {
                fillIfRead(row.values(), old.values);
            }
            if (hasUnchanged(row.values())) {
                Object[] stored = lookup.find(table, row.oldKey());
                if (stored == null) {
                    throw misfit(row, "moved from a key that the mirror lacks");
                }
                fill(row.values(), stored);
            }
        }
        put(row, entry != null && entry.existed, transaction, false);
    }

    private void put(Change.Row row, boolean existed, int transaction, boolean deleted) {
        Entry entry = new Entry(existed);
        entry.values = row.values();
        entry.deleted = deleted;
        entry.transaction = transaction;
        Object key = key(row.values());
        entries.remove(key);
        entries.put(key, entry);
    }

    private static void fill(Object[] values, Object[] from) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == Unchanged.UNCHANGED) {
                values[i] = from[i];
            }
        }
    }

    // A deleted row that was not written in this run has only its key: its nulls say nothing.
    private static void fillIfRead(Object[] values, Object[] from) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == Unchanged.UNCHANGED && from[i] != null) {
                values[i] = from[i];
            }
        }
    }

    private static boolean hasUnchanged(Object[] values) {
        for (Object value : values) {
            if (value == Unchanged.UNCHANGED) {
                return true;
            }
        }
        return false;
    }

    private Object key(Object[] values) {
        if (table.key().size() == 1) {
            return values[table.key().get(0)];
        }
        List<Object> key = new ArrayList<>(table.key().size());
        for (int column : table.key()) {
            key.add(values[column]);
        }
        return key;
    }

    private static Object keyOf(Object[] key) {
        return key.length == 1 ? key[0] : List.of(key);
    }

    private YecaiException misfit(Change.Row row, String what) {
        return new YecaiException(
                Kind.INTERNAL,
                "a row of table " + table.sourceName() + " " + what + " in the ERP's log (" + row.kind()
                        + "); nothing of this batch is kept");
    }
}
