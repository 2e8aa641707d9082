package yecai.cdc.derive.touch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import yecai.cdc.script.Script;
import yecai.cdc.script.TempTable;

/** {@code pg_temp._touched}: the keys that a transaction of the hub is to derive, by the number of their mapping. */
final class TouchedTable {
    private final Connection hub;
    private final TempTable rows = new TempTable("pg_temp._touched");
    private boolean exists;
    private boolean isOfThisTransaction;

    TouchedTable(Connection hub) {
        this.hub = hub;
        rows.forget();
    }

    /** Makes it, if it is not there; adds to the script what empties it at its first use. */
    void prepare(Script script) throws SQLException {
        if (!exists) {
            try (Statement statement = hub.createStatement()) {
                statement.execute(
                        "create temporary table if not exists _touched (mapping integer, key text, ord integer)");
            }
            exists = true;
        }
        if (!isOfThisTransaction) {
            rows.clear(script);
            isOfThisTransaction = true;
        }
    }

    /** Called when so many rows were added. */
    void add(int added) {
        rows.add(added);
    }

    /** Called when what it holds was recomputed. */
    void done() {
        isOfThisTransaction = false;
    }

    /** Called when the transaction which may have made it was rolled back. */
    void forget() {
        exists = false;
        isOfThisTransaction = false;
        rows.forget();
    }

    /** Reads the keys of a mapping, each with the last of the transactions that touched it. */
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
