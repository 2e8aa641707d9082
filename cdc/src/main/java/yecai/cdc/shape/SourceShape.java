package yecai.cdc.shape;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.jdbi.Handles;

/**
 * What a table of the ERP looks like, as far as the text of its rows depends on it.
 *
 * @param types of each column: its type, with the labels of an enum and the attributes of a composite type
 * @param leaves the partitions that hold the rows, if the table is partitioned
 */
public record SourceShape(Map<String, String> types, List<Leaf> leaves) {
    private record Column(String name, String type) {}

    /** Returns the name in a leaf's name and file. */
    static String nameOf(String leaf) {
        return leaf.substring(0, leaf.lastIndexOf('|'));
    }

    /** Returns the table's shape; empty if there is no such table. Sets the connection's search path. */
    public static Optional<SourceShape> find(Connection erp, String quotedTable) throws SQLException {
        return Handles.with(erp, handle -> {
            // the names of types are written with their schemas then, always
            handle.execute("set search_path = pg_catalog, pg_temp");
            Map<String, String> types = new LinkedHashMap<>();
            handle.createQuery(Handles.sql(SourceShape.class, "columns"))
                    .bind("table", quotedTable)
                    .map(ConstructorMapper.of(Column.class))
                    .forEach(column -> types.put(column.name(), column.type()));
            if (types.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new SourceShape(
                    types,
                    handle.createQuery(Handles.sql(SourceShape.class, "partitions"))
                            .bind("table", quotedTable)
                            .map(ConstructorMapper.of(Leaf.class))
                            .list()));
        });
    }

    /** Returns each leaf's name and file. */
    public List<String> partitions() {
        return leaves.stream().map(Leaf::leaf).toList();
    }

    /** Returns the types of the given columns, in their order; empty texts for those that are not there. */
    public List<String> typesOf(List<String> columns) {
        return columns.stream().map(column -> types.getOrDefault(column, "")).toList();
    }
}
