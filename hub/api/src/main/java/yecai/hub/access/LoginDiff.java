package yecai.hub.access;

import static yecai.hub.access.ChangeList.REASON;
import static yecai.hub.access.ChangeList.less;
import static yecai.hub.access.ChangeList.texts;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import yecai.hub.access.AccessState.Principal;

/** How what holds for the logins of the declared principals differs: their limits, and whom those of a service act as. */
final class LoginDiff {
    private static final Principal NEW = new Principal("", new TreeSet<>(), new TreeMap<>(), new TreeSet<>());

    private final AccessState wanted;
    private final AccessState live;
    private final ChangeList changes;

    LoginDiff(AccessState wanted, AccessState live, ChangeList changes) {
        this.wanted = wanted;
        this.live = live;
        this.changes = changes;
    }

    void limits() {
        wanted.principals().forEach((name, principal) -> {
            Map<String, String> found = found(name).limits();
            SortedSet<String> limits = new TreeSet<>(found.keySet());
            limits.addAll(principal.limits().keySet());
            for (String limit : limits) {
                String value = principal.limits().get(limit);
                if (value == null || !value.equals(found.get(limit))) {
                    changes.add(
                            "set_limit(" + texts(name, limit) + ", " + (value == null ? "null" : texts(value)) + ", "
                                    + REASON + ")",
                            "the " + limit + " of " + name + " is " + found.getOrDefault(limit, "the hub's"));
                }
            }
        });
    }

    /** Before scopes and reader roles change: a service that acts as others may have none. */
    void forbidActing() {
        wanted.principals()
                .forEach((name, principal) -> less(found(name).actsAs(), principal.actsAs()).stream()
                        .filter(wanted.principals()::containsKey)
                        .forEach(other -> changes.add(
                                "forbid_acting_as(" + texts(name, other) + ", " + REASON + ")",
                                name + " may act as " + other + ", which is not declared")));
    }

    void letAct() {
        wanted.principals()
                .forEach((name, principal) -> less(
                                principal.actsAs(), found(name).actsAs())
                        .forEach(other -> changes.add(
                                "let_act_as(" + texts(name, other) + ", " + REASON + ")",
                                name + " may not act as " + other)));
    }

    private Principal found(String name) {
        return live.principals().getOrDefault(name, NEW);
    }
}
