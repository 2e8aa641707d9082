package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Pack;
import yecai.sql.pack.TableSpec;

/** Makes a pack out of a catalogue: it captures every column of every table that identifies its rows, and maps nothing. */
public final class CatalogPack {
    private CatalogPack() {}

    private record Row(String schemaName, String tableName, List<String> columns, List<String> key) {
        /** @param number counts the tables of this name in the schemas */
        TableSpec table(int number) {
            String mirror = number == 1 ? tableName : tableName + "_" + number;
            return new TableSpec(schemaName, tableName, mirror, key, columns, List.of());
        }
    }

    /** Returns the pack of the given schemas; tables that do not identify their rows are left out. */
    public static Pack of(Connection erp, String name, List<String> schemas) throws SQLException {
        List<Row> rows = Handles.with(
                erp,
                handle -> handle.createQuery(Handles.sql(CatalogPack.class, "tables"))
                        .bindArray("schemas", String.class, schemas)
                        .map(ConstructorMapper.of(Row.class))
                        .list());
        Map<String, Integer> namesakes = new HashMap<>();
        List<TableSpec> tables = rows.stream()
                .filter(row -> row.columns() != null && row.key() != null)
                .map(row -> row.table(namesakes.merge(row.tableName(), 1, Integer::sum)))
                .toList();
        return new Pack(name, "1", Map.of("en", name), "postgresql", tables, List.of(), List.of(), List.of());
    }
}
