package yecai.hub.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import yecai.hub.access.AccessState.Principal;
import yecai.hub.access.AccessState.ScopeKey;
import yecai.hub.access.AccessState.ScopeTerm;

/** What has to be done so that a hub has the wanted state: additions first, so that nobody loses rows in between. */
final class AccessDiff {
    private static final String REASON = "'declared access'";

    private final AccessState wanted;
    private final AccessState live;
    private final Map<String, List<String>> loginsOf;
    private final List<Change> changes = new ArrayList<>();

    private AccessDiff(AccessState wanted, AccessState live, Map<String, List<String>> loginsOf) {
        this.wanted = wanted;
        this.live = live;
        this.loginsOf = loginsOf;
    }

    /** Takes the logins of each principal too, since a principal that goes takes them with it. */
    static List<Change> between(AccessState wanted, AccessState live, Map<String, List<String>> loginsOf) {
        AccessDiff diff = new AccessDiff(wanted, live, loginsOf);
        diff.addRoles();
        diff.addPrincipals();
        diff.masks();
        diff.labels();
        diff.groups();
        diff.scopes();
        diff.dropPrincipals();
        diff.dropRoles();
        return List.copyOf(diff.changes);
    }

    private void addRoles() {
        wanted.roles().forEach((role, datasets) -> {
            if (!live.roles().containsKey(role)) {
                add("add_reader_role(" + text(role) + ")", "reader role " + role + " is missing", "");
            }
            for (String dataset : less(datasets, live.roles().get(role))) {
                add("grant_dataset(" + text(role) + ", " + text(dataset) + ")", role + " lacks " + dataset, "");
            }
        });
    }

    private void addPrincipals() {
        wanted.principals().forEach((name, principal) -> {
            Principal found = live.principals().get(name);
            if (found == null) {
                add(
                        "add_principal(" + text(name) + ", " + text(principal.kind()) + ", " + array(principal.roles())
                                + ")",
                        "principal " + name + " is missing",
                        name);
            } else if (!found.roles().equals(principal.roles())) {
                add(
                        "set_principal_roles(" + text(name) + ", " + array(principal.roles()) + ", " + REASON + ")",
                        name + " has the reader roles " + found.roles() + " instead of " + principal.roles(),
                        name);
            }
        });
    }

    private void masks() {
        wanted.masks().forEach((key, mask) -> {
            if (!mask.equals(live.masks().get(key))) {
                String column =
                        text(key.column().dataset()) + ", " + text(key.column().column());
                add(
                        "set_mask(" + column + ", " + text(key.role()) + ", " + text(mask.mask()) + ", "
                                + text(mask.reason()) + ")",
                        key.column().dataset() + "." + key.column().column() + " is not masked as declared for "
                                + key.role(),
                        "");
            }
        });
        live.masks().keySet().stream()
                .filter(key -> !wanted.masks().containsKey(key))
                .forEach(key -> add(
                        "clear_mask(" + text(key.column().dataset()) + ", "
                                + text(key.column().column()) + ", " + text(key.role()) + ", " + REASON + ")",
                        key.column().dataset() + "." + key.column().column() + " is masked for " + key.role()
                                + " and not declared so",
                        ""));
    }

    private void labels() {
        TreeSet<AccessState.ColumnKey> columns = new TreeSet<>(wanted.labels().keySet());
        columns.addAll(live.labels().keySet());
        for (AccessState.ColumnKey column : columns) {
            String label = wanted.labels().get(column);
            if (label == null || !label.equals(live.labels().get(column))) {
                add(
                        "set_label(" + text(column.dataset()) + ", " + text(column.column()) + ", "
                                + (label == null ? "null" : text(label)) + ")",
                        "the label of " + column.dataset() + "." + column.column() + " is "
                                + live.labels().get(column),
                        "");
            }
        }
    }

    private void groups() {
        TreeSet<String> names = new TreeSet<>(wanted.groups().keySet());
        names.addAll(live.groups().keySet());
        for (String group : names) {
            SortedSet<String> members = wanted.groups().getOrDefault(group, new TreeSet<>());
            if (!members.equals(live.groups().getOrDefault(group, new TreeSet<>()))) {
                add(
                        "set_group(" + text(group) + ", " + array(members) + ")",
                        "group " + group + " has other members",
                        "");
            }
        }
    }

    private void scopes() {
        wanted.scopes().forEach((key, term) -> {
            ScopeTerm found = live.scopes().get(key);
            if (found != null && found.isSameTime(term)) {
                return;
            }
            if (found != null) {
                revoke(key, "has another term than declared");
            }
            add(
                    "grant_access(" + place(key) + ", " + time(term.until()) + ", " + text(term.reason())
                            + (term.from().isEmpty() ? "" : ", " + time(term.from())) + ")",
                    key.principal() + " lacks " + key.kind() + " " + key.value(),
                    key.principal());
        });
        live.scopes().keySet().stream()
                .filter(key ->
                        !wanted.scopes().containsKey(key) && wanted.principals().containsKey(key.principal()))
                .forEach(key -> revoke(key, "is not declared"));
    }

    private void revoke(ScopeKey key, String why) {
        add(
                "revoke_access(" + place(key) + ", " + REASON + ")",
                key.principal() + " has " + key.kind() + " " + key.value() + ", which " + why,
                key.principal());
    }

    private void dropPrincipals() {
        for (String name : less(live.principals().keySet(), wanted.principals().keySet())) {
            for (String login : loginsOf.getOrDefault(name, List.of())) {
                changes.add(new Change(
                        "select hub.drop_login(" + text(login) + ");", "login " + login + " of " + name, name, false));
            }
            changes.add(new Change(
                    "select hub.drop_principal(" + text(name) + ", " + REASON + ");",
                    "principal " + name + " is not declared",
                    name,
                    !loginsOf.containsKey(name)));
        }
    }

    private void dropRoles() {
        live.roles().forEach((role, datasets) -> {
            if (!wanted.roles().containsKey(role)) {
                add(
                        "drop_reader_role(" + text(role) + ", " + REASON + ")",
                        "reader role " + role + " is not declared",
                        "");
                return;
            }
            for (String dataset : less(datasets, wanted.roles().get(role))) {
                add(
                        "revoke_dataset(" + text(role) + ", " + text(dataset) + ", " + REASON + ")",
                        role + " has " + dataset + ", which is not declared",
                        "");
            }
        });
    }

    private void add(String call, String why, String principal) {
        changes.add(new Change("select hub." + call + ";", why, principal, true));
    }

    private static SortedSet<String> less(Collection<String> all, Collection<String> without) {
        SortedSet<String> rest = new TreeSet<>(all);
        if (without != null) {
            rest.removeAll(without);
        }
        return rest;
    }

    private static String place(ScopeKey key) {
        return text(key.principal()) + ", " + text(key.kind()) + ", " + text(key.value());
    }

    private static String time(String time) {
        return time.isEmpty() ? "null" : text(time + "+00");
    }

    private static String array(SortedSet<String> items) {
        return "array[" + String.join(", ", items.stream().map(AccessDiff::text).toList()) + "]::text[]";
    }

    /** A literal; the names in it were checked when they were read. */
    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
