package yecai.cdc.load.derivation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;
import yecai.sql.text.Identifier;

/**
 * Leaves the indexes of canonical tables to the end of a load where that keeps nobody from reading: those of empty tables, of a hub
 * that has no other source. They are built by the full derivation, with what it derived.
 */
public final class DeferredIndexes {
    private static final Logger LOG = LoggerFactory.getLogger(DeferredIndexes.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Connection hub;
    private final String source;

    public DeferredIndexes(Connection hub, String source) {
        this.hub = hub;
        this.source = source;
    }

    /**
     * Drops them, or else builds those that an interrupted load has left; that waits for a load of another source which has dropped
     * them. Ends the caller's transaction.
     */
    public void prepare(Pack pack, boolean isLarge) throws SQLException {
        if (isLarge && defer(pack)) {
            return;
        }
        call("select hub.build_indexes(null)");
        nameKeys();
    }

    private boolean defer(Pack pack) throws SQLException {
        try {
            List<String> empty = new ArrayList<>();
            for (String entity : entities(pack)) {
                if (isTrue("select not exists (select from " + Identifier.quote("canon", entity) + ")")) {
                    empty.add(entity);
                }
            }
            boolean deferred = Handles.with(
                    hub,
                    handle -> handle.createQuery("select hub.defer_indexes(:source, :entities)")
                            .bind("source", source)
                            .bindArray("entities", String.class, empty)
                            .mapTo(boolean.class)
                            .one());
            hub.commit();
            return deferred;
        } catch (SQLException e) {
            hub.rollback();
            LOG.info("{}: indexes are kept while rows are derived: {}", source, e.getMessage());
            return false;
        }
    }

    private List<String> entities(Pack pack) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery(
                                "select c.relname from pg_catalog.pg_class as c"
                                        + " where c.relnamespace = 'canon'::regnamespace and c.relkind = 'r' and c.relname = any(:entities)")
                        .bindArray(
                                "entities",
                                String.class,
                                pack.mappings().stream().map(Mapping::entity).toList())
                        .mapTo(String.class)
                        .list());
    }

    /** Makes the unique indexes that were built keys; leaves it, which costs nobody anything, where readers do not let it. */
    public void nameKeys() throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean areLeft = true;
        while (areLeft && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            try {
                areLeft = isTrue("select hub.name_keys() > 0");
                hub.commit();
            } catch (SQLException e) {
                hub.rollback();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    private void call(String function) throws SQLException {
        Handles.use(hub, handle -> handle.execute(function));
        hub.commit();
    }

    private boolean isTrue(String question) throws SQLException {
        return Handles.with(
                hub, handle -> handle.createQuery(question).mapTo(boolean.class).one());
    }
}
