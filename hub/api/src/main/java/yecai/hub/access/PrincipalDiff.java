package yecai.hub.access;

import static yecai.hub.access.ChangeList.REASON;
import static yecai.hub.access.ChangeList.array;
import static yecai.hub.access.ChangeList.less;
import static yecai.hub.access.ChangeList.texts;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import yecai.hub.access.AccessState.Principal;

/** How the principals, their reader roles and the working groups differ. */
final class PrincipalDiff {
    private final AccessState wanted;
    private final AccessState live;
    private final Map<String, List<String>> loginsOf;
    private final ChangeList changes;

    PrincipalDiff(AccessState wanted, AccessState live, Map<String, List<String>> loginsOf, ChangeList changes) {
        this.wanted = wanted;
        this.live = live;
        this.loginsOf = loginsOf;
        this.changes = changes;
    }

    void add() {
        wanted.principals().forEach((name, principal) -> {
            Principal found = live.principals().get(name);
            if (found == null) {
                changes.add(
                        "add_principal(" + texts(name, principal.kind()) + ", " + array(principal.roles()) + ")",
                        "principal " + name + " is missing",
                        name);
            } else if (!found.roles().equals(principal.roles())) {
                changes.add(
                        "set_principal_roles(" + texts(name) + ", " + array(principal.roles()) + ", " + REASON + ")",
                        name + " has the reader roles " + found.roles() + " instead of " + principal.roles(),
                        name);
            }
        });
    }

    void groups() {
        SortedSet<String> names = new TreeSet<>(wanted.groups().keySet());
        names.addAll(live.groups().keySet());
        for (String group : names) {
            SortedSet<String> members = wanted.groups().getOrDefault(group, new TreeSet<>());
            if (!members.equals(live.groups().getOrDefault(group, new TreeSet<>()))) {
                changes.add(
                        "set_group(" + texts(group) + ", " + array(members) + ")",
                        "group " + group + " has other members");
            }
        }
    }

    /** Logins first: a principal with logins cannot go, and a login cannot be dropped for a trial. */
    void drop() {
        for (String name : less(live.principals().keySet(), wanted.principals().keySet())) {
            for (String login : loginsOf.getOrDefault(name, List.of())) {
                changes.add("drop_login(" + texts(login) + ")", "login " + login + " of " + name, name, false);
            }
            changes.add(
                    "drop_principal(" + texts(name) + ", " + REASON + ")",
                    "principal " + name + " is not declared",
                    name,
                    !loginsOf.containsKey(name));
        }
    }
}
