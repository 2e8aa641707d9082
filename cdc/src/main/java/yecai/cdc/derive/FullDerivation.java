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
import yecai.cdc.derive.touch.BatchTransactions;
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

    /** Derives every mapping; a document that cannot be mapped is parked. */
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
        run(isFatal, TableReadiness.AT_ONCE);
    }

    /** The same, for tables that are still being filled: mappings are derived in their order, each when it can be read. */
    public void run(Predicate<SQLException> isFatal, TableReadiness tables) throws SQLException {
        PeriodSums.leaveToTheEnd(hub);
        CanonicalRows.delete(hub, source);
        Parking parking = new Parking(hub, source);
        BatchTransactions.createEmpty(hub);
        LateIndexes indexes = LateIndexes.find(hub);
        try (Statement statement = hub.createStatement()) {
            statement.execute("set local jit = off");
            statement.execute("set local work_mem = '128MB'");
            for (int i = 0; i < pack.mappings().size(); i++) {
                Mapping mapping = pack.mappings().get(i);
                tables.await(mapping);
                derive(statement, mapping, i, parking, isFatal, indexes);
            }
            for (String entity :
                    pack.mappings().stream().map(Mapping::entity).distinct().toList()) {
                if (!indexes.build(entity)) {
                    deriveWithIndexes(statement, entity, parking, isFatal, indexes);
                }
                statement.execute("select hub.analyze_canonical(" + SqlLiteral.of(entity) + ")");
            }
        }
        PeriodSums.addUp(hub, source);
        OrderCosts.queueAll(hub, source);
        tables.awaitAll();
        SourceState.countRewrite(hub, source);
    }

    // A key that comes twice is found when the rows are inserted beside an index, and then says whose it is.
    private void deriveWithIndexes(
            Statement statement, String entity, Parking parking, Predicate<SQLException> isFatal, LateIndexes indexes)
            throws SQLException {
        CanonicalRows.delete(hub, source, entity);
        indexes.build(entity);
        for (int i = 0; i < pack.mappings().size(); i++) {
            if (pack.mappings().get(i).entity().equals(entity)) {
                derive(statement, pack.mappings().get(i), i, parking, isFatal, indexes);
            }
        }
    }

    private void derive(
            Statement statement,
            Mapping mapping,
            int number,
            Parking parking,
            Predicate<SQLException> isFatal,
            LateIndexes indexes)
            throws SQLException {
        DeriveSql sql = DeriveSql.of(source, mapSchema, mapping, number, MappingColumns.read(hub, mapSchema, mapping));
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
            // what is there of single documents is looked up; a key that comes twice is for the end
            if (indexes.build(mapping.entity())) {
                parking.deriveOrPark(mapping, sql, keys(statement, sql));
            }
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
