package yecai.cdc.derive.touch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All keys that a small batch touched, by mapping, each with the last transaction that touched it. Statements get them as
 * arguments, so that they depend on no temporary table, whose truncation would have them planned again.
 */
final class FewKeys {
    private static final int MOST = 2_000;

    /** The question for those that the server found: more than few are left out. */
    static final String FOUND = "select mapping, key, ord from pg_temp._touched limit " + (MOST + 1);

    private final Map<Integer, Map<String, Integer>> keys = new HashMap<>();
    private int size;

    /** Reads what {@link #FOUND} answers. */
    void read(ResultSet rows) throws SQLException {
        while (rows.next()) {
            add(List.of(rows.getInt(1)), Map.of(rows.getString(2), rows.getInt(3)));
        }
    }

    /** Takes keys that are touched of each of the mappings. */
    void add(List<Integer> mappings, Map<String, Integer> touched) {
        size += mappings.size() * touched.size();
        if (areAll()) {
            mappings.forEach(mapping -> touched.forEach((key, transaction) ->
                    keys.computeIfAbsent(mapping, first -> new HashMap<>()).merge(key, transaction, Math::max)));
        }
    }

    /** Returns whether they are so few that all are here. */
    boolean areAll() {
        return size <= MOST;
    }

    Map<String, Integer> of(int mapping) {
        return keys.getOrDefault(mapping, Map.of());
    }

    /** Returns arrays of a mapping's keys, of the transactions' numbers and of their commit times, the newest first. */
    String arguments(int mapping, long[] txids, long[] committedAt, int transactions) {
        List<String> touched = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        of(mapping).entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(key -> {
                    boolean isKnown = key.getValue() < transactions;
                    touched.add(key.getKey());
                    numbers.add(isKnown ? txids[key.getValue()] : null);
                    times.add(isKnown ? committedAt[key.getValue()] : null);
                });
        return ArrayText.literal(touched) + ", " + ArrayText.literal(numbers) + ", " + ArrayText.literal(times);
    }

    void clear() {
        keys.clear();
        size = 0;
    }
}
