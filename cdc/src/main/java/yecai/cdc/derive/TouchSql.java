package yecai.cdc.derive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import yecai.cdc.mirror.MirrorTable;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;
import yecai.sql.pack.Mapping;

/** Makes the statement that, from a table's stage, finds the derive keys which its changes touch, for all mappings. */
final class TouchSql {
    private TouchSql() {}

    /**
     * Returns the statement, which adds to {@code pg_temp._touched}; null if no mapping depends on the table.
     */
    static String of(Connection hub, MirrorTable table, List<Mapping> mappings, String stage) throws SQLException {
        String changed = "select " + table.columnList("") + ", _ord as _tx from " + stage + " where _op <> 'D'";
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < mappings.size(); i++) {
            String sql = mappings.get(i).touchedBy().get(table.name());
            if (sql != null) {
                boolean tells = givesTransaction(hub, table, mappings.get(i), sql);
                parts.add("select " + i + ", q.key::text, " + (tells ? "q.ord" : "(select max(_tx) from changed)")
                        + " from (" + sql + ") as q(key" + (tells ? ", ord" : "") + ") where q.key is not null");
            }
        }
        if (parts.isEmpty()) {
            return null;
        }
        return "with changed as (" + changed + ") insert into pg_temp._touched (mapping, key, ord) "
                + String.join(" union all ", parts);
    }

    // A query may give the transaction that touched the key beside the key: `select id, _tx from changed`.
    private static boolean givesTransaction(Connection hub, MirrorTable table, Mapping mapping, String sql)
            throws SQLException {
        String columns = table.columnList("");
        String probe = "with changed as (select " + columns + ", 0 as _tx from " + table.quoted() + ") " + sql;
        try (Statement savepoint = hub.createStatement();
                PreparedStatement statement = hub.prepareStatement("select * from (" + probe + ") as q limit 0")) {
            savepoint.execute("savepoint probe");
            ResultSetMetaData shape = statement.getMetaData();
            savepoint.execute("release savepoint probe");
            if (shape.getColumnCount() > 2) {
                throw new YecaiException(
                        Kind.PACK,
                        "pack.yml, mapping " + mapping.name() + ", touched_by " + table.name()
                                + ": give the derive key, and the column _tx of changed if you like, nothing else");
            }
            return shape.getColumnCount() == 2;
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.PACK,
                    "pack.yml, mapping " + mapping.name() + ", touched_by " + table.name() + ": " + e.getMessage(),
                    e);
        }
    }
}
