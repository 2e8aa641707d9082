package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;
import yecai.sql.pack.StagingView;
import yecai.sql.pack.TableSpec;

/** Makes the schemas {@code erp_<source>} and {@code map_<source>} of one source, and reads them back. */
public final class MirrorSchema {
    /** Column of every mirror table: the ERP's number of the transaction that last wrote the row; null: initial load. */
    public static final String TX_COLUMN = "_tx";

    private static final String READ = """
            select t.source_schema, t.source_table, t.mirror_table, t.key_columns,
                a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)
            from hub.source_table as t
            inner join pg_catalog.pg_attribute as a
                on a.attrelid = to_regclass(format('%I.%I', ?::text, t.mirror_table)) and a.attnum > 0
                and not a.attisdropped and a.attname <> '_tx'
            where t.source = ?
            order by t.source_schema, t.source_table, a.attnum
            """;

    private MirrorSchema() {}

    /** Drops what an earlier load of the source left, and makes the mirror tables without keys and indexes. */
    public static void createTables(Connection hub, String source, String mapSchema, List<MirrorTable> tables)
            throws SQLException {
        String mirrorSchema = tables.get(0).schema();
        try (Statement statement = hub.createStatement()) {
            dropMapping(hub, mapSchema);
            dropTables(hub, mirrorSchema);
            statement.execute("create schema if not exists " + Identifier.quote(mirrorSchema));
            statement.execute("delete from hub.source_table where source = " + Identifier.literal(source));
            for (MirrorTable table : tables) {
                statement.execute(table.columns().stream()
                        .map(column -> column.quoted() + " " + column.type())
                        .collect(Collectors.joining(", ", "create table " + table.quoted() + " (", ", _tx bigint)")));
                describe(hub, table);
            }
        }
        try (PreparedStatement insert = hub.prepareStatement("""
                insert into hub.source_table
                    (source, source_schema, source_table, mirror_table, key_columns, captured_columns)
                values (?, ?, ?, ?, ?, ?)
                """)) {
            for (MirrorTable table : tables) {
                insert.setString(1, source);
                insert.setString(2, table.sourceSchema());
                insert.setString(3, table.sourceTable());
                insert.setString(4, table.name());
                insert.setArray(5, textArray(hub, table.keyColumns()));
                insert.setArray(6, textArray(hub, table.columns()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Says in a comment what the table is. */
    public static void describe(Connection hub, MirrorTable table) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute("comment on table " + table.quoted() + " is "
                    + Identifier.literal("Mirror of " + table.sourceName() + ". | " + table.sourceName() + " 的镜像。"));
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
            statement.execute("set search_path = " + Identifier.quote(table.schema()));
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
            statement.execute("set search_path = pg_catalog");
            statement.execute("analyze " + table.quoted());
        }
    }

    /** Makes the pack's staging and mapping views over the mirror; replaces those that are there. */
    public static void createMapping(Connection hub, Pack pack, String mirrorSchema, String mapSchema)
            throws SQLException {
        dropMapping(hub, mapSchema);
        try (Statement statement = hub.createStatement()) {
            statement.execute("create schema if not exists " + Identifier.quote(mapSchema));
            statement.execute(
                    "set search_path = " + Identifier.quote(mapSchema) + ", " + Identifier.quote(mirrorSchema));
            for (StagingView view : pack.staging()) {
                createView(statement, mapSchema, view.name(), view.sql(), "staging/" + view.name() + ".sql");
            }
            for (Mapping mapping : pack.mappings()) {
                createView(statement, mapSchema, mapping.name(), mapping.sql(), "mapping/" + mapping.name() + ".sql");
            }
            statement.execute("reset search_path");
        }
    }

    /** Returns the mirror tables of a loaded source. */
    public static List<MirrorTable> read(Connection hub, String source, String mirrorSchema) throws SQLException {
        List<MirrorTable> tables = new ArrayList<>();
        try (PreparedStatement statement = hub.prepareStatement(READ)) {
            statement.setString(1, mirrorSchema);
            statement.setString(2, source);
            try (ResultSet rows = statement.executeQuery()) {
                TableBuilder current = null;
                while (rows.next()) {
                    if (current == null || !current.isFor(rows.getString(1), rows.getString(2))) {
                        if (current != null) {
                            tables.add(current.build());
                        }
                        current = new TableBuilder(
                                rows.getString(1),
                                rows.getString(2),
                                mirrorSchema,
                                rows.getString(3),
                                List.of((String[]) rows.getArray(4).getArray()),
                                new ArrayList<>());
                    }
                    current.columns().add(new MirrorColumn(rows.getString(5), rows.getString(6)));
                }
                if (current != null) {
                    tables.add(current.build());
                }
            }
        }
        return tables;
    }

    private record TableBuilder(
            String sourceSchema,
            String sourceTable,
            String schema,
            String name,
            List<String> keyNames,
            List<MirrorColumn> columns) {
        boolean isFor(String otherSchema, String otherTable) {
            return sourceSchema.equals(otherSchema) && sourceTable.equals(otherTable);
        }

        MirrorTable build() {
            List<String> names = columns.stream().map(MirrorColumn::name).toList();
            return new MirrorTable(
                    sourceSchema,
                    sourceTable,
                    schema,
                    name,
                    columns,
                    keyNames.stream().map(names::indexOf).toList());
        }
    }

    private static void createView(Statement statement, String mapSchema, String name, String sql, String file)
            throws SQLException {
        try {
            statement.execute("create view " + Identifier.quote(mapSchema, name) + " as " + sql);
        } catch (SQLException e) {
            throw new YecaiException(Kind.PACK, file + ": " + e.getMessage(), e);
        }
    }

    /** Drops the staging and mapping views of a source. */
    public static void dropMapping(Connection hub, String mapSchema) throws SQLException {
        List<String> views = names(
                hub, "select viewname from pg_catalog.pg_views where schemaname = ? order by viewname", mapSchema);
        if (!views.isEmpty()) {
            drop(hub, "view", mapSchema, views);
        }
    }

    private static void dropTables(Connection hub, String mirrorSchema) throws SQLException {
        List<String> tables =
                names(hub, "select tablename from pg_catalog.pg_tables where schemaname = ?", mirrorSchema);
        if (!tables.isEmpty()) {
            drop(hub, "table", mirrorSchema, tables);
        }
    }

    private static void drop(Connection hub, String kind, String schema, List<String> names) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(names.stream()
                    .map(name -> Identifier.quote(schema, name))
                    .collect(Collectors.joining(", ", "drop " + kind + " ", "")));
        }
    }

    private static List<String> names(Connection hub, String sql, String schema) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    private static java.sql.Array textArray(Connection hub, List<MirrorColumn> columns) throws SQLException {
        return hub.createArrayOf(
                "text", columns.stream().map(MirrorColumn::name).toArray());
    }
}
