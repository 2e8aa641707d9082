package yecai.sql.pack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.setting.Setting;
import yecai.sql.pack.variant.Variants;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads the files of one pack and checks that they fit together. */
final class PackReader {
    static final String STAGING = "staging";
    static final String MAPPING = "mapping";
    static final String CONTROL = "control";

    private final PackFiles files;
    private final Mistakes mistakes;

    PackReader(PackFiles files) {
        this(files, Mistakes.thrown());
    }

    private PackReader(PackFiles files, Mistakes mistakes) {
        this.files = files;
        this.mistakes = mistakes;
    }

    /** Reads a pack and continues after a mistake. */
    static PackReview review(PackFiles files) {
        Mistakes mistakes = Mistakes.collected();
        PackReader reader = new PackReader(files, mistakes);
        Optional<Pack> pack = mistakes.read(() -> Optional.of(reader.read()), Optional.empty());
        return new PackReview(mistakes.isEmpty() ? pack : Optional.empty(), mistakes.list());
    }

    /** Reads the pack; the first mistake ends it. */
    Pack read() {
        String text = files.find(PackLoader.FILE)
                .orElseThrow(() -> error(files.place(PackLoader.FILE) + ": is missing; write it"));
        YamlMap root = YamlValue.parse(files.place(PackLoader.FILE), text, YecaiException.Kind.PACK)
                .map();
        mistakes.addAll(root.listUnknown(
                "pack",
                "version",
                "title",
                "kind",
                "tables",
                "mappings",
                "controls",
                "settings",
                "modules",
                "editions"));
        String name = mistakes.read(() -> Names.plain(root.get("pack")), "");
        String version = mistakes.read(() -> root.get("version").requiredText(), "");
        Map<String, String> title = mistakes.read(() -> title(root.get("title").map()), Map.of());
        String kind = mistakes.read(() -> Names.kind(root.get("kind")), "");

        TablesReader tablesReader = new TablesReader(mistakes);
        List<TableSpec> tables = mistakes.read(() -> tablesReader.read(root.get("tables")), List.of());
        SettingsReader settingsReader = new SettingsReader(mistakes);
        List<Setting> settings = mistakes.read(() -> settingsReader.read(root.find("settings")), List.of());
        StagingReader stagingReader = new StagingReader(files);
        List<StagingView> staging = mistakes.read(stagingReader::read, List.of());
        MappingsReader mappingsReader =
                new MappingsReader(this, touching(tablesReader, settings), tablesReader.specs());
        List<Mapping> mappings = mistakes.read(() -> mappingsReader.read(root.get("mappings")), List.of());
        ControlsReader controlsReader = new ControlsReader(this, mappingsReader.names());
        List<Control> controls =
                mistakes.read(() -> controlsReader.read(root.find("controls").map(YamlValue::map)), List.of());

        VariantsReader variantsReader = new VariantsReader(mistakes, tables);
        Variants variants =
                mistakes.read(() -> variantsReader.read(root.find("modules"), root.find("editions")), Variants.NONE);

        Pack pack = new Pack(name, version, title, kind, tables, staging, mappings, controls, settings, variants);
        mistakes.run(() -> checkNamesDiffer(pack));
        if (mistakes.isEmpty()) {
            mistakes.run(() -> stagingReader.checkUsed(pack));
        }
        return pack;
    }

    private static Set<String> touching(TablesReader tables, List<Setting> settings) {
        Set<String> names = new TreeSet<>(tables.mirrors());
        if (!settings.isEmpty()) {
            names.add(Setting.VIEW);
        }
        return names;
    }

    Mistakes mistakes() {
        return mistakes;
    }

    private static Map<String, String> title(YamlMap map) {
        Map<String, String> title = new LinkedHashMap<>();
        map.entries().forEach((language, value) -> title.put(language, value.requiredText()));
        return title;
    }

    /** Returns the one statement of a SQL file that {@code referrer} needs. */
    String sql(String path, YamlValue referrer) {
        String text = files.find(path)
                .orElseThrow(() -> referrer.error("needs the file " + files.place(path) + ": write it"));
        return SqlText.statement(files.place(path), text);
    }

    /** A SQL file that nothing refers to is a mistake, most often a misspelt name. */
    void checkAllReferenced(String folder, Set<String> referenced, String remedy) {
        Set<String> unused = new TreeSet<>(files.listSql(folder));
        unused.removeAll(referenced);
        for (String name : unused) {
            mistakes.add(error(files.place(folder + "/" + name + ".sql") + ": nothing refers to this file; " + remedy
                    + ", or delete the file"));
        }
    }

    /** Views come before mirror tables on the search path, so an equal name would hide the table from later SQL. */
    private void checkNamesDiffer(Pack pack) {
        if (pack.findMirrorTable(Setting.VIEW).isPresent()) {
            throw error(files.place(PackLoader.FILE) + ": the mirror table `" + Setting.VIEW
                    + "` has the name under which mappings read settings; give it another one with `mirror:`");
        }
        if (pack.findMirrorTable(Pack.RECORDED_STANDARD).isPresent()) {
            throw error(
                    files.place(PackLoader.FILE) + ": the mirror table `" + Pack.RECORDED_STANDARD
                            + "` has the name under which mappings read recorded standards; give it another one with `mirror:`");
        }
        for (StagingView view : pack.staging()) {
            if (view.name().equals(Pack.RECORDED_STANDARD)) {
                throw error(files.place(STAGING + "/" + view.name() + ".sql")
                        + ": mappings read recorded standards under this name; rename the staging view");
            }
            if (view.name().equals(Setting.VIEW)) {
                throw error(files.place(STAGING + "/" + view.name() + ".sql")
                        + ": mappings read settings under this name; rename the staging view");
            }
            if (pack.findMirrorTable(view.name()).isPresent()) {
                throw hidden(STAGING, view.name());
            }
            if (pack.findMapping(view.name()).isPresent()) {
                throw error(files.place(STAGING + "/" + view.name() + ".sql") + ": a mapping has this name too;"
                        + " rename the staging view");
            }
        }
        for (Mapping mapping : pack.mappings()) {
            if (pack.findMirrorTable(mapping.name()).isPresent()) {
                throw hidden(MAPPING, mapping.name());
            }
        }
    }

    private YecaiException hidden(String folder, String name) {
        return error(files.place(folder + "/" + name + ".sql") + ": the view would hide the mirror table `" + name
                + "` from SQL without schema names; give that table another name with `mirror:` in pack.yml");
    }

    static YecaiException error(String message) {
        return new YecaiException(YecaiException.Kind.PACK, message);
    }
}
