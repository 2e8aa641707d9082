package yecai.cdc.derive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.mirror.Identifier;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.script.Script;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;

/**
 * Keeps the canonical rows of a source equal to its pack's mapping views, by recomputing the keys that changed mirror rows
 * touch. Works on the connection, and in the transaction, that writes the mirror.
 */
public final class Derivation {
    private static final Logger LOG = LoggerFactory.getLogger(Derivation.class);

    // A plan that was made for a few keys may join each with each; up to here that takes no time worth planning for.
    private static final int MANY_KEYS = 500;

    // A mapping whose keys were not all new is asked again after so many batches at most.
    private static final int LONGEST_PAUSE = 64;

    private final Connection hub;
    private final List<Mapping> mappings;
    private final List<DeriveSql> sql = new ArrayList<>();
    private final Map<String, String> touchSql = new HashMap<>();
    private final Parking parking;
    private final BitSet touched = new BitSet();
    private final BitSet many = new BitSet();
    private final BitSet areNew = new BitSet();
    private final int[] pauses;
    private final int[] untilAsked;
    private boolean mayTouch;
    private boolean prepared;

    public Derivation(Connection hub, String source, String mapSchema, Pack pack) throws SQLException {
        this.hub = hub;
        this.mappings = pack.mappings();
        this.parking = new Parking(hub, source);
        this.pauses = new int[mappings.size()];
        this.untilAsked = new int[mappings.size()];
        for (int i = 0; i < mappings.size(); i++) {
            List<String> columns = MappingColumns.read(hub, mapSchema, mappings.get(i));
            sql.add(DeriveSql.of(source, mapSchema, mappings.get(i), i, columns));
        }
    }

    /** Returns whether any mapping depends on the table. */
    public boolean dependsOn(MirrorTable table) {
        return mappings.stream().anyMatch(mapping -> mapping.touchedBy().containsKey(table.name()));
    }

    /** Adds to the script what notes which keys the images in the table's stage touch. */
    public void touch(Script script, MirrorTable table, String stage) throws SQLException {
        prepare();
        String statement = touchSql.get(table.name());
        if (statement == null) {
            statement = TouchSql.of(hub, table, mappings, stage);
            touchSql.put(table.name(), statement);
        }
        if (statement != null) {
            script.addPrepared(statement, count -> {});
            mayTouch = true;
        }
    }

    /** Adds to the script the question which mappings were touched; to be run before {@link #derive}. */
    public void noteTouched(Script script) {
        if (mayTouch) {
            script.addPreparedQuery("select mapping, count(*) from pg_temp._touched group by mapping", rows -> {
                while (rows.next()) {
                    touched.set(rows.getInt(1));
                    many.set(rows.getInt(1), rows.getLong(2) > MANY_KEYS);
                }
            });
        }
    }

    /**
     * Adds to the script the question of which mappings many keys were touched that are all new; to be run before
     * {@link #derive}. A mapping whose keys were not is asked less and less often, since asking costs a look at all keys.
     *
     * @return whether there is anything to ask
     */
    public boolean lookForNew(Script script) {
        if (many.isEmpty()) {
            return false;
        }
        script.add("analyze pg_temp._touched");
        for (int i = many.nextSetBit(0); i >= 0; i = many.nextSetBit(i + 1)) {
            int mapping = i;
            if (untilAsked[mapping]-- > 0) {
                continue;
            }
            script.addPreparedQuery(sql.get(mapping).areNew(), row -> {
                row.next();
                areNew.set(mapping, row.getBoolean(1));
                pauses[mapping] = areNew.get(mapping) ? 0 : Math.min(LONGEST_PAUSE, 2 * pauses[mapping] + 1);
                untilAsked[mapping] = pauses[mapping];
            });
        }
        return true;
    }

    /**
     * Adds to the script what recomputes the keys that were touched since {@link #done()}.
     *
     * @param txids the ERP's transaction numbers by index
     * @param committedAt their commit times, in microseconds since 1970 UTC
     * @return whether there is anything to recompute
     */
    public boolean derive(Script script, long[] txids, long[] committedAt, int transactions) throws SQLException {
        if (touched.isEmpty()) {
            return false;
        }
        noteTransactions(script, txids, committedAt, transactions);
        boolean planAnew = !many.isEmpty();
        if (planAnew) {
            script.add("analyze pg_temp._batch_tx");
            script.add("set local plan_cache_mode = force_custom_plan");
        }
        script.add("savepoint derive");
        for (int i = touched.nextSetBit(0); i >= 0; i = touched.nextSetBit(i + 1)) {
            parking.release(mappings.get(i), i);
            script.addPrepared(
                    areNew.get(i) ? sql.get(i).insertNew() : sql.get(i).incremental(), count -> {});
        }
        script.add("release savepoint derive");
        if (planAnew) {
            script.add("set local plan_cache_mode = force_generic_plan");
        }
        return true;
    }

    /** Returns whether a script failed for a reason that lies in the rows of a document. */
    public boolean canPark(SQLException failure) {
        return Parking.isDataError(failure);
    }

    /** Does again what the failed script should have done, and parks the documents that cannot be mapped. */
    public void deriveCarefully(SQLException failure) throws SQLException {
        LOG.warn("a mapping failed, looking for the documents to park: {}", failure.getMessage());
        try (Statement statement = hub.createStatement()) {
            statement.execute("rollback to savepoint derive");
        }
        for (int i = touched.nextSetBit(0); i >= 0; i = touched.nextSetBit(i + 1)) {
            deriveCarefully(i);
        }
    }

    /** Is told that everything touched was recomputed. */
    public void done() {
        mayTouch = false;
        touched.clear();
        many.clear();
        areNew.clear();
    }

    /** Is told that the transaction was rolled back. */
    public void forget() {
        done();
        prepared = false;
    }

    private void deriveCarefully(int ordinal) throws SQLException {
        Map<String, Integer> keys = new HashMap<>();
        try (PreparedStatement statement =
                hub.prepareStatement("select key, max(ord) from pg_temp._touched where mapping = ? group by key")) {
            statement.setInt(1, ordinal);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.put(rows.getString(1), rows.getInt(2));
                }
            }
        }
        parking.release(mappings.get(ordinal), ordinal);
        parking.deriveOrPark(mappings.get(ordinal), sql.get(ordinal), new ArrayList<>(keys.entrySet()));
    }

    private static void noteTransactions(Script script, long[] txids, long[] committedAt, int transactions) {
        StringBuilder numbers = new StringBuilder();
        StringBuilder times = new StringBuilder();
        for (int i = 0; i < transactions; i++) {
            numbers.append(i == 0 ? "" : ",").append(txids[i]);
            times.append(i == 0 ? "" : ",").append(committedAt[i]);
        }
        script.add("insert into pg_temp._batch_tx (ord, txid, committed_at)"
                + " select u.ord - 1, u.txid, timestamptz 'epoch' + u.micros * interval '1 microsecond' from unnest('{"
                + numbers + "}'::text[], '{" + times + "}'::bigint[]) with ordinality as u(txid, micros, ord)");
    }

    private void prepare() throws SQLException {
        if (!prepared) {
            execute("create temporary table if not exists _touched (mapping integer, key text, ord integer)"
                    + " on commit delete rows");
            execute("create temporary table if not exists _batch_tx (ord bigint, txid text, committed_at timestamptz)"
                    + " on commit delete rows");
            prepared = true;
        }
    }

    private void execute(String statementSql) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(statementSql);
        }
    }

    static String quoteMapping(String mapSchema, Mapping mapping) {
        return Identifier.quote(mapSchema, mapping.name());
    }
}
