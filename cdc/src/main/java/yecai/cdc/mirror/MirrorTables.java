package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.jdbi.Handles;

/** The mirror tables that a source has, as {@code hub.source_table} and the hub's catalogue know them. */
public final class MirrorTables {
    private MirrorTables() {}

    private record Table(String sourceSchema, String sourceTable, String mirrorTable, List<String> keyColumns) {
        MirrorTable with(String schema, List<MirrorColumn> columns) {
            List<String> names = columns.stream().map(MirrorColumn::name).toList();
            return new MirrorTable(
                    sourceSchema,
                    sourceTable,
                    schema,
                    mirrorTable,
                    columns,
                    keyColumns.stream().map(names::indexOf).toList());
        }
    }

    private record Row(
            String sourceSchema,
            String sourceTable,
            String mirrorTable,
            List<String> keyColumns,
            String columnName,
            String columnType) {
        Table table() {
            return new Table(sourceSchema, sourceTable, mirrorTable, keyColumns);
        }

        MirrorColumn column() {
            return new MirrorColumn(columnName, columnType);
        }
    }

    /** Returns the mirror tables of a loaded source, ordered by their names in the ERP. */
    public static List<MirrorTable> list(Connection hub, String source, String mirrorSchema) throws SQLException {
        return read(hub, source, mirrorSchema, null);
    }

    /** Returns the mirror table of this name; empty if the source has none. */
    public static Optional<MirrorTable> find(Connection hub, String source, String mirrorSchema, String mirrorTable)
            throws SQLException {
        return read(hub, source, mirrorSchema, mirrorTable).stream().findFirst();
    }

    /** @param only the name of a table; null: all */
    private static List<MirrorTable> read(Connection hub, String source, String mirrorSchema, String only)
            throws SQLException {
        Map<Table, List<MirrorColumn>> tables = Handles.with(
                hub,
                handle -> handle.createQuery(Handles.sql(MirrorTables.class, "list"))
                        .bind("schema", mirrorSchema)
                        .bind("source", source)
                        .bind("only", only)
                        .map(ConstructorMapper.of(Row.class))
                        .collect(Collectors.groupingBy(
                                Row::table, LinkedHashMap::new, Collectors.mapping(Row::column, Collectors.toList()))));
        return tables.entrySet().stream()
                .map(table -> table.getKey().with(mirrorSchema, table.getValue()))
                .toList();
    }
}
