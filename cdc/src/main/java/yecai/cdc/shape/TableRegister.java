package yecai.cdc.shape;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import yecai.cdc.mirror.MirrorSchema;
import yecai.cdc.mirror.MirrorTable;

/** The captured tables of one source in {@code hub.source_table}: their shape in the ERP, and whether they follow it. */
public final class TableRegister {
    private final Connection hub;
    private final String source;
    private final String mirrorSchema;

    public TableRegister(Connection hub, String source, String mirrorSchema) {
        this.hub = hub;
        this.source = source;
        this.mirrorSchema = mirrorSchema;
    }

    private record Row(List<String> types, List<String> partitions, Set<String> absent, boolean isStopped) {}

    /** Returns all tables of the source. */
    public List<FollowedTable> list() throws SQLException {
        Map<String, Row> rows = new HashMap<>();
        String sql = """
                select mirror_table, source_types, source_partitions, absent_columns, table_state = 'stopped'
                from hub.source_table where source = ?
                """;
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.put(
                            row.getString(1),
                            new Row(
                                    texts(row.getArray(2)),
                                    texts(row.getArray(3)),
                                    Set.copyOf(texts(row.getArray(4))),
                                    row.getBoolean(5)));
                }
            }
        }
        List<FollowedTable> tables = new ArrayList<>();
        for (MirrorTable table : MirrorSchema.read(hub, source, mirrorSchema)) {
            Row row = rows.get(table.name());
            tables.add(new FollowedTable(table, row.types, row.partitions, row.absent, row.isStopped));
        }
        return tables;
    }

    /** Notes the table's shape in the ERP; does not commit. */
    public void noteShape(MirrorTable table, SourceShape shape) throws SQLException {
        noteTypes(table, shape);
        notePartitions(table, shape);
    }

    /** Notes the types of the table's columns in the ERP; does not commit. */
    public void noteTypes(MirrorTable table, SourceShape shape) throws SQLException {
        List<String> columns =
                table.columns().stream().map(column -> column.name()).toList();
        note("source_types", table, shape.typesOf(columns));
    }

    /** Notes the table's partitions in the ERP; does not commit. */
    public void notePartitions(MirrorTable table, SourceShape shape) throws SQLException {
        note("source_partitions", table, shape.partitions());
    }

    private void note(String column, MirrorTable table, List<String> texts) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement(
                "update hub.source_table set " + column + " = ? where source = ? and mirror_table = ?")) {
            statement.setArray(1, array(texts));
            statement.setString(2, source);
            statement.setString(3, table.name());
            statement.executeUpdate();
        }
    }

    /** Lets the table stand still; does not commit. */
    public void stop(MirrorTable table, String reason) throws SQLException {
        setState(table, "stopped", reason);
    }

    /** Lets the table follow the ERP again, with the given columns absent there; does not commit. */
    public void follow(MirrorTable table, List<String> absent) throws SQLException {
        setState(table, "following", null);
        try (PreparedStatement statement = hub.prepareStatement(
                "update hub.source_table set absent_columns = ? where source = ? and mirror_table = ?")) {
            statement.setArray(1, array(absent));
            statement.setString(2, source);
            statement.setString(3, table.name());
            statement.executeUpdate();
        }
    }

    /** Tells a running capture, when it is next held, to read this register anew; does not commit. */
    public void announce() throws SQLException {
        try (PreparedStatement statement =
                hub.prepareStatement("update hub.source set shape_version = shape_version + 1 where source = ?")) {
            statement.setString(1, source);
            statement.executeUpdate();
        }
    }

    /** Returns the number that {@link #announce} raises. */
    public long version() throws SQLException {
        try (PreparedStatement statement =
                hub.prepareStatement("select shape_version from hub.source where source = ?")) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void setState(MirrorTable table, String state, String reason) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement("""
                update hub.source_table set table_state = ?, table_state_detail = ?, table_state_since = clock_timestamp()
                where source = ? and mirror_table = ?
                """)) {
            statement.setString(1, state);
            statement.setString(2, reason);
            statement.setString(3, source);
            statement.setString(4, table.name());
            statement.executeUpdate();
        }
    }

    private Array array(List<String> texts) throws SQLException {
        return hub.createArrayOf("text", texts.toArray());
    }

    private static List<String> texts(Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
