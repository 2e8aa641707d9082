package yecai.sql.pack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.variant.PackModule;
import yecai.sql.pack.variant.Variants;
import yecai.sql.text.Identifier;

/**
 * A pack for an ERP without some of its modules. What they bring is not captured; the pack's SQL finds it empty or null: as views
 * under the mirror tables' names for the mappings, and as common table expressions in control queries, which also run at the ERP.
 */
final class PackCut {
    private final Pack pack;
    private final List<PackModule> modules;
    private final Map<String, TableSpec> left = new LinkedHashMap<>();

    private PackCut(Pack pack, List<PackModule> modules) {
        this.pack = pack;
        this.modules = modules;
        for (TableSpec table : pack.tables()) {
            if (modules.stream().noneMatch(module -> module.tables().containsKey(table.sourceName()))) {
                left.put(table.sourceName(), without(table, lacking(table).keySet()));
            }
        }
    }

    /** Returns the pack without modules of it; fails if it has none of such a name. */
    static Pack of(Pack pack, Collection<String> names) {
        if (names.isEmpty()) {
            return pack;
        }
        List<PackModule> modules = names.stream()
                .distinct()
                .map(name -> pack.variants().findModule(name).orElseThrow(() -> unknown(pack, name)))
                .toList();
        return new PackCut(pack, modules).cut();
    }

    private static YecaiException unknown(Pack pack, String name) {
        List<PackModule> known = pack.variants().modules();
        return PackReader.error("pack " + pack.name() + " has no module `" + name + "`"
                + (known.isEmpty()
                        ? ": every ERP of its kind has all that it captures; delete `without`"
                        : ": name some of "
                                + known.stream().map(PackModule::name).collect(Collectors.joining(", "))));
    }

    private Pack cut() {
        List<TableSpec> tables = List.copyOf(left.values());
        if (tables.isEmpty()) {
            throw PackReader.error("pack " + pack.name() + " captures nothing without all of its modules: name fewer");
        }
        return new Pack(
                pack.name(),
                pack.version(),
                pack.title(),
                pack.kind(),
                tables,
                Stream.concat(standIns(), pack.staging().stream()).toList(),
                pack.mappings().stream().map(this::cut).toList(),
                pack.controls().stream().map(this::cut).toList(),
                pack.settings(),
                new Variants(pack.variants().modules(), pack.variants().editions(), modules));
    }

    /** Returns the columns that the table lacks without the modules, with their types. */
    private Map<String, String> lacking(TableSpec table) {
        Map<String, String> columns = new LinkedHashMap<>();
        modules.forEach(module -> module.findColumns(table.sourceName()).ifPresent(columns::putAll));
        return columns;
    }

    private static TableSpec without(TableSpec table, Collection<String> columns) {
        return new TableSpec(
                table.sourceSchema(),
                table.sourceTable(),
                table.mirrorTable(),
                table.key(),
                table.columns().stream()
                        .filter(column -> !columns.contains(column))
                        .toList(),
                table.indexes().stream()
                        .filter(index -> columns.stream().noneMatch(column -> SqlText.mentions(index, column)))
                        .toList());
    }

    private Stream<StagingView> standIns() {
        return pack.tables().stream()
                .filter(this::isCut)
                .map(table -> new StagingView(table.mirrorTable(), standIn(table, table.mirrorTable())));
    }

    private boolean isCut(TableSpec table) {
        return !left.containsKey(table.sourceName()) || !lacking(table).isEmpty();
    }

    /** Returns a query with all columns of the table, from a relation of the given name if there is one. */
    private String standIn(TableSpec table, String relation) {
        TableSpec there = left.get(table.sourceName());
        if (there == null) {
            Map<String, String> types = modules.stream()
                    .filter(module -> module.tables().containsKey(table.sourceName()))
                    .findFirst()
                    .orElseThrow()
                    .tables()
                    .get(table.sourceName());
            return "select " + nulls(types) + " where false";
        }
        return "select " + there.columns().stream().map(Identifier::quote).collect(Collectors.joining(", ")) + ", "
                + nulls(lacking(table)) + " from " + Identifier.quote(relation);
    }

    private static String nulls(Map<String, String> types) {
        return types.entrySet().stream()
                .map(column -> "null::" + column.getValue() + " as " + Identifier.quote(column.getKey()))
                .collect(Collectors.joining(", "));
    }

    private Mapping cut(Mapping mapping) {
        Map<String, String> touchedBy = new LinkedHashMap<>();
        mapping.touchedBy().forEach((mirror, query) -> {
            TableSpec table = pack.findMirrorTable(mirror).orElse(null);
            if (table == null) {
                touchedBy.put(mirror, query);
            } else if (left.containsKey(table.sourceName())) {
                Map<String, String> lacking = lacking(table);
                touchedBy.put(
                        mirror,
                        lacking.isEmpty()
                                ? query
                                : "select * from (with changed as (select *, " + nulls(lacking)
                                        + " from changed) select * from (" + query + ") as touched) as completed");
            }
        });
        return new Mapping(
                mapping.name(), mapping.entity(), mapping.keyType(), mapping.prefix(), mapping.sql(), touchedBy);
    }

    private Control cut(Control control) {
        List<String> standIns = new ArrayList<>();
        for (TableSpec table : pack.tables()) {
            if (isCut(table) && SqlText.mentions(control.sql(), table.sourceTable())) {
                standIns.add(
                        Identifier.quote(table.sourceTable()) + " as (" + standIn(table, table.sourceTable()) + ")");
            }
        }
        return standIns.isEmpty()
                ? control
                : new Control(
                        control.kind(),
                        control.mapping(),
                        "with " + String.join(", ", standIns) + " select * from (" + control.sql() + ") as control");
    }
}
