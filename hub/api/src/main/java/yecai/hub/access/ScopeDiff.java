package yecai.hub.access;

import static yecai.hub.access.ChangeList.REASON;
import static yecai.hub.access.ChangeList.texts;

import yecai.hub.access.AccessState.ScopeKey;
import yecai.hub.access.AccessState.ScopeTerm;

/** How what principals may see differs. */
final class ScopeDiff {
    private final AccessState wanted;
    private final AccessState live;
    private final ChangeList changes;

    ScopeDiff(AccessState wanted, AccessState live, ChangeList changes) {
        this.wanted = wanted;
        this.live = live;
        this.changes = changes;
    }

    /** Principals that are not declared lose their scopes with themselves. */
    void scopes() {
        wanted.scopes().forEach(this::grant);
        live.scopes().keySet().stream()
                .filter(key ->
                        !wanted.scopes().containsKey(key) && wanted.principals().containsKey(key.principal()))
                .forEach(key -> revoke(key, "is not declared"));
    }

    private void grant(ScopeKey key, ScopeTerm term) {
        ScopeTerm found = live.scopes().get(key);
        if (found != null && found.isSameTime(term)) {
            return;
        }
        if (found != null) {
            revoke(key, "has another term than declared");
        }
        changes.add(
                "grant_access(" + place(key) + ", " + time(term.until()) + ", " + texts(term.reason())
                        + (term.from().isEmpty() ? "" : ", " + time(term.from())) + ")",
                key.principal() + " lacks " + key.kind() + " " + key.value(),
                key.principal());
    }

    private void revoke(ScopeKey key, String why) {
        changes.add(
                "revoke_access(" + place(key) + ", " + REASON + ")",
                key.principal() + " has " + key.kind() + " " + key.value() + ", which " + why,
                key.principal());
    }

    private static String place(ScopeKey key) {
        return texts(key.principal(), key.kind(), key.value());
    }

    private static String time(String time) {
        return time.isEmpty() ? "null" : texts(time + "+00");
    }
}
