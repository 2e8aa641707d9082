package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;
import yecai.sql.pack.StagingView;
import yecai.sql.pack.setting.Setting;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/** The pack's staging and mapping views over the mirror of one source, in the schema {@code map_<source>}. */
public final class MappingViews {
    private MappingViews() {}

    /**
     * Makes the views in a schema that is there already; replaces those that are there. Where a mapping gives codes, its view
     * gives the group's.
     */
    public static void create(Connection hub, Pack pack, String source, String mirrorSchema, String mapSchema)
            throws SQLException {
        drop(hub, mapSchema);
        createInputs(hub, source, mapSchema);
        try (Statement statement = hub.createStatement()) {
            statement.execute(
                    "set search_path = " + Identifier.quote(mapSchema) + ", " + Identifier.quote(mirrorSchema));
            for (StagingView view : pack.staging()) {
                createView(statement, mapSchema, view.name(), view.sql(), "staging/" + view.name() + ".sql");
            }
            createMappings(hub, statement, pack, source, mapSchema);
            statement.execute("reset search_path");
        }
    }

    /** Makes the mappings' views again, after the source looks up other kinds of codes; in the caller's transaction. */
    public static void renew(Connection hub, Pack pack, String source, String mirrorSchema, String mapSchema)
            throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(
                    "set local search_path = " + Identifier.quote(mapSchema) + ", " + Identifier.quote(mirrorSchema));
            for (Mapping mapping : pack.mappings()) {
                statement.execute("drop view " + Identifier.quote(mapSchema, mapping.name()));
            }
            createMappings(hub, statement, pack, source, mapSchema);
        }
    }

    private static void createMappings(Connection hub, Statement statement, Pack pack, String source, String mapSchema)
            throws SQLException {
        CodeColumns codes = CodeColumns.of(hub, source);
        for (Mapping mapping : pack.mappings()) {
            createMapping(hub, statement, codes, mapSchema, mapping);
        }
    }

    static void createMapping(Connection hub, Statement statement, CodeColumns codes, String mapSchema, Mapping mapping)
            throws SQLException {
        createView(statement, mapSchema, mapping.name(), mapping.sql(), "mapping/" + mapping.name() + ".sql");
        codes.unify(hub, mapSchema, mapping.name());
    }

    /**
     * Makes the views of what mappings may read besides the mirror: the settings that the rows of the source are derived with, and what
     * released production orders should cost as it was recorded.
     */
    public static void createInputs(Connection hub, String source, String mapSchema) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute("create view " + Identifier.quote(mapSchema, Setting.VIEW)
                    + " as select s.name, s.company, s.value from hub.applied_setting as s where s.source = "
                    + SqlLiteral.of(source));
            statement.execute("create view " + Identifier.quote(mapSchema, Pack.RECORDED_STANDARD)
                    + " as select o.production_order, o.component_no, o.component_kind, o.component, o.cost_center, o.basis,"
                    + " o.quantity_per, o.unit, o.is_fixed, o.scrap_percent, o.price, o.price_unit, o.lot_size,"
                    + " o.functional_currency, o.version, o.standard_basis from hub.order_standard as o where o.source = "
                    + SqlLiteral.of(source));
        }
    }

    /** Drops the views. */
    public static void drop(Connection hub, String mapSchema) throws SQLException {
        List<String> views = Handles.with(
                hub,
                handle -> handle.createQuery(
                                "select viewname from pg_catalog.pg_views where schemaname = :schema order by viewname")
                        .bind("schema", mapSchema)
                        .mapTo(String.class)
                        .list());
        if (!views.isEmpty()) {
            try (Statement statement = hub.createStatement()) {
                statement.execute(views.stream()
                        .map(name -> Identifier.quote(mapSchema, name))
                        .collect(Collectors.joining(", ", "drop view ", "")));
            }
        }
    }

    // not by Jdbi: it would take a colon or question mark in the pack's SQL for a parameter
    static void createView(Statement statement, String mapSchema, String name, String sql, String file)
            throws SQLException {
        try {
            statement.execute("create view " + Identifier.quote(mapSchema, name) + " as " + sql);
        } catch (SQLException e) {
            throw new YecaiException(Kind.PACK, file + ": " + e.getMessage(), e);
        }
    }
}
