package yecai.sql.pack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import yecai.sql.text.Identifier;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads {@code mappings:} and the files of {@code mapping/}. */
final class MappingsReader {
    private final PackReader pack;
    private final Set<String> mirrors;
    private final Map<String, TableSpec> tables;
    private final Set<String> names = new HashSet<>();

    MappingsReader(PackReader pack, Set<String> mirrors, Map<String, TableSpec> specs) {
        this.pack = pack;
        this.mirrors = mirrors;
        this.tables = specs;
    }

    /** Returns the names of the mappings, also of those with mistakes. */
    Set<String> names() {
        return names;
    }

    List<Mapping> read(YamlValue value) {
        List<Mapping> mappings = new ArrayList<>();
        YamlMap map = value.map();
        names.addAll(map.entries().keySet());
        map.entries()
                .forEach((name, mapping) ->
                        pack.mistakes().run(() -> mappings.add(readMapping(map, mappings, name, mapping))));
        if (names.isEmpty()) {
            throw value.error("is empty: name at least one mapping");
        }
        pack.checkAllReferenced(PackReader.MAPPING, names, "name it under `mappings:` in pack.yml");
        return mappings;
    }

    private Mapping readMapping(YamlMap all, List<Mapping> earlier, String name, YamlValue value) {
        for (String word : name.split("\\.", -1)) {
            if (!Names.isPlain(word) || !Names.fits(name)) {
                throw all.keyError(
                        name,
                        "must be a canonical table, or one followed by a point and a word, such as cost_entry.labor");
            }
        }
        String entity = name.split("\\.", -1)[0];
        YamlMap map = value.map();
        pack.mistakes().addAll(map.listUnknown("key", "prefix", "touched_by"));
        String keyType = Names.keyType(map.get("key"));
        String prefix = map.find("prefix").map(Names::prefix).orElse("");
        for (Mapping other : earlier) {
            boolean overlap =
                    prefix.startsWith(other.prefix()) || other.prefix().startsWith(prefix);
            if (other.entity().equals(entity) && overlap) {
                throw all.keyError(
                        name,
                        "has the prefix `" + prefix + "` and " + other.name() + " has `" + other.prefix()
                                + "`: give the mappings of one canonical table prefixes of which none starts another");
            }
        }
        Map<String, String> touchedBy = touchedBy(map.get("touched_by"));
        String sql = pack.sql(PackReader.MAPPING + "/" + name + ".sql", value);
        return new Mapping(name, entity, keyType, prefix, sql, touchedBy);
    }

    private Map<String, String> touchedBy(YamlValue value) {
        Map<String, String> queries = new LinkedHashMap<>();
        YamlMap map = value.map();
        map.entries().forEach((mirror, query) -> {
            if (!mirrors.contains(mirror)) {
                pack.mistakes()
                        .add(map.keyError(
                                mirror,
                                "names no captured table: add it to `tables:`, or correct it to a mirror"
                                        + " table's name"));
            }
            pack.mistakes().run(() -> queries.put(mirror, touching(mirror, query)));
        });
        if (map.entries().isEmpty()) {
            throw value.error("is empty: name the tables whose changes touch this mapping, at least the driving one");
        }
        return queries;
    }

    /**
     * Returns the query. With columns, its {@code changed} is narrowed to rows that are new, gone, or of which one of these columns differs
     * between the images.
     */
    private String touching(String mirror, YamlValue value) {
        if (!value.isMap()) {
            return SqlText.statement(value.place(), value.requiredText());
        }
        YamlMap map = value.map();
        pack.mistakes().addAll(map.listUnknown("columns", "query"));
        YamlValue text = map.get("query");
        String query = SqlText.statement(text.place(), text.requiredText());
        return map.find("columns")
                .map(columns -> narrow(mirror, columns, query))
                .orElse(query);
    }

    private String narrow(String mirror, YamlValue columns, String query) {
        TableSpec table = tables.get(mirror);
        if (table == null) {
            throw columns.error(
                    "can only be named of a captured table without mistakes: delete it, or correct " + mirror);
        }
        List<String> names = columns.texts();
        if (names.isEmpty()) {
            throw columns.error("is empty: name the columns of which one must have changed, or leave it out");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!table.columns().contains(name)) {
                throw columns.error(
                        "names `" + name + "`, which is not among the columns of " + mirror + ": add it there");
            }
            if (table.key().contains(name)) {
                throw columns.error("names `" + name + "`, which is of the key, whose change always counts: delete it");
            }
            if (!seen.add(name)) {
                throw columns.error("names the column `" + name + "` twice: delete one");
            }
        }
        return "select * from (with changed as (select * from changed where (" + list(table.key()) + ") in (select "
                + list(table.key())
                + " from changed group by " + list(table.key()) + " having count(*) < 2 or count(distinct row("
                + list(names) + ")) > 1)) select * from (" + query + ") as touched) as narrowed";
    }

    private static String list(List<String> names) {
        return names.stream().map(Identifier::quote).collect(Collectors.joining(", "));
    }
}
