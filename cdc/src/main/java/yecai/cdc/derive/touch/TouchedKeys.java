package yecai.cdc.derive.touch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.script.Script;
import yecai.sql.pack.Mapping;

/** The derive keys that the changes of a transaction touch, in {@code pg_temp._touched}, and of which mappings there are any. */
public final class TouchedKeys {
    // more would take memory that a transaction of millions of rows needs
    private static final int MOST_HELD = 100_000;

    private final Connection hub;
    private final List<Mapping> mappings;
    private final Map<String, String> touchSql = new HashMap<>();
    private final HeldKeys held;
    private final TouchedTable table;
    private final FewKeys few = new FewKeys();
    private final TouchedMappings touched = new TouchedMappings();
    private boolean asksTable;

    public TouchedKeys(Connection hub, List<Mapping> mappings) {
        this.hub = hub;
        this.mappings = mappings;
        this.held = new HeldKeys(mappings.size());
        this.table = new TouchedTable(hub);
    }

    /** Returns what notes the keys that rows of the table touch without asking the database; empty if that must be asked. */
    public Optional<RowKeys> ofRows(MirrorTable mirror) {
        return TouchColumns.of(mirror, mappings).map(RowKeys::new);
    }

    /** Takes these keys; adds to the script what notes them if they are too many to be held until they are needed. */
    public void touch(Script script, RowKeys rows) throws SQLException {
        held.take(rows);
        if (held.size() >= MOST_HELD) {
            note(script);
        }
    }

    /** Adds to the script what notes the keys that are held, in the table from which they are derived. */
    public void note(Script script) throws SQLException {
        if (held.size() > 0) {
            table.prepare(script);
            table.add(held.size());
            held.note(script);
            asksTable = true;
        }
    }

    /** Adds to the script what notes which keys the images in the table's stage touch. */
    public void touch(Script script, MirrorTable mirror, String stage) throws SQLException {
        if (!touchSql.containsKey(mirror.name())) {
            touchSql.put(mirror.name(), TouchSql.of(hub, mirror, mappings, stage));
        }
        if (touchSql.get(mirror.name()) != null) {
            touch(script, touchSql.get(mirror.name()));
        }
    }

    /** Adds to the script what notes the next batch of keys that wait in hub.code_key, and takes them out of there. */
    public void touchCodes(Script script, String source) throws SQLException {
        touch(script, KeyStatements.touchCodes(source, mappings));
    }

    /** Adds to the script what notes the keys that wait in hub.underived_key; they stay there. */
    public void touchKept(Script script, String source) throws SQLException {
        touch(script, KeyStatements.touchKept(source, mappings));
    }

    /** Adds to the script what puts the keys that were touched into hub.underived_key. */
    public void keep(Script script, String source) throws SQLException {
        if (asksTable) {
            note(script);
            script.addPrepared(KeyStatements.keep(source, mappings), count -> {});
        } else {
            held.keep(script, source, mappings);
        }
    }

    private void touch(Script script, String statement) throws SQLException {
        table.prepare(script);
        script.addPrepared(statement, table::add);
        asksTable = true;
    }

    /** Adds to the script the question what was touched, if that is not known. */
    public void ask(Script script) throws SQLException {
        few.clear();
        held.copy(few);
        for (int mapping = 0; mapping < mappings.size(); mapping++) {
            touched.add(mapping, held.count(mapping));
        }
        if (asksTable) {
            script.addPreparedQuery("select mapping, count(*) from pg_temp._touched group by mapping", rows -> {
                while (rows.next()) {
                    touched.add(rows.getInt(1), rows.getLong(2));
                }
            });
            script.addPreparedQuery(FewKeys.FOUND, few::read);
        }
    }

    /** The mappings that were touched, as the script found. */
    public TouchedMappings mappings() {
        return touched;
    }

    /** Returns whether no mapping has many, and all together are few: then nothing needs to be noted. */
    public boolean areFew() {
        return !touched.hasMany() && few.areAll();
    }

    /** Returns the arguments of a statement that derives few keys of a mapping. */
    public String arguments(int mapping, long[] txids, long[] committedAt, int transactions) {
        return few.arguments(mapping, txids, committedAt, transactions);
    }

    /** Returns a query of the keys of a mapping that were touched. */
    public String query(int mapping) {
        return areFew()
                ? "select unnest(" + ArrayText.literal(few.of(mapping).keySet()) + "::text[])"
                : "select t.key from pg_temp._touched as t where t.mapping = " + mapping;
    }

    public void clear() {
        table.done();
        asksTable = false;
        held.clear();
        few.clear();
        touched.clear();
    }

    /** Called when the transaction which may have made the tables was rolled back. */
    public void forget() {
        clear();
        table.forget();
    }

    /** Reads the keys of a mapping that were touched, each with the last of the transactions that touched it. */
    public Map<String, Integer> keys(int mapping) throws SQLException {
        return areFew() ? few.of(mapping) : table.keys(mapping);
    }
}
