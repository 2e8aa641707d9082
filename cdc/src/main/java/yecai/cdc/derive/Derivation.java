package yecai.cdc.derive;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.derive.touch.BatchTransactions;
import yecai.cdc.derive.touch.RowKeys;
import yecai.cdc.derive.touch.TouchedKeys;
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

    private final Connection hub;
    private final String source;
    private final String mapSchema;
    private final List<Mapping> mappings;
    private final List<DeriveSql> sql = new ArrayList<>();
    private final Parking parking;
    private final TouchedKeys touched;
    private final NewKeys newKeys;
    private final BatchTransactions transactions;

    public Derivation(Connection hub, String source, String mapSchema, Pack pack) throws SQLException {
        this(hub, source, mapSchema, pack.mappings(), new Parking(hub, source));
    }

    private Derivation(Connection hub, String source, String mapSchema, List<Mapping> mappings, Parking parking)
            throws SQLException {
        this.hub = hub;
        this.source = source;
        this.mapSchema = mapSchema;
        this.mappings = mappings;
        this.parking = parking;
        readColumns();
        this.touched = new TouchedKeys(hub, mappings);
        this.newKeys = new NewKeys(sql);
        this.transactions = new BatchTransactions(hub);
    }

    /** Makes another that works on another connection; only one of the two may derive at a time. */
    public Derivation on(Connection another) throws SQLException {
        return new Derivation(another, source, mapSchema, mappings, parking.on(another));
    }

    /** Reads anew which columns the mappings' views give. */
    public void readColumns() throws SQLException {
        List<DeriveSql> read = new ArrayList<>();
        for (int i = 0; i < mappings.size(); i++) {
            List<String> columns = MappingColumns.read(hub, mapSchema, mappings.get(i));
            read.add(DeriveSql.of(source, mapSchema, mappings.get(i), i, columns));
        }
        sql.clear();
        sql.addAll(read);
    }

    /** Adds to the script what notes the next batch of keys that changed codes touch, and takes them out of those that wait. */
    public void touchCodes(Script script) throws SQLException {
        touched.touchCodes(script, source);
    }

    /** Adds to the script what notes the keys of the batch that waits to be derived, if there is one. */
    public void touchKept(Script script) throws SQLException {
        touched.touchKept(script, source);
    }

    /** Adds to the script what keeps the keys that were touched, behind what keeps their batch, to be derived on another session. */
    public void keepTouched(Script script) throws SQLException {
        touched.keep(script, source);
    }

    /** Returns whether anything was touched since {@link #done()}, as {@link #noteTouched} found. */
    public boolean isTouched() {
        return !touched.mappings().isEmpty();
    }

    /** Returns whether any mapping depends on the table. */
    public boolean dependsOn(MirrorTable table) {
        return mappings.stream().anyMatch(mapping -> mapping.touchedBy().containsKey(table.name()));
    }

    /** Returns what notes the keys that rows of the table touch by their columns; empty if {@link #touch} of a stage must. */
    public Optional<RowKeys> keysOfRows(MirrorTable table) {
        return touched.ofRows(table);
    }

    /** Adds to the script what notes these keys. */
    public void touch(Script script, RowKeys keys) throws SQLException {
        touched.touch(script, keys);
    }

    /** Adds to the script what notes which keys the images in the table's stage touch. */
    public void touch(Script script, MirrorTable table, String stage) throws SQLException {
        touched.touch(script, table, stage);
    }

    /** Adds to the script the question which mappings were touched; to be run before {@link #derive}. */
    public void noteTouched(Script script) throws SQLException {
        touched.ask(script);
    }

    /**
     * Adds to the script the question of which mappings many keys were touched that are all new; to be run before
     * {@link #derive}.
     *
     * @return whether there is anything to ask
     */
    public boolean lookForNew(Script script) throws SQLException {
        if (touched.areFew()) {
            return false;
        }
        touched.note(script);
        if (!touched.mappings().hasMany()) {
            return false;
        }
        script.add("analyze pg_temp._touched");
        newKeys.ask(script, touched.mappings().withMany());
        return true;
    }

    /**
     * Adds to the script what recomputes the keys that were touched since {@link #done()}.
     *
     * @param txids the ERP's transaction numbers by index
     * @param committedAt their commit times, in microseconds since 1970 UTC
     * @return whether there is anything to recompute
     */
    public boolean derive(Script script, long[] txids, long[] committedAt, int size) throws SQLException {
        if (touched.mappings().isEmpty()) {
            return false;
        }
        transactions.note(script, source, txids, committedAt, size);
        boolean planAgain = touched.mappings().hasMany();
        if (planAgain) {
            script.add("analyze pg_temp._batch_tx");
            script.add("set local plan_cache_mode = force_custom_plan");
        }
        script.add("savepoint derive");
        for (int i : touched.mappings().all()) {
            parking.release(script, mappings.get(i), () -> touched.query(i));
            if (touched.areFew()) {
                script.addPrepared(sql.get(i).few(), touched.arguments(i, txids, committedAt, size));
            } else {
                script.addPrepared(
                        newKeys.areNew(i) ? sql.get(i).insertNew() : sql.get(i).incremental(), count -> {});
            }
        }
        script.add("release savepoint derive");
        if (planAgain) {
            script.add("set local plan_cache_mode = force_generic_plan");
        }
        return true;
    }

    /** Returns whether a script failed for a reason that lies in the rows of a document. */
    public boolean canPark(SQLException failure) {
        return Parking.isDataError(failure);
    }

    /**
     * Does again what the failed script should have done, and parks the documents that cannot be mapped.
     *
     * @param script the same, which is empty
     */
    public void deriveCarefully(Script script, SQLException failure) throws SQLException {
        LOG.warn("a mapping failed, looking for the documents to park: {}", failure.getMessage());
        try (Statement statement = hub.createStatement()) {
            statement.execute("rollback to savepoint derive");
        }
        for (int i : touched.mappings().all()) {
            Map<String, Integer> keys = touched.keys(i);
            parking.release(script, mappings.get(i), () -> touched.query(i));
            script.run();
            parking.deriveOrPark(mappings.get(i), sql.get(i), new ArrayList<>(keys.entrySet()));
        }
    }

    /** Called when everything touched was recomputed. */
    public void done() {
        touched.clear();
        newKeys.clear();
    }

    /** Called when the transaction was rolled back. */
    public void forget() {
        touched.forget();
        transactions.forget();
        newKeys.clear();
    }
}
