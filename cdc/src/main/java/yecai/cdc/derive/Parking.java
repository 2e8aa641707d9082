package yecai.cdc.derive;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.script.Script;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Mapping;
import yecai.sql.text.SqlLiteral;

/**
 * Business documents that cannot be mapped: each waits in {@code hub.parked} with its reason while the others flow, and is
 * tried again when one of its rows changes.
 */
final class Parking {
    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

    /** What hub.register_company and hub.register_code say: the kind of the code as column, the code as detail. */
    private static final Set<String> CODE_ERRORS = Set.of("P0C01", "P0C02");

    private final Connection hub;
    private final String source;
    private final Set<String> mappingsWithParked;

    Parking(Connection hub, String source) throws SQLException {
        this(hub, source, ConcurrentHashMap.newKeySet());
        mappingsWithParked.addAll(Handles.with(
                hub,
                handle -> handle.createQuery("select distinct mapping from hub.parked where source = :source")
                        .bind("source", source)
                        .mapTo(String.class)
                        .list()));
    }

    private Parking(Connection hub, String source, Set<String> mappingsWithParked) {
        this.hub = hub;
        this.source = source;
        this.mappingsWithParked = mappingsWithParked;
    }

    /** The same on another connection: what one has parked, the other takes out. */
    Parking on(Connection another) {
        return new Parking(another, source, mappingsWithParked);
    }

    /** Returns whether the error lies in the rows of a document, so that leaving the document out helps. */
    static boolean isDataError(SQLException e) {
        String state = e.getSQLState();
        return state != null
                && (state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith("21")
                        || state.startsWith("P0"));
    }

    /** Adds to the script what takes keys of a mapping, which the query gives, out of the parked ones, since they are tried again. */
    void release(Script script, Mapping mapping, Supplier<String> keys) {
        if (mappingsWithParked.contains(mapping.name())) {
            script.add("delete from hub.parked as p where p.source = " + SqlLiteral.of(source) + " and p.mapping = "
                    + SqlLiteral.of(mapping.name()) + " and p.derive_key in (" + keys.get() + ")");
        }
    }

    /** Derives the keys; those that fail are found by halving, and parked. */
    void deriveOrPark(Mapping mapping, DeriveSql sql, List<Map.Entry<String, Integer>> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (Statement savepoint = hub.createStatement()) {
            savepoint.execute("savepoint careful");
            try (PreparedStatement statement = hub.prepareStatement(sql.ofKeys())) {
                statement.setArray(1, texts(keys));
                statement.setArray(
                        2,
                        hub.createArrayOf(
                                "integer",
                                keys.stream().map(Map.Entry::getValue).toArray()));
                statement.executeUpdate();
                savepoint.execute("release savepoint careful");
                return;
            } catch (SQLException e) {
                if (!isDataError(e)) {
                    throw e;
                }
                savepoint.execute("rollback to savepoint careful");
                savepoint.execute("release savepoint careful");
                if (keys.size() == 1) {
                    park(mapping, sql, keys.get(0).getKey(), e);
                    return;
                }
            }
        }
        int half = keys.size() / 2;
        deriveOrPark(mapping, sql, keys.subList(0, half));
        deriveOrPark(mapping, sql, keys.subList(half, keys.size()));
    }

    private void park(Mapping mapping, DeriveSql sql, String key, SQLException reason) throws SQLException {
        ServerErrorMessage said = reason instanceof PSQLException e ? e.getServerErrorMessage() : null;
        String message = said == null ? reason.getMessage() : said.getMessage();
        boolean isCode = said != null && CODE_ERRORS.contains(reason.getSQLState());
        LOG.warn("parked {} {} of source {}: {}", mapping.name(), key, source, message);
        new OwnedRows(hub, sql.owned()).delete(key);
        Handles.use(
                hub,
                handle -> handle.createUpdate("""
                        insert into hub.parked (
                            source, mapping, derive_key, entity, reason, sqlstate, missing_kind, missing_code)
                        values (:source, :mapping, :key, :entity, :reason, :sqlstate, :kind, :code)
                        on conflict (source, mapping, derive_key)
                        do update set
                            reason = excluded.reason, sqlstate = excluded.sqlstate,
                            missing_kind = excluded.missing_kind, missing_code = excluded.missing_code,
                            parked_at = clock_timestamp()
                        """)
                        .bind("source", source)
                        .bind("mapping", mapping.name())
                        .bind("key", key)
                        .bind("entity", mapping.entity())
                        .bind("reason", message)
                        .bind("sqlstate", reason.getSQLState())
                        .bind("kind", isCode ? said.getColumn() : null)
                        .bind("code", isCode ? said.getDetail() : null)
                        .execute());
        mappingsWithParked.add(mapping.name());
    }

    private Array texts(List<Map.Entry<String, Integer>> keys) throws SQLException {
        return hub.createArrayOf("text", keys.stream().map(Map.Entry::getKey).toArray());
    }
}
