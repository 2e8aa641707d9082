package yecai.hub.access.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What an anchor says against a hub: that it is of another hub, empty, too old to prove anything of late, or that a chain was
 * cut or written anew since.
 */
public final class AnchorCheck {
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final Handle hub;
    private final Anchor anchor;

    public AnchorCheck(Handle hub, Anchor anchor) {
        this.hub = hub;
        this.anchor = anchor;
    }

    /** One line: when the anchor was taken, how long ago, and how much of each chain came after it. */
    public String summary(Instant now) {
        List<String> behind = new ArrayList<>();
        for (AuditChain chain : AuditChain.list(hub)) {
            long anchored = findHead(chain.table()).map(AuditChain.Head::number).orElse(0L);
            behind.add((chain.head(hub).number() - anchored) + " of hub." + chain.table());
        }
        return "anchor of " + anchor.takenAt() + ", " + words(Duration.between(anchor.takenAt(), now))
                + " old; not covered by it: " + String.join(", ", behind);
    }

    /** What is wrong; empty when nothing is. */
    public List<String> listProblems(Instant now, Duration longestAge) {
        List<String> problems = new ArrayList<>();
        if (!anchor.hub().equals(Anchor.hubOf(hub))) {
            problems.add("the anchor is of the hub " + anchor.hub() + " and this is " + Anchor.hubOf(hub)
                    + ": use an anchor of this hub");
        }
        Duration age = Duration.between(anchor.takenAt(), now);
        if (age.compareTo(longestAge) > 0) {
            problems.add(
                    "the anchor is " + words(age) + " old, and at most " + words(longestAge)
                            + " is allowed (--max-age): what was cut and written since then does not show; use the newest anchor");
        } else if (age.compareTo(CLOCKS_DIFFER.negated()) < 0) {
            problems.add("the anchor was taken in the future, " + anchor.takenAt() + ": compare the clocks");
        }
        if (anchor.heads().stream().allMatch(head -> head.number() == 0)) {
            problems.add("the anchor is empty, so that it proves nothing: take one of the hub as it is now");
        }
        List<AuditChain> chains = AuditChain.list(hub);
        for (AuditChain chain : chains) {
            if (findHead(chain.table()).isEmpty()) {
                problems.add("hub." + chain.table() + ": the anchor does not contain this chain; take a new anchor");
            }
        }
        for (AuditChain.Head head : anchor.heads()) {
            Optional<AuditChain> chain = chains.stream()
                    .filter(found -> found.table().equals(head.chain()))
                    .findFirst();
            if (chain.isEmpty()) {
                problems.add("hub." + head.chain() + ": the anchor contains this chain but the hub does not");
            } else {
                chain.get().findCut(hub, head).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private Optional<AuditChain.Head> findHead(String chain) {
        return anchor.heads().stream()
                .filter(head -> head.chain().equals(chain))
                .findFirst();
    }

    private static String words(Duration age) {
        if (age.toDays() >= 2) {
            return age.toDays() + " days";
        }
        return age.toHours() >= 2 ? age.toHours() + " hours" : Math.max(0, age.toMinutes()) + " minutes";
    }
}
