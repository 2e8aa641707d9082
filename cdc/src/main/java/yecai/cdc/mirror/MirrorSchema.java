package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/** Makes the mirror tables of one source, in the schema {@code erp_<source>}. */
public final class MirrorSchema {
    /** Column of every mirror table: the ERP's number of the transaction that last wrote the row; null: initial load. */
    public static final String TX_COLUMN = "_tx";

    private MirrorSchema() {}

    /** Drops what an earlier load of the source left, and makes the mirror tables without keys and indexes. */
    public static void createTables(Connection hub, String source, String mapSchema, List<MirrorTable> tables)
            throws SQLException {
        String mirrorSchema = tables.get(0).schema();
        try (Statement statement = hub.createStatement()) {
            MappingViews.drop(hub, mapSchema);
            dropTables(hub, mirrorSchema);
            statement.execute("select hub.add_source_schemas(" + SqlLiteral.of(source) + ")");
            statement.execute("delete from hub.reconciliation where source = " + SqlLiteral.of(source));
            statement.execute("delete from hub.source_table where source = " + SqlLiteral.of(source));
            for (MirrorTable table : tables) {
                statement.execute(table.columns().stream()
                        .map(column -> column.quoted() + " " + column.type())
                        .collect(Collectors.joining(", ", "create table " + table.quoted() + " (", ", _tx bigint)")));
                describe(hub, table);
            }
        }
        String insert = """
                insert into hub.source_table
                    (source, source_schema, source_table, mirror_table, key_columns, captured_columns)
                values (:source, :sourceSchema, :sourceTable, :mirrorTable, :key, :columns)
                """;
        Handles.use(hub, handle -> {
            for (MirrorTable table : tables) {
                handle.createUpdate(insert)
                        .bind("source", source)
                        .bind("sourceSchema", table.sourceSchema())
                        .bind("sourceTable", table.sourceTable())
                        .bind("mirrorTable", table.name())
                        .bindArray("key", String.class, names(table.keyColumns()))
                        .bindArray("columns", String.class, names(table.columns()))
                        .execute();
            }
        });
    }

    /** Says in a comment what the table is. */
    public static void describe(Connection hub, MirrorTable table) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute("comment on table " + table.quoted() + " is "
                    + SqlLiteral.of("Mirror of " + table.sourceName() + ". | " + table.sourceName() + " 的镜像。"));
        }
    }

    /** Adds the key and the pack's indexes to a filled mirror table, and collects its statistics. */
    public static void finishTable(Connection hub, MirrorTable table, TableSpec spec) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute("alter table " + table.quoted() + " add primary key "
                    + table.keyColumns().stream()
                            .map(MirrorColumn::quoted)
                            .collect(Collectors.joining(", ", "(", ")")));
        }
        createIndexes(hub, table, spec);
    }

    /** Adds the pack's indexes to a filled mirror table that has its key, and collects its statistics. */
    public static void createIndexes(Connection hub, MirrorTable table, TableSpec spec) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute("set search_path = pg_catalog, " + Identifier.quote(table.schema()) + ", pg_temp");
            for (String index : spec.indexes()) {
                try {
                    statement.execute("create index on " + table.quoted() + " " + index);
                } catch (SQLException e) {
                    throw new YecaiException(
                            Kind.PACK,
                            "index \"" + index + "\" of table " + table.sourceName() + " in pack.yml: "
                                    + e.getMessage(),
                            e);
                }
            }
            statement.execute("reset search_path");
            statement.execute("analyze " + table.quoted());
        }
    }

    private static void dropTables(Connection hub, String mirrorSchema) throws SQLException {
        List<String> tables = Handles.with(
                hub,
                handle -> handle.createQuery("select tablename from pg_catalog.pg_tables where schemaname = :schema")
                        .bind("schema", mirrorSchema)
                        .mapTo(String.class)
                        .list());
        if (!tables.isEmpty()) {
            try (Statement statement = hub.createStatement()) {
                statement.execute(tables.stream()
                        .map(name -> Identifier.quote(mirrorSchema, name))
                        .collect(Collectors.joining(", ", "drop table ", "")));
            }
        }
    }

    private static List<String> names(List<MirrorColumn> columns) {
        return columns.stream().map(MirrorColumn::name).toList();
    }
}
