package yecai.cdc.derive;

import java.util.BitSet;
import java.util.List;
import yecai.cdc.script.Script;

/**
 * Of which mappings all touched keys are new, so that their rows can be inserted without a comparison. A mapping whose keys
 * were not is asked less and less often, since asking costs a look at all keys.
 */
final class NewKeys {
    // A mapping whose keys were not all new is asked again after so many batches at most.
    private static final int LONGEST_PAUSE = 64;

    private final List<DeriveSql> sql;
    private final int[] pauses;
    private final int[] untilAsked;
    private final BitSet areNew = new BitSet();

    NewKeys(List<DeriveSql> sql) {
        this.sql = sql;
        this.pauses = new int[sql.size()];
        this.untilAsked = new int[sql.size()];
    }

    /** Adds the question to the script, for those of the mappings that are to be asked. */
    void ask(Script script, int[] mappings) {
        for (int mapping : mappings) {
            if (untilAsked[mapping]-- > 0) {
                continue;
            }
            script.addPreparedQuery(sql.get(mapping).areNew(), row -> {
                row.next();
                areNew.set(mapping, row.getBoolean(1));
                pauses[mapping] = areNew.get(mapping) ? 0 : Math.min(LONGEST_PAUSE, 2 * pauses[mapping] + 1);
                untilAsked[mapping] = pauses[mapping];
            });
        }
    }

    boolean areNew(int mapping) {
        return areNew.get(mapping);
    }

    void clear() {
        areNew.clear();
    }
}
