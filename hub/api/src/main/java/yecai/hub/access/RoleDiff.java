package yecai.hub.access;

import static yecai.hub.access.ChangeList.REASON;
import static yecai.hub.access.ChangeList.less;
import static yecai.hub.access.ChangeList.texts;

/** How the reader roles and their datasets differ. */
final class RoleDiff {
    private final AccessState wanted;
    private final AccessState live;
    private final ChangeList changes;

    RoleDiff(AccessState wanted, AccessState live, ChangeList changes) {
        this.wanted = wanted;
        this.live = live;
        this.changes = changes;
    }

    void add() {
        wanted.roles().forEach((role, datasets) -> {
            if (!live.roles().containsKey(role)) {
                changes.add("add_reader_role(" + texts(role) + ")", "reader role " + role + " is missing");
            }
            for (String dataset : less(datasets, live.roles().get(role))) {
                changes.add("grant_dataset(" + texts(role, dataset) + ")", role + " lacks " + dataset);
            }
        });
    }

    void drop() {
        live.roles().forEach((role, datasets) -> {
            if (!wanted.roles().containsKey(role)) {
                changes.add(
                        "drop_reader_role(" + texts(role) + ", " + REASON + ")",
                        "reader role " + role + " is not declared");
                return;
            }
            for (String dataset : less(datasets, wanted.roles().get(role))) {
                changes.add(
                        "revoke_dataset(" + texts(role, dataset) + ", " + REASON + ")",
                        role + " has " + dataset + ", which is not declared");
            }
        });
    }
}
