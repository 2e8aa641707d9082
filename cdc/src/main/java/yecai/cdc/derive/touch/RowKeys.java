package yecai.cdc.derive.touch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import yecai.cdc.change.Change.Unchanged;

/**
 * The derive keys that rows of one table touch, each with the last of the batch's transactions that touched it. Not
 * thread-safe.
 */
public final class RowKeys {
    private final TouchColumns touch;
    private final List<Map<String, Integer>> keys = new ArrayList<>();

    RowKeys(TouchColumns touch) {
        this.touch = touch;
        touch.columns().forEach(column -> keys.add(new LinkedHashMap<>()));
    }

    /** Returns whether a changed row touches the same keys before and after. */
    public boolean areKey() {
        return touch.areKey();
    }

    /**
     * Notes what a row touches.
     *
     * @param values of the row, one per column of the table
     * @param transaction index of the transaction that wrote it
     */
    public void add(Object[] values, int transaction) {
        for (int i = 0; i < keys.size(); i++) {
            Object value = values[touch.columns().get(i)];
            if (value == Unchanged.UNCHANGED) {
                throw new IllegalStateException("the key of a touched document was left out of the log");
            }
            if (value != null) {
                keys.get(i).merge(value.toString(), transaction, Math::max);
            }
        }
    }

    /** Forgets what was noted. */
    public void clear() {
        keys.forEach(Map::clear);
    }

    /** Takes what was noted: mappings, and the keys that were touched of each of them. */
    interface Reader {
        void read(List<Integer> mappings, Map<String, Integer> keys);
    }

    /** Gives away what was noted. */
    void take(Reader reader) {
        for (int i = 0; i < keys.size(); i++) {
            if (!keys.get(i).isEmpty()) {
                reader.read(touch.mappings().get(i), keys.set(i, new LinkedHashMap<>()));
            }
        }
    }
}
