package yecai.cdc.derive.touch;

import java.util.BitSet;

/** The numbers of the mappings of which a batch touched keys, and of those of which it touched many. */
public final class TouchedMappings {
    // A plan that was made for a few keys may join each with each; up to here that takes no time worth planning for.
    private static final int MANY_KEYS = 500;

    private final BitSet touched = new BitSet();
    private final BitSet many = new BitSet();

    /** Called when a mapping has so many. */
    void add(int mapping, long keys) {
        if (keys > 0) {
            touched.set(mapping);
        }
        if (keys > MANY_KEYS) {
            many.set(mapping);
        }
    }

    public int[] all() {
        return touched.stream().toArray();
    }

    public boolean isEmpty() {
        return touched.isEmpty();
    }

    /** Those of which so many keys were touched that they are worth a plan of their own. */
    public int[] withMany() {
        return many.stream().toArray();
    }

    public boolean hasMany() {
        return !many.isEmpty();
    }

    void clear() {
        touched.clear();
        many.clear();
    }
}
