package yecai.sql.pack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import yecai.sql.YecaiException;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads the files of one pack and checks that they fit together. */
final class PackReader {
    static final String STAGING = "staging";
    static final String MAPPING = "mapping";
    static final String CONTROL = "control";

    private final PackFiles files;

    PackReader(PackFiles files) {
        this.files = files;
    }

    Pack read() {
        String text = files.find(PackLoader.FILE)
                .orElseThrow(() -> error(files.place(PackLoader.FILE) + ": is missing; write it"));
        YamlMap root = YamlValue.parse(files.place(PackLoader.FILE), text, YecaiException.Kind.PACK)
                .map()
                .allowOnly("pack", "version", "title", "kind", "tables", "mappings", "controls");
        String name = Names.plain(root.get("pack"));
        String version = root.get("version").requiredText();
        Map<String, String> title = new LinkedHashMap<>();
        root.get("title").map().entries().forEach((language, value) -> title.put(language, value.requiredText()));
        String kind = Names.kind(root.get("kind"));

        List<TableSpec> tables = new TablesReader().read(root.get("tables"));
        List<StagingView> staging = readStaging();
        List<Mapping> mappings = new MappingsReader(this, tables).read(root.get("mappings"));
        List<Control> controls =
                new ControlsReader(this, mappings).read(root.find("controls").map(YamlValue::map));

        Pack pack = new Pack(name, version, title, kind, tables, staging, mappings, controls);
        checkNamesDiffer(pack);
        checkStagingIsUsed(pack);
        return pack;
    }

    /** Returns the one statement of a SQL file that {@code referrer} needs. */
    String sql(String path, YamlValue referrer) {
        String text = files.find(path)
                .orElseThrow(() -> referrer.error("needs the file " + files.place(path) + ": write it"));
        return SqlText.statement(files.place(path), text);
    }

    /** Fails if a folder holds SQL files that nothing refers to, which is most often a misspelt name. */
    void checkAllReferenced(String folder, Set<String> referenced, String remedy) {
        Set<String> unused = new TreeSet<>(files.listSql(folder));
        unused.removeAll(referenced);
        if (!unused.isEmpty()) {
            String path = folder + "/" + unused.iterator().next() + ".sql";
            throw error(files.place(path) + ": nothing refers to this file; " + remedy + ", or delete the file");
        }
    }

    private List<StagingView> readStaging() {
        List<StagingView> views = new ArrayList<>();
        for (String name : files.listSql(STAGING)) {
            String path = STAGING + "/" + name + ".sql";
            if (!Names.isPlain(name)) {
                throw error(
                        files.place(path) + ": `" + name + "` cannot name a view; use lowercase letters, digits and _");
            }
            views.add(new StagingView(
                    name, SqlText.statement(files.place(path), files.find(path).orElseThrow())));
        }
        return views;
    }

    /** Views come before mirror tables on the search path, so an equal name would hide the table from later SQL. */
    private void checkNamesDiffer(Pack pack) {
        for (StagingView view : pack.staging()) {
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

    private void checkStagingIsUsed(Pack pack) {
        List<String> statements = new ArrayList<>();
        pack.staging().forEach(view -> statements.add(view.sql()));
        pack.mappings().forEach(mapping -> {
            statements.add(mapping.sql());
            statements.addAll(mapping.touchedBy().values());
        });
        for (StagingView view : pack.staging()) {
            if (statements.stream().noneMatch(statement -> SqlText.mentions(statement, view.name()))) {
                throw error(files.place(STAGING + "/" + view.name() + ".sql")
                        + ": no mapping reads this view; use it, or delete the file");
            }
        }
    }

    private static YecaiException error(String message) {
        return new YecaiException(YecaiException.Kind.PACK, message);
    }
}
