package yecai.cdc.derive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.script.Script;
import yecai.sql.pack.Mapping;

/** The derive keys that the changes of a transaction touch, in {@code pg_temp._touched}, and of which mappings there are any. */
final class TouchedKeys {
    // A plan that was made for a few keys may join each with each; up to here that takes no time worth planning for.
    private static final int MANY_KEYS = 500;

    private final Connection hub;
    private final List<Mapping> mappings;
    private final Map<String, String> touchSql = new HashMap<>();
    private final BitSet touched = new BitSet();
    private final BitSet many = new BitSet();
    private boolean mayTouch;
    private boolean tablesExist;

    TouchedKeys(Connection hub, List<Mapping> mappings) {
        this.hub = hub;
        this.mappings = mappings;
    }

    /** Adds to the script what notes which keys the images in the table's stage touch. */
    void touch(Script script, MirrorTable table, String stage) throws SQLException {
        createTables();
        if (!touchSql.containsKey(table.name())) {
            touchSql.put(table.name(), TouchSql.of(hub, table, mappings, stage));
        }
        String statement = touchSql.get(table.name());
        if (statement != null) {
            script.addPrepared(statement, count -> {});
            mayTouch = true;
        }
    }

    /** Adds to the script what notes the next batch of keys that wait in hub.code_key, and takes them out of there. */
    void touchCodes(Script script, String source) throws SQLException {
        touchAll(script, KeyStatements.touchCodes(source, mappings));
    }

    /** Adds to the script what notes the keys that wait in hub.underived_key; they stay there. */
    void touchKept(Script script, String source) throws SQLException {
        touchAll(script, KeyStatements.touchKept(source, mappings));
    }

    /** Adds to the script what puts the keys that were touched into hub.underived_key. */
    void keep(Script script, String source) {
        script.addPrepared(KeyStatements.keep(source, mappings), count -> {});
    }

    private void touchAll(Script script, String statement) throws SQLException {
        createTables();
        script.addPrepared(statement, count -> {});
        mayTouch = true;
    }

    /** Adds to the script the question which mappings were touched. */
    void ask(Script script) {
        if (mayTouch) {
            script.addPreparedQuery("select mapping, count(*) from pg_temp._touched group by mapping", rows -> {
                while (rows.next()) {
                    touched.set(rows.getInt(1));
                    many.set(rows.getInt(1), rows.getLong(2) > MANY_KEYS);
                }
            });
        }
    }

    /** The numbers of the mappings that were touched, as the script found. */
    int[] mappings() {
        return touched.stream().toArray();
    }

    boolean isEmpty() {
        return touched.isEmpty();
    }

    /** The numbers of the mappings of which so many keys were touched that they are worth a plan of their own. */
    int[] mappingsWithMany() {
        return many.stream().toArray();
    }

    boolean hasMany() {
        return !many.isEmpty();
    }

    void clear() {
        mayTouch = false;
        touched.clear();
        many.clear();
    }

    /** Called when the transaction which may have made the tables was rolled back. */
    void forget() {
        clear();
        tablesExist = false;
    }

    private void createTables() throws SQLException {
        if (!tablesExist) {
            try (Statement statement = hub.createStatement()) {
                statement.execute(
                        "create temporary table if not exists _touched (mapping integer, key text, ord integer) on commit delete rows");
            }
            BatchTransactions.createTable(hub);
            tablesExist = true;
        }
    }

    /** Reads the keys of a mapping that were touched, each with the last of the transactions that touched it. */
    Map<String, Integer> keys(int mapping) throws SQLException {
        Map<String, Integer> keys = new HashMap<>();
        try (PreparedStatement statement =
                hub.prepareStatement("select key, max(ord) from pg_temp._touched where mapping = ? group by key")) {
            statement.setInt(1, mapping);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.put(rows.getString(1), rows.getInt(2));
                }
            }
        }
        return keys;
    }
}
