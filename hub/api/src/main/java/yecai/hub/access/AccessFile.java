package yecai.hub.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import yecai.hub.access.AccessState.ColumnKey;
import yecai.hub.access.AccessState.Mask;
import yecai.hub.access.AccessState.MaskKey;
import yecai.hub.access.AccessState.Principal;
import yecai.hub.access.AccessState.ScopeKey;
import yecai.hub.access.AccessState.ScopeTerm;
import yecai.sql.error.YecaiException;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads the declared state, {@code access.yml}. Errors name the file, the line, the key and what to do. */
public final class AccessFile {
    private final SortedMap<String, SortedSet<String>> roles = new TreeMap<>();
    private final SortedMap<MaskKey, Mask> masks = new TreeMap<>();
    private final SortedMap<ColumnKey, String> labels = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> groups = new TreeMap<>();
    private final SortedMap<String, Principal> principals = new TreeMap<>();
    private final SortedMap<ScopeKey, ScopeTerm> scopes = new TreeMap<>();

    private AccessFile() {}

    /** Reads a file. */
    public static AccessState read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException problem) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    "the declared access " + file + " cannot be read: name a file with --file, or write one with"
                            + " `yecai access import --out " + file + "`",
                    problem);
        }
    }

    /** Reads a text. */
    public static AccessState parse(String name, String text) {
        return new AccessFile()
                .read(YamlValue.parse(name, text, YecaiException.Kind.CONFIG).map());
    }

    private AccessState read(YamlMap root) {
        root.allowOnly("roles", "principals", "masks", "labels", "groups");
        root.get("roles").map().entries().forEach((role, value) -> {
            SortedSet<String> datasets = new TreeSet<>();
            for (YamlValue dataset :
                    value.map().allowOnly("datasets").get("datasets").items()) {
                datasets.add(AccessValue.matching(
                        dataset, AccessValue.DATASET, "a published view such as finance.receipt, or finance.*"));
            }
            roles.put(AccessValue.name(value, role), datasets);
        });
        root.find("groups")
                .ifPresent(all -> all.map()
                        .entries()
                        .forEach((group, members) ->
                                groups.put(AccessValue.name(members, group), new TreeSet<>(members.texts()))));
        root.get("principals").map().entries().forEach(this::readPrincipal);
        root.get("principals").map().entries().forEach(this::checkActing);
        root.find("masks").ifPresent(all -> all.items().forEach(this::readMask));
        root.find("labels")
                .ifPresent(all -> all.map()
                        .entries()
                        .forEach((column, label) -> labels.put(
                                AccessValue.column(label, column), AccessValue.oneOf(label, AccessValue.LABELS))));
        return new AccessState(roles, masks, labels, groups, principals, scopes);
    }

    private void readPrincipal(String name, YamlValue value) {
        YamlMap map = value.map().allowOnly("kind", "roles", "limits", "acts_as", "scopes");
        SortedSet<String> held = new TreeSet<>();
        for (YamlValue role : map.get("roles").items()) {
            if (!roles.containsKey(role.requiredText()) && !AccessValue.WRITER_ROLES.contains(role.text())) {
                throw role.error(
                        "names the reader role `" + role.text() + "`, which is not under `roles`: add it there");
            }
            held.add(role.text());
        }
        SortedMap<String, String> limits = new TreeMap<>();
        map.find("limits")
                .ifPresent(all -> all.map()
                        .allowOnly(AccessValue.LIMITS.keySet().toArray(String[]::new))
                        .entries()
                        .forEach((limit, amount) -> limits.put(limit, AccessValue.limit(amount, limit))));
        SortedSet<String> actsAs = new TreeSet<>();
        map.find("acts_as").ifPresent(all -> actsAs.addAll(all.texts()));
        principals.put(
                AccessValue.name(value, name),
                new Principal(AccessValue.oneOf(map.get("kind"), AccessValue.PRINCIPAL_KINDS), held, limits, actsAs));
        map.find("scopes").ifPresent(all -> all.items().forEach(scope -> readScope(name, scope)));
    }

    private void checkActing(String name, YamlValue value) {
        for (String other : principals.get(name).actsAs()) {
            if (!principals.containsKey(other)) {
                throw value.error("acts as `" + other + "`, which is not under `principals`: add it there");
            }
        }
    }

    private void readScope(String principal, YamlValue value) {
        YamlMap map = value.map();
        String kind = map.entries().keySet().stream()
                .filter(AccessValue.SCOPE_KINDS::contains)
                .findFirst()
                .orElseThrow(() -> value.error("needs one of company, plant, cost_center, customer_group"));
        map.allowOnly(kind, "from", "until", "reason");
        ScopeKey key = new ScopeKey(principal, kind, map.get(kind).requiredText());
        ScopeTerm term = new ScopeTerm(
                AccessValue.future(map.find("from").map(AccessValue::time).orElse("")),
                map.find("until").map(AccessValue::time).orElse(""),
                map.get("reason").requiredText());
        if (scopes.putIfAbsent(key, term) != null) {
            throw value.error("gives " + principal + " " + kind + " " + key.value() + " twice: delete one of the two");
        }
    }

    private void readMask(YamlValue value) {
        YamlMap map = value.map().allowOnly("column", "role", "mask", "reason");
        MaskKey key = new MaskKey(
                AccessValue.column(map.get("column"), map.get("column").requiredText()),
                map.get("role").requiredText());
        masks.put(
                key,
                new Mask(
                        AccessValue.oneOf(map.get("mask"), AccessValue.MASKS),
                        map.get("reason").requiredText()));
    }
}
