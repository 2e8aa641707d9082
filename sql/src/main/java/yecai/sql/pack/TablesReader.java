package yecai.sql.pack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads {@code tables:}. */
final class TablesReader {
    private final Mistakes mistakes;
    private final Map<String, String> mirrors = new HashMap<>();
    private final Map<String, TableSpec> specs = new HashMap<>();

    TablesReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Returns the names of the mirror tables, also of those with mistakes. */
    Set<String> mirrors() {
        return mirrors.keySet();
    }

    /** Returns the tables without mistakes, by their mirrors' names. */
    Map<String, TableSpec> specs() {
        return specs;
    }

    List<TableSpec> read(YamlValue value) {
        List<TableSpec> tables = new ArrayList<>();
        YamlMap map = value.map();
        map.entries().forEach((name, table) -> mistakes.run(() -> tables.add(readTable(map, name, table))));
        if (map.entries().isEmpty()) {
            throw value.error("is empty: list the tables to capture");
        }
        return tables;
    }

    private TableSpec readTable(YamlMap tables, String name, YamlValue value) {
        int dot = name.indexOf('.');
        String schema = dot < 0 ? "" : name.substring(0, dot);
        String table = name.substring(dot + 1);
        if (!Names.fits(schema) || !Names.fits(table)) {
            throw tables.keyError(name, "must be schema.table, such as public.sale_order, without quotes");
        }
        YamlMap map = value.map();
        String mirror = mirror(tables, map, name, table);
        mistakes.addAll(map.listUnknown("key", "columns", "indexes", "mirror"));
        List<String> columns = distinct(map.get("columns"));
        List<String> key = distinct(map.get("key"));
        for (String column : key) {
            if (!columns.contains(column)) {
                throw map.get("key").error("names `" + column + "`, which is not among the columns: add it there");
            }
        }
        List<String> indexes = new ArrayList<>();
        map.find("indexes").ifPresent(list -> list.items().forEach(index -> indexes.add(index(index))));
        TableSpec spec = new TableSpec(schema, table, mirror, key, columns, indexes);
        specs.put(mirror, spec);
        return spec;
    }

    private String mirror(YamlMap tables, YamlMap map, String name, String table) {
        String mirror = map.find("mirror").map(YamlValue::requiredText).orElse(table);
        if (!Names.fits(mirror)) {
            throw map.get("mirror").error("is longer than PostgreSQL allows: choose a shorter name");
        }
        String earlier = mirrors.putIfAbsent(mirror, name);
        if (earlier != null) {
            throw tables.keyError(
                    name,
                    "would share the mirror table `" + mirror + "` with " + earlier
                            + ": give one of them another name with `mirror:`");
        }
        return mirror;
    }

    private static List<String> distinct(YamlValue list) {
        List<String> names = list.texts();
        if (names.isEmpty()) {
            throw list.error("is empty: name at least one column");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw list.error("names the column `" + name + "` twice: delete one");
            }
            if (!Names.fits(name)) {
                throw list.error("names the column `" + name + "`, which is longer than PostgreSQL allows");
            }
        }
        return names;
    }

    private static String index(YamlValue value) {
        String text = value.requiredText().strip();
        boolean definition =
                text.startsWith("(") || text.toLowerCase(Locale.ROOT).startsWith("using ");
        if (!definition || text.contains(";")) {
            throw value.error(
                    "has the index `" + text + "`: write what follows `create index … on table`, such as (party)");
        }
        return text;
    }
}
