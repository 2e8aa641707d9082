package yecai.cdc.derive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import yecai.sql.text.SqlLiteral;

/**
 * The canonical tables whose indexes were dropped before a hub's only source is loaded, to be built when they are filled
 * ({@code hub.deferred_index}). In the transaction of a full derivation, which keeps them so until they are built here.
 */
final class LateIndexes {
    private static final String ENTITIES = "select distinct d.entity from hub.deferred_index as d"
            + " where to_regclass(format('canon.%I', d.name)) is null";

    private final Connection hub;
    private final Set<String> entities = new HashSet<>();

    private LateIndexes(Connection hub) {
        this.hub = hub;
    }

    static LateIndexes find(Connection hub) throws SQLException {
        LateIndexes late = new LateIndexes(hub);
        if (!late.read().isEmpty()) {
            late.execute("select hub.keep_indexes_deferred()");
            late.entities.addAll(late.read());
        }
        return late;
    }

    private Set<String> read() throws SQLException {
        Set<String> found = new HashSet<>();
        try (Statement statement = hub.createStatement();
                ResultSet rows = statement.executeQuery(ENTITIES)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /**
     * Builds those of a canonical table, unless they are there.
     *
     * @return false if they cannot be built of these rows, since a key comes twice; then nothing has changed
     */
    boolean build(String entity) throws SQLException {
        if (!entities.contains(entity)) {
            return true;
        }
        execute("savepoint indexes");
        try {
            execute("select hub.build_indexes(" + SqlLiteral.of(entity) + ")");
        } catch (SQLException e) {
            if (!Parking.isDataError(e)) {
                throw e;
            }
            execute("rollback to savepoint indexes");
            execute("release savepoint indexes");
            return false;
        }
        execute("release savepoint indexes");
        entities.remove(entity);
        return true;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(sql);
        }
    }
}
