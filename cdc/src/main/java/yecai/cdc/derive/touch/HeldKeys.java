package yecai.cdc.derive.touch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import yecai.cdc.script.Script;
import yecai.sql.pack.Mapping;

/** Keys that were touched and that the hub's session has not been told yet, each with the last transaction that touched it. */
final class HeldKeys {
    private final Map<List<Integer>, Map<String, Integer>> keys = new LinkedHashMap<>();
    private final long[] counts;
    private int held;

    HeldKeys(int mappings) {
        counts = new long[mappings];
    }

    /** Takes what rows touch. */
    void take(RowKeys rows) {
        rows.take((mappings, touched) -> {
            held += touched.size();
            mappings.forEach(mapping -> counts[mapping] += touched.size());
            Map<String, Integer> before = keys.putIfAbsent(mappings, touched);
            if (before != null) {
                touched.forEach((key, transaction) -> before.merge(key, transaction, Math::max));
            }
        });
    }

    /** How many keys are held, at most. */
    int size() {
        return held;
    }

    /** How many keys of a mapping were taken since {@link #clear()}, at most. */
    long count(int mapping) {
        return counts[mapping];
    }

    /** Gives them to those of a small batch. */
    void copy(FewKeys few) {
        keys.forEach(few::add);
    }

    /** Adds to the script what puts them into pg_temp._touched. */
    void note(Script script) {
        keys.forEach((mappings, touched) -> script.add(KeyStatements.note(mappings, touched)));
        forget();
    }

    /** Adds to the script what puts them into hub.underived_key, behind what keeps their batch. */
    void keep(Script script, String source, List<Mapping> names) {
        keys.forEach((mappings, touched) -> script.add(KeyStatements.keep(
                source, mappings.stream().map(names::get).map(Mapping::name).toList(), touched)));
        forget();
    }

    /** Forgets everything. */
    void clear() {
        forget();
        Arrays.fill(counts, 0);
    }

    private void forget() {
        keys.clear();
        held = 0;
    }
}
