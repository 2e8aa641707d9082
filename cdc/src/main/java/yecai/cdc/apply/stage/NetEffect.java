package yecai.cdc.apply.stage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import yecai.cdc.change.Change;
import yecai.cdc.derive.touch.RowKeys;
import yecai.cdc.mirror.MirrorTable;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/**
 * What a run of changes does to one table in the end: of each key only the last state matters to readers. Changes that do
 * not fit together, such as two inserts of a key, are refused rather than guessed at.
 */
final class NetEffect {
    private final MirrorTable table;
    private final Map<Object, NetEntry> entries = new LinkedHashMap<>();

    /** Reads a row of the mirror as it is before this run: one value per column, or null if there is none. */
    interface MirrorLookup {
        Object[] find(Object[] key) throws SQLException;
    }

    NetEffect(MirrorTable table) {
        this.table = table;
    }

    /** The last states, in the order of the last changes. */
    Collection<NetEntry> entries() {
        return entries.values();
    }

    /** Returns whether this is to be done with any row. */
    boolean has(Change.Kind kind) {
        return entries.values().stream().anyMatch(entry -> entry.kind() == kind);
    }

    /** Notes what the rows touch: new ones, and changed and deleted ones too if what they are tells what they were. */
    void noteKeys(RowKeys keys, boolean changed) {
        for (NetEntry entry : entries.values()) {
            Change.Kind kind = entry.kind();
            if (kind == Change.Kind.INSERT || changed && kind != null) {
                keys.add(entry.values(), entry.transaction());
            }
        }
    }

    void clear() {
        entries.clear();
    }

    /** Takes the next change; fills in what it lacks and is known. */
    void add(Change.Row row, int transaction, MirrorLookup lookup) throws SQLException {
        NetEntry entry = entries.get(key(row.values()));
        switch (row.kind()) {
            case INSERT -> insert(row, entry, transaction, lookup);
            case UPDATE -> update(row, entry, transaction);
            case DELETE -> delete(row, entry, transaction);
        }
    }

    private void insert(Change.Row row, NetEntry entry, int transaction, MirrorLookup lookup) throws SQLException {
        if (entry != null && !entry.deleted()) {
            throw misfit(row, "was inserted twice");
        }
        if (row.oldKey() != null && UnchangedValues.isIn(row.values())) {
            fillFromOldKey(row, lookup);
        }
        put(row.values(), entry != null && entry.existed(), false, transaction);
    }

    private void fillFromOldKey(Change.Row row, MirrorLookup lookup) throws SQLException {
        NetEntry old = entries.get(keyOf(row.oldKey()));
        if (old != null) {
            UnchangedValues.fillKnown(row.values(), old.values());
        }
        if (UnchangedValues.isIn(row.values())) {
            Object[] stored = lookup.find(row.oldKey());
            if (stored == null) {
                throw misfit(row, "moved from a key that the mirror lacks");
            }
            UnchangedValues.fill(row.values(), stored);
        }
    }

    private void update(Change.Row row, NetEntry entry, int transaction) {
        if (entry != null && entry.deleted()) {
            throw misfit(row, "was updated after it was deleted");
        }
        if (entry != null) {
            UnchangedValues.fill(row.values(), entry.values());
        }
        put(row.values(), entry == null || entry.existed(), false, transaction);
    }

    private void delete(Change.Row row, NetEntry entry, int transaction) {
        if (entry != null && entry.deleted()) {
            throw misfit(row, "was deleted twice");
        }
        // the last values stay, since a row that moves to another key may need them
        Object[] values = entry == null ? row.values() : entry.values();
        put(values, entry == null || entry.existed(), true, transaction);
    }

    private void put(Object[] values, boolean existed, boolean deleted, int transaction) {
        Object key = key(values);
        // behind all others, since it is the last change
        entries.remove(key);
        entries.put(key, new NetEntry(existed, values, deleted, transaction));
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

    // What happened in between is not in the log, such as the truncation of a partition.
    private UnwritableRows misfit(Change.Row row, String what) {
        return new UnwritableRows(
                table,
                new YecaiException(
                        Kind.SOURCE,
                        "a row of table " + table.sourceName() + " " + what + " in the ERP's log (" + row.kind()
                                + "): something that changed its rows is not in the log; this batch is rolled back"));
    }
}
