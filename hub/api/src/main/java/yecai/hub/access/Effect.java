package yecai.hub.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Rows of one company of one dataset that a principal comes to see, or no longer sees.
 *
 * @param principal who
 * @param dataset published view
 * @param company unified code; empty where the dataset has none, or the row has none
 * @param before rows seen before
 * @param after rows seen after
 */
public record Effect(String principal, String dataset, String company, long before, long after) {
    private static final String SEPARATOR = "\t";

    static String key(String principal, String dataset, String company) {
        return String.join(SEPARATOR, principal, dataset, company);
    }

    static List<Effect> between(Map<String, Long> before, Map<String, Long> after) {
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<Effect> effects = new ArrayList<>();
        for (String key : keys) {
            long was = before.getOrDefault(key, 0L);
            long is = after.getOrDefault(key, 0L);
            if (was != is) {
                String[] parts = key.split(SEPARATOR, -1);
                effects.add(new Effect(parts[0], parts[1], parts[2], was, is));
            }
        }
        return effects;
    }
}
