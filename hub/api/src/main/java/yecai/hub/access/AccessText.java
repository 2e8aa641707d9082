package yecai.hub.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import yecai.sql.text.Printable;

/** Writes a state as {@code access.yml}; reading that back gives the same state. */
public final class AccessText {
    private final StringBuilder text = new StringBuilder();

    private AccessText() {}

    /** Returns the whole file. */
    public static String of(AccessState state) {
        return new AccessText().write(state);
    }

    private String write(AccessState state) {
        text.append("# Who may read what. Times are UTC. See ops/runbooks/access.md.\nroles:\n");
        state.roles()
                .forEach((role, datasets) -> text.append("  ")
                        .append(role)
                        .append(": {datasets: ")
                        .append(list(datasets))
                        .append("}\n"));
        section(
                "groups",
                state.groups(),
                (group, members) -> text.append("  ")
                        .append(group)
                        .append(": ")
                        .append(list(members))
                        .append('\n'));
        section(
                "masks",
                state.masks(),
                (key, mask) -> text.append("  - {column: ")
                        .append(quoted(
                                key.column().dataset() + "." + key.column().column()))
                        .append(", role: ")
                        .append(key.role())
                        .append(", mask: ")
                        .append(quoted(mask.mask()))
                        .append(", reason: ")
                        .append(quoted(mask.reason()))
                        .append("}\n"));
        section(
                "labels",
                state.labels(),
                (column, label) -> text.append("  ")
                        .append(quoted(column.dataset() + "." + column.column()))
                        .append(": ")
                        .append(label)
                        .append('\n'));
        text.append(state.principals().isEmpty() ? "principals: {}\n" : "principals:\n");
        state.principals().forEach((name, principal) -> writePrincipal(state, name, principal));
        return text.toString();
    }

    private void writePrincipal(AccessState state, String name, AccessState.Principal principal) {
        text.append("  ").append(name).append(":\n    kind: ").append(principal.kind());
        text.append("\n    roles: ").append(list(principal.roles())).append('\n');
        if (!principal.limits().isEmpty()) {
            List<String> limits = new ArrayList<>();
            principal.limits().forEach((limit, value) -> limits.add(limit + ": " + quoted(value)));
            text.append("    limits: {").append(String.join(", ", limits)).append("}\n");
        }
        if (!principal.actsAs().isEmpty()) {
            text.append("    acts_as: ").append(list(principal.actsAs())).append('\n');
        }
        boolean first = true;
        for (var scope : state.scopes().entrySet()) {
            if (!scope.getKey().principal().equals(name)) {
                continue;
            }
            text.append(first ? "    scopes:\n" : "").append("      - {");
            first = false;
            text.append(scope.getKey().kind())
                    .append(": ")
                    .append(quoted(scope.getKey().value()));
            time("from", scope.getValue().from());
            time("until", scope.getValue().until());
            text.append(", reason: ").append(quoted(scope.getValue().reason())).append("}\n");
        }
    }

    private void time(String key, String time) {
        if (!time.isEmpty()) {
            text.append(", ").append(key).append(": ").append(quoted(time.replace(' ', 'T') + "Z"));
        }
    }

    private <K, V> void section(String name, Map<K, V> entries, java.util.function.BiConsumer<K, V> writer) {
        if (!entries.isEmpty()) {
            text.append(name).append(":\n");
            entries.forEach(writer);
        }
    }

    private static String list(SortedSet<String> items) {
        return "[" + String.join(", ", items.stream().map(AccessText::quoted).toList()) + "]";
    }

    private static String quoted(String text) {
        if (!Printable.isPlain(text)) {
            return '"' + Printable.line(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
        }
        return "'" + text.replace("'", "''") + "'";
    }
}
