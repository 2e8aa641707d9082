package yecai.cdc.mirror;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;
import yecai.sql.text.Identifier;

/**
 * A captured table: where it is in the ERP, where its mirror is, and the columns that both share.
 *
 * @param sourceSchema schema in the ERP
 * @param sourceTable table in the ERP
 * @param schema schema of the mirror
 * @param name table of the mirror
 * @param columns captured columns, in the mirror's order
 * @param key positions in {@code columns} of the key's columns, in the key's order
 */
public record MirrorTable(
        String sourceSchema,
        String sourceTable,
        String schema,
        String name,
        List<MirrorColumn> columns,
        List<Integer> key) {
    public MirrorTable {
        requireNonNull(sourceSchema, "sourceSchema is null");
        requireNonNull(sourceTable, "sourceTable is null");
        requireNonNull(schema, "schema is null");
        requireNonNull(name, "name is null");
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("table " + sourceSchema + "." + sourceTable + " has no key");
        }
    }

    /** The ERP's name of the table, as messages show it. */
    public String sourceName() {
        return sourceSchema + "." + sourceTable;
    }

    public String quoted() {
        return Identifier.quote(schema, name);
    }

    public String quotedSource() {
        return Identifier.quote(sourceSchema, sourceTable);
    }

    public List<String> columnNames() {
        return columns.stream().map(MirrorColumn::name).toList();
    }

    /** All columns, quoted, separated by commas, each with the given prefix, such as {@code "m."}. */
    public String columnList(String prefix) {
        return columns.stream().map(column -> prefix + column.quoted()).collect(Collectors.joining(", "));
    }

    public List<MirrorColumn> keyColumns() {
        return key.stream().map(columns::get).toList();
    }

    public List<String> keyNames() {
        return keyColumns().stream().map(MirrorColumn::name).toList();
    }

    /** The condition that two aliases have the same key. */
    public String keyEquals(String left, String right) {
        return keyColumns().stream()
                .map(column -> left + "." + column.quoted() + " = " + right + "." + column.quoted())
                .collect(Collectors.joining(" and "));
    }
}
