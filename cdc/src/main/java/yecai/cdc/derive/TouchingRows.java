package yecai.cdc.derive;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import yecai.cdc.mirror.MirrorTable;
import yecai.sql.pack.Mapping;
import yecai.sql.text.Identifier;

/**
 * The rows of one mirror table whose change would derive a document again.
 *
 * @param table the ERP's table, as schema.table
 * @param keys the rows' keys as text, at most {@link #MOST}; empty if there is none or it took too long
 * @param complete whether all rows were looked at in time
 */
public record TouchingRows(String table, List<String> keys, boolean complete) {
    /** Most rows that are named. */
    public static final int MOST = 20;

    private static final String QUERY_CANCELED = "57014";

    public TouchingRows {
        requireNonNull(table, "table is null");
        keys = List.copyOf(keys);
    }

    /**
     * Finds the rows of a table by asking the mapping's {@code touched_by} of each row alone. Gives up after five seconds,
     * since that is no question for which there are indexes.
     *
     * @param hub a connection without autocommit whose search path is that of the mapping; rolled back afterwards
     */
    public static TouchingRows find(Connection hub, Mapping mapping, MirrorTable table, String key)
            throws SQLException {
        List<String> keys = new ArrayList<>();
        try (Statement settings = hub.createStatement();
                PreparedStatement statement = hub.prepareStatement(sql(mapping, table))) {
            settings.execute("set local statement_timeout = '5s'");
            statement.setString(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
            return new TouchingRows(table.sourceName(), keys, true);
        } catch (SQLException e) {
            if (!QUERY_CANCELED.equals(e.getSQLState())) {
                throw e;
            }
            return new TouchingRows(table.sourceName(), List.of(), false);
        } finally {
            hub.rollback();
        }
    }

    private static String sql(Mapping mapping, MirrorTable table) {
        String row = table.columns().stream()
                .map(column -> "_row." + column.quoted())
                .collect(Collectors.joining(", "));
        String name = table.keyColumns().stream()
                .map(column -> Identifier.quote(column.name()) + "::text")
                .collect(Collectors.joining(", ", "concat_ws(', ', ", ")"));
        return "select " + name + " from " + table.quoted() + " as _row where exists (select from (with changed as"
                + " (select " + row + ", 0 as _tx) " + mapping.touchedBy().get(table.name())
                + ") as q(key) where q.key::text = ?) limit " + MOST;
    }
}
