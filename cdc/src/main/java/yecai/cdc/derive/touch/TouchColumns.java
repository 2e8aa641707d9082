package yecai.cdc.derive.touch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.sql.pack.Mapping;

/**
 * Where each mapping that depends on a table takes the derive key from a column of the changed row, as
 * {@code select id from changed} does: then the keys need not be asked of the database.
 *
 * @param columns places of these columns among the table's, each once
 * @param mappings for each of them the numbers of the mappings
 * @param areKey whether all of them belong to the table's key, so that a changed row touches the same keys before and after
 */
public record TouchColumns(List<Integer> columns, List<List<Integer>> mappings, boolean areKey) {
    private static final Pattern QUERY = Pattern.compile(
            "\\s*select\\s+(?:changed\\.)?(\"(?:[^\"]|\"\")+\"|[a-z_][a-z0-9_$]*)(?:\\s*,\\s*(?:changed\\.)?_tx)?"
                    + "\\s+from\\s+changed\\s*",
            Pattern.CASE_INSENSITIVE);

    // of these a value's text in the log is what a cast to text gives
    private static final Set<String> TYPES =
            Set.of("smallint", "integer", "bigint", "numeric", "text", "character varying", "uuid");

    public TouchColumns {
        columns = List.copyOf(columns);
        mappings = List.copyOf(mappings);
    }

    /** Returns them; empty if no mapping depends on the table, or one needs more than a column. */
    public static Optional<TouchColumns> of(MirrorTable table, List<Mapping> mappings) {
        List<Integer> columns = new ArrayList<>();
        List<List<Integer>> numbers = new ArrayList<>();
        for (int i = 0; i < mappings.size(); i++) {
            String query = mappings.get(i).touchedBy().get(table.name());
            if (query == null) {
                continue;
            }
            int column = columnOf(table, query);
            if (column < 0) {
                return Optional.empty();
            }
            if (!columns.contains(column)) {
                columns.add(column);
                numbers.add(new ArrayList<>());
            }
            numbers.get(columns.indexOf(column)).add(i);
        }
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(new TouchColumns(columns, numbers, table.key().containsAll(columns)));
    }

    private static int columnOf(MirrorTable table, String query) {
        Matcher matcher = QUERY.matcher(query);
        if (!matcher.matches()) {
            return -1;
        }
        String written = matcher.group(1);
        String name = written.startsWith("\"")
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : written.toLowerCase(Locale.ROOT);
        for (int place = 0; place < table.columns().size(); place++) {
            MirrorColumn column = table.columns().get(place);
            if (column.name().equals(name)) {
                return TYPES.contains(column.type()) ? place : -1;
            }
        }
        return -1;
    }
}
