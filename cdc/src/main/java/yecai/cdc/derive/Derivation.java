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
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;

/**
 * Keeps the canonical rows of a source equal to its pack's mapping views, by recomputing the keys that changed mirror rows
 * touch. Works on the connection, and in the transaction, that writes the mirror.
 */
public final class Derivation {
    private static final Logger LOG = LoggerFactory.getLogger(Derivation.class);

    private final Connection hub;
    private final List<Mapping> mappings;
    private final List<DeriveSql> sql = new ArrayList<>();
    private final Map<String, String> touchSql = new HashMap<>();
    private final Parking parking;
    private final BitSet touched = new BitSet();
    private boolean prepared;

    public Derivation(Connection hub, String source, String mapSchema, Pack pack) throws SQLException {
        this.hub = hub;
        this.mappings = pack.mappings();
        this.parking = new Parking(hub, source);
        for (int i = 0; i < mappings.size(); i++) {
            List<String> columns = MappingColumns.read(hub, mapSchema, mappings.get(i));
            sql.add(DeriveSql.of(source, mapSchema, mappings.get(i), i, columns));
        }
    }

    /** Returns whether any mapping depends on the table. */
    public boolean dependsOn(MirrorTable table) {
        return mappings.stream().anyMatch(mapping -> mapping.touchedBy().containsKey(table.name()));
    }

    /** Notes which keys the images in the table's stage touch. */
    public void touch(MirrorTable table, String stage) throws SQLException {
        prepare();
        String statementSql = touchSql.get(table.name());
        if (statementSql == null) {
            statementSql = TouchSql.of(hub, table, mappings, stage);
            touchSql.put(table.name(), statementSql);
        }
        if (statementSql == null) {
            return;
        }
        try (PreparedStatement statement = hub.prepareStatement(statementSql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                touched.set(rows.getInt(1));
            }
        }
    }

    /**
     * Recomputes what was touched since the last call. What cannot be mapped is parked; the rest goes on.
     *
     * @param txids the ERP's transaction numbers by index
     * @param committedAt their commit times, in microseconds since 1970 UTC
     */
    public void derive(long[] txids, long[] committedAt, int transactions) throws SQLException {
        if (touched.isEmpty()) {
            return;
        }
        noteTransactions(txids, committedAt, transactions);
        execute("savepoint derive");
        try {
            for (int i = touched.nextSetBit(0); i >= 0; i = touched.nextSetBit(i + 1)) {
                parking.release(mappings.get(i), i);
                execute(sql.get(i).incremental());
            }
            execute("release savepoint derive");
        } catch (SQLException e) {
            if (!Parking.isDataError(e)) {
                throw e;
            }
            LOG.warn("a mapping failed, looking for the documents to park: {}", e.getMessage());
            execute("rollback to savepoint derive");
            for (int i = touched.nextSetBit(0); i >= 0; i = touched.nextSetBit(i + 1)) {
                deriveCarefully(i);
            }
        }
        touched.clear();
    }

    /** Is told that the transaction was rolled back. */
    public void forget() {
        touched.clear();
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

    private void noteTransactions(long[] txids, long[] committedAt, int transactions) throws SQLException {
        Long[] ordinals = new Long[transactions];
        String[] numbers = new String[transactions];
        Long[] times = new Long[transactions];
        for (int i = 0; i < transactions; i++) {
            ordinals[i] = (long) i;
            numbers[i] = Long.toString(txids[i]);
            times[i] = committedAt[i];
        }
        try (PreparedStatement statement = hub.prepareStatement("""
                insert into pg_temp._batch_tx (ord, txid, committed_at)
                select u.ord, u.txid, timestamptz 'epoch' + u.micros * interval '1 microsecond'
                from unnest(?::bigint[], ?::text[], ?::bigint[]) as u(ord, txid, micros)
                """)) {
            statement.setArray(1, hub.createArrayOf("bigint", ordinals));
            statement.setArray(2, hub.createArrayOf("text", numbers));
            statement.setArray(3, hub.createArrayOf("bigint", times));
            statement.executeUpdate();
        }
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
        if (statementSql.startsWith("with")) {
            try (PreparedStatement statement = hub.prepareStatement(statementSql)) {
                statement.executeUpdate();
            }
        } else {
            try (Statement statement = hub.createStatement()) {
                statement.execute(statementSql);
            }
        }
    }

    static String quoteMapping(String mapSchema, Mapping mapping) {
        return Identifier.quote(mapSchema, mapping.name());
    }
}
