package yecai.sql.pack;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import yecai.sql.pack.setting.Setting;
import yecai.sql.pack.variant.Variants;
import yecai.sql.text.Identifier;

/**
 * What the hub knows about one kind of ERP: which tables and columns to capture, and how to make canonical rows of them.
 *
 * @param title the name for people, by language
 * @param kind the database system, such as {@code postgresql}
 * @param staging in the order in which the views are created
 * @param mappings in the order in which they are derived
 * @param settings what an installation may set for the mappings
 * @param variants in what ERPs of the kind differ
 */
public record Pack(
        String name,
        String version,
        Map<String, String> title,
        String kind,
        List<TableSpec> tables,
        List<StagingView> staging,
        List<Mapping> mappings,
        List<Control> controls,
        List<Setting> settings,
        Variants variants) {
    /** The view in which mappings find what production orders should cost, as it was when the hub first saw them released. */
    public static final String RECORDED_STANDARD = "recorded_standard";

    public Pack {
        requireNonNull(name, "name is null");
        requireNonNull(version, "version is null");
        title = Map.copyOf(title);
        requireNonNull(kind, "kind is null");
        tables = List.copyOf(tables);
        staging = List.copyOf(staging);
        mappings = List.copyOf(mappings);
        controls = List.copyOf(controls);
        settings = List.copyOf(settings);
        requireNonNull(variants, "variants is null");
    }

    /** A pack of an ERP of which all installations are alike. */
    public Pack(
            String name,
            String version,
            Map<String, String> title,
            String kind,
            List<TableSpec> tables,
            List<StagingView> staging,
            List<Mapping> mappings,
            List<Control> controls,
            List<Setting> settings) {
        this(name, version, title, kind, tables, staging, mappings, controls, settings, Variants.NONE);
    }

    /** A pack without settings. */
    public Pack(
            String name,
            String version,
            Map<String, String> title,
            String kind,
            List<TableSpec> tables,
            List<StagingView> staging,
            List<Mapping> mappings,
            List<Control> controls) {
        this(name, version, title, kind, tables, staging, mappings, controls, List.of());
    }

    /**
     * Returns the pack for an ERP that lacks modules: their tables and columns are not captured, and its SQL finds them empty or null.
     *
     * @throws yecai.sql.error.YecaiException if the pack has no module of such a name
     */
    public Pack without(Collection<String> modules) {
        return PackCut.of(this, modules);
    }

    /** Returns what captures the same tables and derives nothing. */
    public Pack withoutMappings() {
        return new Pack(name, version, title, kind, tables, List.of(), List.of(), List.of());
    }

    /** Returns the schemas of the ERP that hold captured tables, in the order of the pack. */
    public List<String> sourceSchemas() {
        Set<String> schemas = new LinkedHashSet<>();
        tables.forEach(table -> schemas.add(table.sourceSchema()));
        return List.copyOf(schemas);
    }

    public Optional<TableSpec> findTable(String sourceSchema, String sourceTable) {
        return tables.stream()
                .filter(table -> table.sourceSchema().equals(sourceSchema)
                        && table.sourceTable().equals(sourceTable))
                .findFirst();
    }

    public Optional<TableSpec> findMirrorTable(String mirrorTable) {
        return tables.stream()
                .filter(table -> table.mirrorTable().equals(mirrorTable))
                .findFirst();
    }

    public Optional<Mapping> findMapping(String mapping) {
        return mappings.stream()
                .filter(candidate -> candidate.name().equals(mapping))
                .findFirst();
    }

    /** Returns a control whose tables have the ERP's names also where their mirrors have others. */
    public Control onMirror(Control control) {
        String renamed = tables.stream()
                .filter(table -> !table.mirrorTable().equals(table.sourceTable()))
                .filter(table -> control.sql().contains(table.sourceTable()))
                .map(table -> Identifier.quote(table.sourceTable()) + " as (select * from "
                        + Identifier.quote(table.mirrorTable()) + ")")
                .collect(Collectors.joining(", "));
        return renamed.isEmpty()
                ? control
                : new Control(
                        control.kind(),
                        control.mapping(),
                        "with " + renamed + " select * from (" + control.sql() + ") as control");
    }
}
