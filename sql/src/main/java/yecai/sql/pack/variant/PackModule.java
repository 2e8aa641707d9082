package yecai.sql.pack.variant;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the ERP that an installation may lack. The pack's SQL is written for an ERP that has it; for one that lacks it, its tables are empty
 * and its columns null.
 *
 * @param title the name for people, by language
 * @param tables the tables that come with it, by schema and name: the SQL type of each captured column
 * @param columns the columns that it adds to other tables, with their SQL types, by the table's schema and name
 */
public record PackModule(
        String name,
        Map<String, String> title,
        Map<String, Map<String, String>> tables,
        Map<String, Map<String, String>> columns) {

    public PackModule {
        requireNonNull(name, "name is null");
        title = Map.copyOf(title);
        tables = new LinkedHashMap<>(tables);
        columns = new LinkedHashMap<>(columns);
    }

    /** Returns what tells that an ERP has it: {@code schema.table}, and {@code schema.table.column} of tables that come without it. */
    public List<String> marks() {
        List<String> marks = new ArrayList<>(tables.keySet());
        columns.forEach((table, added) -> added.keySet().forEach(column -> marks.add(table + "." + column)));
        return marks;
    }

    /** Returns the types of the columns that a table lacks without it. */
    public Optional<Map<String, String>> findColumns(String table) {
        return Optional.ofNullable(columns.get(table));
    }

    /** Returns whether a table, or a column of it, is there only with this module. */
    public boolean brings(String table, Optional<String> column) {
        return tables.containsKey(table)
                || column.map(name -> columns.getOrDefault(table, Map.of()).containsKey(name))
                        .orElse(false);
    }

    @Override
    public String toString() {
        return name + " (" + title.getOrDefault("en", name) + ")";
    }
}
