package yecai.cdc.shape;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.MirrorTables;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

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

    private record Row(
            String mirrorTable,
            List<String> sourceTypes,
            List<String> sourcePartitions,
            List<String> absentColumns,
            boolean isStopped,
            List<String> factNames,
            List<String> factContents) {
        FollowedTable of(MirrorTable table) {
            return new FollowedTable(
                    table,
                    texts(sourceTypes),
                    texts(sourcePartitions),
                    Set.copyOf(texts(absentColumns)),
                    isStopped,
                    TableIdentity.of("", factNames, factContents));
        }

        private static List<String> texts(List<String> texts) {
            return texts == null ? List.of() : List.copyOf(texts);
        }
    }

    /** Returns all tables of the source. */
    public List<FollowedTable> list() throws SQLException {
        Map<String, Row> rows = readRows(null);
        return MirrorTables.list(hub, source, mirrorSchema).stream()
                .map(table -> rows.get(table.name()).of(table))
                .toList();
    }

    /** Returns the table as it is known now; empty if the source no longer has it. */
    public Optional<FollowedTable> find(MirrorTable table) throws SQLException {
        Map<String, Row> rows = readRows(table.name());
        return MirrorTables.find(hub, source, mirrorSchema, table.name())
                .map(found -> rows.get(found.name()).of(found));
    }

    /** @param only the name of a mirror table; null: all */
    private Map<String, Row> readRows(String only) throws SQLException {
        String sql = """
                select mirror_table, source_types, source_partitions, absent_columns, table_state = 'stopped' as is_stopped,
                    array(select f.key from jsonb_each_text(source_identity) as f order by f.key) as fact_names,
                    array(select f.value from jsonb_each_text(source_identity) as f order by f.key) as fact_contents
                from hub.source_table where source = :source and (:only::text is null or mirror_table = :only)
                """;
        return Handles.with(
                hub,
                handle -> handle.createQuery(sql)
                        .bind("source", source)
                        .bind("only", only)
                        .map(ConstructorMapper.of(Row.class))
                        .collect(Collectors.toMap(Row::mirrorTable, row -> row)));
    }

    /**
     * Returns the tables of these names.
     *
     * @param names as schema.table of the ERP; none: all tables
     * @throws YecaiException of kind CONFIG that names what there is
     */
    public List<FollowedTable> choose(List<String> names) throws SQLException {
        List<FollowedTable> known = list();
        if (names.isEmpty()) {
            return known;
        }
        List<FollowedTable> chosen = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            chosen.add(known.stream()
                    .filter(table -> table.table().sourceName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new YecaiException(
                            Kind.CONFIG,
                            "source " + source + " captures no table " + name + "; it captures "
                                    + known.stream()
                                            .map(table -> table.table().sourceName())
                                            .toList())));
        }
        return chosen;
    }

    /** Notes the table's shape in the ERP; does not commit. */
    public void noteShape(MirrorTable table, SourceShape shape) throws SQLException {
        noteTypes(table, shape);
        notePartitions(table, shape);
    }

    /** Notes the types of the table's columns in the ERP; does not commit. */
    public void noteTypes(MirrorTable table, SourceShape shape) throws SQLException {
        note("source_types", table, shape.typesOf(table.columnNames()));
    }

    /** Notes the table's partitions in the ERP; does not commit. */
    public void notePartitions(MirrorTable table, SourceShape shape) throws SQLException {
        notePartitions(table, shape.partitions());
    }

    /** Notes that these are the table's partitions, each with its file; does not commit. */
    void notePartitions(MirrorTable table, List<String> partitions) throws SQLException {
        note("source_partitions", table, partitions);
    }

    /** Notes what the table is in the ERP; does not commit. */
    public void noteIdentity(MirrorTable table, TableIdentity identity) throws SQLException {
        String sql = """
                update hub.source_table set source_identity = jsonb_object(:names, :contents)
                where source = :source and mirror_table = :table
                """;
        List<String> names = List.copyOf(identity.facts().keySet());
        Handles.use(
                hub,
                handle -> handle.createUpdate(sql)
                        .bindArray("names", String.class, names)
                        .bindArray(
                                "contents",
                                String.class,
                                names.stream().map(identity.facts()::get).toList())
                        .bind("source", source)
                        .bind("table", table.name())
                        .execute());
    }

    private void note(String column, MirrorTable table, List<String> texts) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate("update hub.source_table set " + column
                                + " = :texts where source = :source and mirror_table = :table")
                        .bindArray("texts", String.class, texts)
                        .bind("source", source)
                        .bind("table", table.name())
                        .execute());
    }

    /** Pauses the table; does not commit. */
    public void stop(MirrorTable table, String reason) throws SQLException {
        setState(table, "stopped", reason);
    }

    /** Makes the table follow the ERP again, with the given columns absent there; does not commit. */
    public void follow(MirrorTable table, List<String> absent) throws SQLException {
        setState(table, "following", null);
        note("absent_columns", table, absent);
        // what a comparison found before is no longer so
        Handles.use(
                hub,
                handle -> handle.createUpdate("""
                        delete from hub.reconciliation
                        where source = :source and source_schema = :schema and source_table = :table
                        """)
                        .bind("source", source)
                        .bind("schema", table.sourceSchema())
                        .bind("table", table.sourceTable())
                        .execute());
    }

    /** Tells a running capture, when it is next held, to read this register again; does not commit. */
    public void announce() throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate(
                                "update hub.source set shape_version = shape_version + 1 where source = :source")
                        .bind("source", source)
                        .execute());
    }

    /** Returns the number that {@link #announce} raises. */
    public long version() throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("select shape_version from hub.source where source = :source")
                        .bind("source", source)
                        .mapTo(long.class)
                        .one());
    }

    private void setState(MirrorTable table, String state, String reason) throws SQLException {
        String sql = """
                update hub.source_table
                set table_state = :state, table_state_detail = :reason, table_state_since = clock_timestamp()
                where source = :source and mirror_table = :table
                """;
        Handles.use(
                hub,
                handle -> handle.createUpdate(sql)
                        .bind("state", state)
                        .bind("reason", reason)
                        .bind("source", source)
                        .bind("table", table.name())
                        .execute());
    }
}
