package yecai.cdc.shape;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.mirror.MirrorTable;
import yecai.sql.jdbi.Handles;

/** Reads the identities of captured tables out of the ERP's catalogue, with one query that locks no table. */
public final class TableIdentities {
    private TableIdentities() {}

    private record Row(int place, String digest, List<String> names, List<String> contents) {
        TableIdentity identity() {
            return names == null ? new TableIdentity(digest, Map.of()) : TableIdentity.of(digest, names, contents);
        }
    }

    /** Returns the table's identity; one without facts of the table if there is none of its name. */
    public static TableIdentity read(Connection erp, String publication, MirrorTable table) throws SQLException {
        return readChanged(erp, publication, List.of(table), Map.of()).get(table);
    }

    /**
     * Returns the identities that are not the known ones.
     *
     * @param known digests by table; a table that is not there is always read
     */
    public static Map<MirrorTable, TableIdentity> readChanged(
            Connection erp, String publication, List<MirrorTable> tables, Map<MirrorTable, String> known)
            throws SQLException {
        List<Long> places = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            for (String column : tables.get(i).columnNames()) {
                places.add(i + 1L);
                columns.add(column);
            }
        }
        List<Row> rows = Handles.with(
                erp,
                handle -> handle.createQuery(Handles.sql(TableIdentities.class, "facts"))
                        .bindArray(
                                "schemas",
                                String.class,
                                tables.stream().map(MirrorTable::sourceSchema).toList())
                        .bindArray(
                                "tables",
                                String.class,
                                tables.stream().map(MirrorTable::sourceTable).toList())
                        .bindArray(
                                "known",
                                String.class,
                                tables.stream()
                                        .map(table -> known.getOrDefault(table, ""))
                                        .toList())
                        .bindArray("column_places", Long.class, places)
                        .bindArray("columns", String.class, columns)
                        .bind("publication", publication)
                        .map(ConstructorMapper.of(Row.class))
                        .list());
        Map<MirrorTable, TableIdentity> changed = new LinkedHashMap<>();
        rows.forEach(row -> changed.put(tables.get(row.place()), row.identity()));
        return changed;
    }
}
