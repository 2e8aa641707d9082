package yecai.hub.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import yecai.hub.access.AccessState.ColumnKey;
import yecai.hub.access.AccessState.Mask;
import yecai.hub.access.AccessState.MaskKey;
import yecai.hub.access.AccessState.Principal;
import yecai.hub.access.AccessState.ScopeKey;
import yecai.hub.access.AccessState.ScopeTerm;
import yecai.sql.YecaiException;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads the declared state, {@code access.yml}. Errors name the file, the line, the key and what to do. */
public final class AccessFile {
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Pattern DATASET =
            Pattern.compile("(finance|production|reporting)\\.([a-z][a-z0-9_]{0,62}|\\*)");
    private static final Set<String> SCOPE_KINDS = Set.of("company", "plant", "cost_center", "customer_group");
    private static final Set<String> MASKS = Set.of("full", "partial", "hash", "null", "none");
    private static final Set<String> LABELS = Set.of("public", "internal", "confidential", "personal");
    private static final Set<String> PRINCIPAL_KINDS = Set.of("person", "group", "service");

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

    static AccessState parse(String name, String text) {
        return new AccessFile()
                .read(YamlValue.parse(name, text, YecaiException.Kind.CONFIG).map());
    }

    private AccessState read(YamlMap root) {
        root.allowOnly("roles", "principals", "masks", "labels", "groups");
        root.get("roles").map().entries().forEach((role, value) -> {
            SortedSet<String> datasets = new TreeSet<>();
            for (YamlValue dataset :
                    value.map().allowOnly("datasets").get("datasets").items()) {
                datasets.add(matching(dataset, DATASET, "a published view such as finance.receipt, or finance.*"));
            }
            roles.put(name(value, role), datasets);
        });
        root.find("groups")
                .ifPresent(all -> all.map()
                        .entries()
                        .forEach((group, members) -> groups.put(name(members, group), new TreeSet<>(members.texts()))));
        root.get("principals").map().entries().forEach(this::readPrincipal);
        root.find("masks").ifPresent(all -> all.items().forEach(this::readMask));
        root.find("labels")
                .ifPresent(all -> all.map()
                        .entries()
                        .forEach((column, label) -> labels.put(column(label, column), oneOf(label, LABELS))));
        return new AccessState(roles, masks, labels, groups, principals, scopes);
    }

    private void readPrincipal(String name, YamlValue value) {
        YamlMap map = value.map().allowOnly("kind", "roles", "scopes");
        SortedSet<String> held = new TreeSet<>();
        for (YamlValue role : map.get("roles").items()) {
            if (!roles.containsKey(role.requiredText())) {
                throw role.error(
                        "names the reader role `" + role.text() + "`, which is not under `roles`: add it there");
            }
            held.add(role.text());
        }
        principals.put(name(value, name), new Principal(oneOf(map.get("kind"), PRINCIPAL_KINDS), held));
        map.find("scopes").ifPresent(all -> all.items().forEach(scope -> readScope(name, scope)));
    }

    private void readScope(String principal, YamlValue value) {
        YamlMap map = value.map();
        String kind = map.entries().keySet().stream()
                .filter(SCOPE_KINDS::contains)
                .findFirst()
                .orElseThrow(() -> value.error("needs one of company, plant, cost_center, customer_group"));
        map.allowOnly(kind, "from", "until", "reason");
        ScopeKey key = new ScopeKey(principal, kind, map.get(kind).requiredText());
        ScopeTerm term = new ScopeTerm(
                future(map.find("from").map(AccessFile::time).orElse("")),
                map.find("until").map(AccessFile::time).orElse(""),
                map.get("reason").requiredText());
        if (scopes.putIfAbsent(key, term) != null) {
            throw value.error("gives " + principal + " " + kind + " " + key.value() + " twice: delete one of the two");
        }
    }

    private void readMask(YamlValue value) {
        YamlMap map = value.map().allowOnly("column", "role", "mask", "reason");
        MaskKey key = new MaskKey(
                column(map.get("column"), map.get("column").requiredText()),
                map.get("role").requiredText());
        masks.put(key, new Mask(oneOf(map.get("mask"), MASKS), map.get("reason").requiredText()));
    }

    private static ColumnKey column(YamlValue place, String text) {
        int dot = text.lastIndexOf('.');
        if (dot < 0 || !DATASET.matcher(text.substring(0, dot)).matches()) {
            throw place.error("names `" + text + "`: write schema.view.column, such as finance.receipt.customer");
        }
        return new ColumnKey(text.substring(0, dot), text.substring(dot + 1));
    }

    /** A beginning that has passed says no more than none. */
    private static String future(String time) {
        return time.compareTo(OffsetDateTime.now(ZoneOffset.UTC).format(TIME)) <= 0 ? "" : time;
    }

    private static String time(YamlValue value) {
        String text = value.requiredText();
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay().format(TIME)
                    : OffsetDateTime.parse(text.replace(' ', 'T'))
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .format(TIME);
        } catch (DateTimeException problem) {
            throw value.error("is `" + text + "`: write a day such as 2027-01-31 (it ends as the day begins, UTC) or a"
                    + " time such as 2027-01-31T18:00:00+08:00");
        }
    }

    private static String name(YamlValue place, String name) {
        if (!NAME.matcher(name).matches()) {
            throw place.error("is called `" + name + "`: use lowercase letters, digits and _, a letter first");
        }
        return name;
    }

    private static String matching(YamlValue value, Pattern pattern, String expected) {
        if (!pattern.matcher(value.requiredText()).matches()) {
            throw value.error("is `" + value.text() + "`: it must be " + expected);
        }
        return value.text();
    }

    private static String oneOf(YamlValue value, Set<String> allowed) {
        // A bare null is YAML's own; `mask: null` means the mask of that name.
        String text = value.isNull() ? "null" : value.requiredText();
        if (!allowed.contains(text)) {
            throw value.error("is `" + text + "`: it must be one of " + String.join(", ", new TreeSet<>(allowed)));
        }
        return text;
    }
}
