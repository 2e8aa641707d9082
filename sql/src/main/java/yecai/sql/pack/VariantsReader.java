package yecai.sql.pack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import yecai.sql.pack.variant.Edition;
import yecai.sql.pack.variant.PackModule;
import yecai.sql.pack.variant.Variants;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads {@code modules:} and {@code editions:}. Whether a type exists is for the database to say, when a view is made with it. */
final class VariantsReader {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_ ]*(\\([0-9]+(,[0-9]+)?\\))?(\\[\\])?");
    private static final Pattern MARK = Pattern.compile("[^.]+\\.[^.]+(\\.[^.]+)?");

    private final Mistakes mistakes;
    private final Map<String, TableSpec> tables = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();

    VariantsReader(Mistakes mistakes, List<TableSpec> tables) {
        this.mistakes = mistakes;
        tables.forEach(table -> this.tables.put(table.sourceName(), table));
    }

    Variants read(Optional<YamlValue> modules, Optional<YamlValue> editions) {
        List<PackModule> ofModules = new ArrayList<>();
        modules.map(YamlValue::map)
                .ifPresent(map -> map.entries()
                        .forEach((name, value) ->
                                mistakes.run(() -> ofModules.add(readModule(map, name, value.map())))));
        List<Edition> ofEditions = new ArrayList<>();
        editions.map(YamlValue::map)
                .ifPresent(map -> map.entries()
                        .forEach((name, value) -> mistakes.run(() -> ofEditions.add(readEdition(name, value)))));
        if (editions.isPresent() && ofEditions.stream().noneMatch(Edition::isSupported)) {
            mistakes.add(
                    editions.get().error("names no edition with `supported: true`: say which ones the pack can read"));
        }
        return new Variants(ofModules, ofEditions, List.of());
    }

    private PackModule readModule(YamlMap all, String name, YamlMap map) {
        if (!Names.isPlain(name)) {
            throw all.keyError(name, "must be a name of lowercase letters, digits and _, such as mrp");
        }
        mistakes.addAll(map.listUnknown("title", "tables", "columns"));
        Map<String, String> title = new LinkedHashMap<>();
        map.get("title").map().entries().forEach((language, text) -> title.put(language, text.requiredText()));
        Map<String, Map<String, String>> whole = new LinkedHashMap<>();
        map.find("tables")
                .map(YamlValue::map)
                .ifPresent(found -> found.entries()
                        .forEach((table, columns) -> whole.put(table, wholeTable(name, found, table, columns))));
        Map<String, Map<String, String>> added = new LinkedHashMap<>();
        map.find("columns")
                .map(YamlValue::map)
                .ifPresent(found -> found.entries()
                        .forEach((table, columns) -> added.put(table, addedColumns(name, found, table, columns))));
        if (whole.isEmpty() && added.isEmpty()) {
            throw all.keyError(name, "names neither `tables` nor `columns`: say what an ERP without it lacks");
        }
        return new PackModule(name, title, whole, added);
    }

    private Map<String, String> wholeTable(String module, YamlMap all, String table, YamlValue value) {
        TableSpec spec = captured(all, table);
        own(module, all, table, table);
        Map<String, String> types = types(value);
        Set<String> lacking = new TreeSet<>(spec.columns());
        lacking.removeAll(types.keySet());
        Set<String> unknown = new TreeSet<>(types.keySet());
        unknown.removeAll(spec.columns());
        if (!lacking.isEmpty() || !unknown.isEmpty()) {
            throw all.keyError(
                    table,
                    "must give the type of each captured column of " + table
                            + (lacking.isEmpty() ? "" : ": add " + String.join(", ", lacking))
                            + (unknown.isEmpty() ? "" : ": delete " + String.join(", ", unknown)));
        }
        return types;
    }

    private Map<String, String> addedColumns(String module, YamlMap all, String table, YamlValue value) {
        TableSpec spec = captured(all, table);
        Map<String, String> types = types(value);
        for (String column : types.keySet()) {
            if (!spec.columns().contains(column)) {
                throw all.keyError(table, "names `" + column + "`, which is not among its captured columns");
            }
            if (spec.key().contains(column)) {
                throw all.keyError(table, "names `" + column + "`, which is of its key and cannot be missing");
            }
            own(module, all, table, table + "." + column);
        }
        return types;
    }

    private TableSpec captured(YamlMap all, String table) {
        TableSpec spec = tables.get(table);
        if (spec == null) {
            throw all.keyError(table, "is not among `tables:` of the pack: add it there, or correct the name");
        }
        return spec;
    }

    private void own(String module, YamlMap all, String table, String what) {
        String other = owners.putIfAbsent(what, module);
        if (other != null) {
            throw all.keyError(
                    table, "gives " + what + " to module " + module + ", and it is of " + other + ": choose one");
        }
    }

    private static Map<String, String> types(YamlValue value) {
        Map<String, String> types = new LinkedHashMap<>();
        value.map().entries().forEach((column, type) -> {
            if (!TYPE.matcher(type.requiredText()).matches()) {
                throw type.error(
                        "is `" + type.text() + "`: write the SQL type of the column, such as integer or jsonb");
            }
            types.put(column, type.text());
        });
        return types;
    }

    private static Edition readEdition(String name, YamlValue value) {
        YamlMap map = value.map().allowOnly("has", "lacks", "supported");
        List<String> has = marks(map.find("has"));
        List<String> lacks = marks(map.find("lacks"));
        if (has.isEmpty()) {
            throw value.error(
                    "needs `has`: tables or columns that tell this version, such as public.uom_uom.parent_path");
        }
        return new Edition(
                name, has, lacks, map.find("supported").map(VariantsReader::yes).orElse(false));
    }

    private static boolean yes(YamlValue value) {
        if (!value.requiredText().equals("true")) {
            throw value.error("must be true, or be left out for a version that the pack cannot read");
        }
        return true;
    }

    private static List<String> marks(Optional<YamlValue> value) {
        List<String> marks = value.map(YamlValue::texts).orElse(List.of());
        for (String mark : marks) {
            if (!MARK.matcher(mark).matches()) {
                throw value.get().error("names `" + mark + "`: write schema.table or schema.table.column");
            }
        }
        return marks;
    }
}
