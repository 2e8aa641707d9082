package yecai.sql.pack;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import yecai.sql.text.Identifier;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads an entry of {@code touched_by}: a query, or a query and the columns of which one must have changed. */
final class TouchReader {
    private final Mistakes mistakes;
    private final Map<String, TableSpec> tables;

    TouchReader(Mistakes mistakes, Map<String, TableSpec> tables) {
        this.mistakes = mistakes;
        this.tables = tables;
    }

    /**
     * Returns the query. With columns, its {@code changed} is narrowed to rows that are new, gone, or of which one of these columns differs
     * between the images.
     */
    String read(String mirror, YamlValue value) {
        if (!value.isMap()) {
            return SqlText.statement(value.place(), value.requiredText());
        }
        YamlMap map = value.map();
        mistakes.addAll(map.listUnknown("columns", "query"));
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
