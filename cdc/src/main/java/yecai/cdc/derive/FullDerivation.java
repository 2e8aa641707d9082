package yecai.cdc.derive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.progress.SourceState;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;
import yecai.sql.text.SqlLiteral;

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

    /**
     * Derives every mapping; a document that cannot be mapped is parked.
     */
    public void run() throws SQLException {
        run(problem -> false);
    }

    /**
     * Derives every mapping; a document that cannot be mapped is parked.
     *
     * @param isFatal says of a document's problem whether it ends the derivation instead
     * @throws YecaiException of kind MAPPING if a mapping gives an entity_key twice, or one that does not begin with its
     *     prefix and derive_key
     */
    public void run(Predicate<SQLException> isFatal) throws SQLException {
        CanonicalRows.delete(hub, source);
        Parking parking = new Parking(hub, source);
        BatchTransactions.createTable(hub);
        try (Statement statement = hub.createStatement()) {
            statement.execute("set local jit = off");
            statement.execute("set local work_mem = '128MB'");
            for (int i = 0; i < pack.mappings().size(); i++) {
                Mapping mapping = pack.mappings().get(i);
                List<String> columns = MappingColumns.read(hub, mapSchema, mapping);
                derive(statement, mapping, DeriveSql.of(source, mapSchema, mapping, i, columns), parking, isFatal);
            }
            for (String entity :
                    pack.mappings().stream().map(Mapping::entity).distinct().toList()) {
                statement.execute("select hub.analyze_canonical(" + SqlLiteral.of(entity) + ")");
            }
        }
        SourceState.countRewrite(hub, source);
    }

    private static void derive(
            Statement statement, Mapping mapping, DeriveSql sql, Parking parking, Predicate<SQLException> isFatal)
            throws SQLException {
        statement.execute("savepoint mapping");
        try {
            if (isPlain(statement, sql, mapping)) {
                statement.execute(sql.notePlain());
            }
        } catch (SQLException e) {
            if (!Parking.isDataError(e) || isFatal.test(e)) {
                throw e;
            }
            statement.execute("rollback to savepoint mapping");
            KeyCheck.run(statement, mapping, sql);
            LOG.warn(
                    "mapping {} failed as a whole, looking for the documents to park: {}",
                    mapping.name(),
                    e.getMessage());
            parking.deriveOrPark(mapping, sql, keys(statement, sql));
        }
        statement.execute("release savepoint mapping");
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

    private static List<Map.Entry<String, Integer>> keys(Statement statement, DeriveSql sql) throws SQLException {
        List<Map.Entry<String, Integer>> keys = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql.keys())) {
            while (rows.next()) {
                if (rows.getString(1) != null) {
                    keys.add(new SimpleEntry<>(rows.getString(1), 0));
                }
            }
        }
        return keys;
    }
}
