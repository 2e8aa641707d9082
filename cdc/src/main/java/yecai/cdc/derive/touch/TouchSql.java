package yecai.cdc.derive.touch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.script.SqlTemplate;
import yecai.cdc.script.SqlValues;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.pack.Mapping;

/** Makes the statement that, from a table's stage, finds the derive keys which its changes touch, for all mappings. */
final class TouchSql {
    // the images before and after the changes, for the packs' queries
    private static final SqlTemplate STATEMENT = SqlTemplate.of("""
            with changed as (
                select {{columns}}, _ord as _tx
                from {{stage}}
                where _op <> 'D'
            )
            insert into pg_temp._touched (mapping, key, ord)
            {{keys}}
            """);
    private static final SqlTemplate KEYS = SqlTemplate.of("""
            select {{mapping_number}}, q.key::text, (select max(_tx) from changed)
            from ({{touched_by}}) as q(key)
            where q.key is not null
            """);
    private static final SqlTemplate KEYS_AND_TRANSACTIONS = SqlTemplate.of("""
            select {{mapping_number}}, q.key::text, q.ord
            from ({{touched_by}}) as q(key, ord)
            where q.key is not null
            """);
    private static final SqlTemplate PROBE = SqlTemplate.of("""
            select *
            from (
                with changed as (
                    select {{columns}}, 0 as _tx
                    from {{mirror}}
                )
                {{touched_by}}
            ) as q
            limit 0
            """);

    private TouchSql() {}

    /**
     * Returns the statement, which adds to {@code pg_temp._touched}; null if no mapping depends on the table.
     */
    static String of(Connection hub, MirrorTable table, List<Mapping> mappings, String stage) throws SQLException {
        SqlValues values = SqlValues.NONE
                .sql("columns", table.columnList(""))
                .sql("mirror", table.quoted())
                .sql("stage", stage);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < mappings.size(); i++) {
            String touchedBy = mappings.get(i).touchedBy().get(table.name());
            if (touchedBy != null) {
                SqlValues query = values.sql("touched_by", touchedBy).sql("mapping_number", Integer.toString(i));
                boolean tells = givesTransaction(hub, table, mappings.get(i), PROBE.fill(query));
                parts.add((tells ? KEYS_AND_TRANSACTIONS : KEYS).fill(query));
            }
        }
        return parts.isEmpty() ? null : STATEMENT.fill(values.sql("keys", String.join("\nunion all\n", parts)));
    }

    // A query may give the transaction that touched the key beside the key: `select id, _tx from changed`.
    private static boolean givesTransaction(Connection hub, MirrorTable table, Mapping mapping, String probe)
            throws SQLException {
        try (Statement savepoint = hub.createStatement();
                PreparedStatement statement = hub.prepareStatement(probe)) {
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
