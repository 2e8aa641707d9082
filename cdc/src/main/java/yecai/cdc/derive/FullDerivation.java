package yecai.cdc.derive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.mirror.Identifier;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;

/** Makes all canonical rows of a source from its mapping views, in the caller's transaction. */
public final class FullDerivation {
    private static final Logger LOG = LoggerFactory.getLogger(FullDerivation.class);

    private final Connection hub;
    private final String source;
    private final String mapSchema;
    private final Pack pack;

    public FullDerivation(Connection hub, String source, String mapSchema, Pack pack) {
        this.hub = hub;
        this.source = source;
        this.mapSchema = mapSchema;
        this.pack = pack;
    }

    /** Takes away all canonical rows of a source, and what was parked. */
    public static void clear(Connection hub, String source) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Statement statement = hub.createStatement();
                ResultSet tables = statement.executeQuery("""
                        select c.relname from pg_catalog.pg_class as c
                        inner join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attname = 'entity_key'
                        where c.relnamespace = 'canon'::regnamespace and c.relkind in ('r', 'p')
                        """)) {
            while (tables.next()) {
                statements.add("delete from " + Identifier.quote("canon", tables.getString(1)) + " where source = "
                        + Identifier.literal(source));
            }
        }
        for (String table : List.of("hub.parked", "hub.plain_mapping")) {
            statements.add("delete from " + table + " where source = " + Identifier.literal(source));
        }
        try (Statement statement = hub.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /**
     * Derives every mapping; a document that cannot be mapped is parked.
     *
     * @throws YecaiException of kind MAPPING if a mapping gives an entity_key twice, or one that does not begin with its
     *     prefix and derive_key
     */
    public void run() throws SQLException {
        clear(hub, source);
        Parking parking = new Parking(hub, source);
        try (Statement statement = hub.createStatement()) {
            statement.execute(
                    "create temporary table if not exists _batch_tx (ord bigint, txid text, committed_at timestamptz)"
                            + " on commit delete rows");
            statement.execute("set local jit = off");
            statement.execute("set local work_mem = '128MB'");
            for (int i = 0; i < pack.mappings().size(); i++) {
                Mapping mapping = pack.mappings().get(i);
                DeriveSql sql =
                        DeriveSql.of(source, mapSchema, mapping, i, MappingColumns.read(hub, mapSchema, mapping));
                statement.execute("savepoint mapping");
                try {
                    if (isPlain(statement, sql, mapping)) {
                        statement.execute(sql.notePlain());
                    }
                } catch (SQLException e) {
                    if (!Parking.isDataError(e)) {
                        throw e;
                    }
                    statement.execute("rollback to savepoint mapping");
                    checkKeys(statement, mapping);
                    LOG.warn(
                            "mapping {} failed as a whole, looking for the documents to park: {}",
                            mapping.name(),
                            e.getMessage());
                    parking.deriveOrPark(mapping, sql, keys(sql));
                }
                statement.execute("release savepoint mapping");
            }
            for (String entity :
                    pack.mappings().stream().map(Mapping::entity).distinct().toList()) {
                statement.execute("select hub.analyze_canonical(" + Identifier.literal(entity) + ")");
            }
        }
    }

    // A key such as a material's code may contain a colon, and is no detail then.
    private static boolean isPlain(Statement statement, DeriveSql sql, Mapping mapping) throws SQLException {
        return isTrue(statement, sql.full())
                || (OwnedSql.mayContainColons(mapping) && isTrue(statement, sql.hasNoDetails()));
    }

    private static boolean isTrue(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }

    // Keys that are wrong make the insert fail, since they become null or are not unique; this only says which.
    private void checkKeys(Statement statement, Mapping mapping) throws SQLException {
        try {
            findBadKey(mapping);
        } catch (SQLException e) {
            if (!Parking.isDataError(e)) {
                throw e;
            }
            statement.execute("rollback to savepoint mapping");
        }
    }

    private void findBadKey(Mapping mapping) throws SQLException {
        String bad = "bool_or(derive_key is null or " + OwnedSql.fits("", mapping.prefix()) + " is not true)";
        String sql = "select entity_key, count(*), " + bad + " from " + Identifier.quote(mapSchema, mapping.name())
                + " group by entity_key having count(*) > 1 or " + bad + " limit 1";
        try (PreparedStatement statement = hub.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            if (row.next()) {
                throw new YecaiException(
                        Kind.MAPPING,
                        row.getBoolean(3)
                                ? "mapping/" + mapping.name() + ".sql gives entity_key \"" + row.getString(1)
                                        + "\", which does not begin with the prefix \"" + mapping.prefix()
                                        + "\" and its derive_key (then nothing more, or a colon and a detail)"
                                : "mapping/" + mapping.name() + ".sql gives entity_key \"" + row.getString(1) + "\" "
                                        + row.getLong(2) + " times: make it unique, such as by a detail after a colon");
            }
        }
    }

    private List<Map.Entry<String, Integer>> keys(DeriveSql sql) throws SQLException {
        List<Map.Entry<String, Integer>> keys = new ArrayList<>();
        try (Statement statement = hub.createStatement();
                ResultSet rows = statement.executeQuery(sql.keys())) {
            while (rows.next()) {
                if (rows.getString(1) != null) {
                    keys.add(new SimpleEntry<>(rows.getString(1), 0));
                }
            }
        }
        return keys;
    }
}
