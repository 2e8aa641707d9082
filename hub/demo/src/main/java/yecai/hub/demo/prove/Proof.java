package yecai.hub.demo.prove;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a checker has found so far.
 *
 * @param snapshots how many states of the hub it looked at
 * @param halfTransactionsSeen how many of these showed something that no whole transactions can leave
 * @param invariantChecks for each invariant, in how many snapshots there was something to check
 * @param transactions transactions of the ERP whose rows were counted one by one
 * @param findings what was wrong, the first few
 */
public record Proof(
        long snapshots,
        long halfTransactionsSeen,
        Map<String, Long> invariantChecks,
        long transactions,
        List<String> findings) {
    public Proof {
        invariantChecks = Collections.unmodifiableMap(new LinkedHashMap<>(invariantChecks));
        findings = List.copyOf(findings);
    }

    /** Tells in a few lines what was proved, and what was wrong. */
    public String text() {
        StringBuilder text =
                new StringBuilder("finance looked at %,d snapshots and counted the rows of %,d transactions:%n  "
                        .formatted(snapshots, transactions));
        text.append(
                halfTransactionsSeen == 0
                        ? "none showed half a transaction"
                        : halfTransactionsSeen + " WERE NOT WHOLE");
        text.append('\n');
        invariantChecks.forEach(
                (invariant, count) -> text.append("  %-30s proved in %,6d snapshots%n".formatted(invariant, count)));
        findings.forEach(finding -> text.append("  ").append(finding).append('\n'));
        return text.toString();
    }

    /** Returns whether all invariants were checked on something and none was ever broken. */
    public boolean holds() {
        return halfTransactionsSeen == 0 && invariantChecks.values().stream().allMatch(count -> count > 0);
    }
}
