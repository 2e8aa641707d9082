package yecai.hub.session;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots that are kept open for the later pages of reads, each by an idle transaction of its own, which has read nothing
 * and so holds no lock that somebody might wait for. They end when nobody has asked for a page for a while, when they are too old for vacuum's sake, when the
 * principal's rights shrink, and when their places are needed: of one principal's at most half, those first that nobody
 * went on with.
 */
final class HeldSnapshots implements AutoCloseable {
    private record Key(String principal, String moment) {}

    /** A transaction that keeps a snapshot. */
    final class Held implements RightsWatch.Watched {
        private final Key key;
        private final String rights;
        private final Connection connection;
        private final int backend;
        private final String snapshot;
        private final long since = System.nanoTime();
        private volatile long lastUsed = since;
        private volatile boolean isContinued;

        private Held(Key key, String rights, Connection connection, String snapshot) throws SQLException {
            this.key = key;
            this.rights = rights;
            this.connection = connection;
            this.backend = connection.unwrap(PGConnection.class).getBackendPID();
            this.snapshot = snapshot;
        }

        @Override
        public int backend() {
            return backend;
        }

        @Override
        public Reader reader() {
            return Reader.of(key.principal());
        }

        @Override
        public String rights() {
            return rights;
        }

        @Override
        public void end() {
            drop(this);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(HeldSnapshots.class);
    private static final Pattern IDENTIFIER = Pattern.compile("[0-9A-F-]{1,60}");

    private final HikariDataSource pool;
    private final SessionSettings settings;
    private final Map<Key, Held> held = new HashMap<>();
    private final Object holding = new Object();

    HeldSnapshots(HikariDataSource pool, SessionSettings settings) {
        this.pool = pool;
        this.settings = settings;
    }

    /** Whether a moment's snapshot is held for a principal, or none ever is. */
    synchronized boolean isHeld(String principal, String moment) {
        return settings.heldReads() == 0 || held.containsKey(new Key(principal, moment));
    }

    /** Lets a new transaction read from a moment's snapshot; false if it is no longer held. */
    boolean enter(Connection connection, String principal, String moment) throws SQLException {
        Optional<Held> found = use(new Key(principal, moment));
        if (found.isEmpty()) {
            return false;
        }
        try {
            take(connection, found.get().snapshot);
            return true;
        } catch (SQLException endedMeanwhile) {
            drop(found.get());
            connection.rollback();
            return false;
        }
    }

    /** The identifier is the server's own and has been checked; the statement takes no parameters. */
    private static void take(Connection connection, String snapshot) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction snapshot '" + snapshot + "'");
        }
    }

    private synchronized Optional<Held> use(Key key) {
        Optional<Held> found = Optional.ofNullable(held.get(key));
        found.ifPresent(one -> {
            one.lastUsed = System.nanoTime();
            one.isContinued = true;
        });
        return found;
    }

    /** Keeps the snapshot of a transaction, which goes on until this returns; without it, a later page may have to start over. */
    void hold(Connection connection, String principal, String rights, String moment) {
        try {
            holdOne(connection, principal, rights, moment);
        } catch (SQLException problem) {
            LOG.warn("a snapshot cannot be held for later pages: {}", problem.getMessage());
        }
    }

    private void holdOne(Connection connection, String principal, String rights, String moment) throws SQLException {
        // One at a time, so that each finds the place that it has made.
        synchronized (holding) {
            if (isHeld(principal, moment)) {
                return;
            }
            inTheWay(principal).forEach(this::drop);
            Connection holder = pool.getConnection();
            boolean isHeld = false;
            try {
                take(holder, export(connection));
                Held added = new Held(new Key(principal, moment), rights, holder, export(holder));
                synchronized (this) {
                    held.put(added.key, added);
                }
                isHeld = true;
            } finally {
                if (!isHeld) {
                    end(holder);
                }
            }
        }
    }

    private static String export(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_catalog.pg_export_snapshot()")) {
            row.next();
            String snapshot = row.getString(1);
            if (!IDENTIFIER.matcher(snapshot).matches()) {
                throw new SQLException("the server's snapshot has an unknown form", "08P01");
            }
            return snapshot;
        }
    }

    /** What has to go so that a principal can hold one more. */
    private synchronized List<Held> inTheWay(String principal) {
        List<Held> own = held.values().stream()
                .filter(one -> one.key.principal().equals(principal))
                .toList();
        if (own.size() >= Math.max(1, settings.heldReads() / 2)) {
            return leastUsed(own);
        }
        return held.size() >= settings.heldReads() ? leastUsed(List.copyOf(held.values())) : List.of();
    }

    private static List<Held> leastUsed(List<Held> among) {
        long now = System.nanoTime();
        return among.stream()
                .min(Comparator.comparing((Held one) -> one.isContinued)
                        .thenComparing(Comparator.comparingLong((Held one) -> now - one.lastUsed)
                                .reversed()))
                .map(List::of)
                .orElse(List.of());
    }

    synchronized List<Held> list() {
        return List.copyOf(held.values());
    }

    /** Ends those that nobody has used for long, and those that are too old. */
    void endExpired() {
        long now = System.nanoTime();
        List<Held> expired = new ArrayList<>();
        for (Held one : list()) {
            if (now - one.lastUsed > settings.heldFor().toNanos()
                    || now - one.since > settings.exportTimeout().toNanos()) {
                expired.add(one);
            }
        }
        expired.forEach(this::drop);
    }

    private void drop(Held one) {
        boolean isRemoved;
        synchronized (this) {
            isRemoved = held.remove(one.key, one);
        }
        if (isRemoved) {
            end(one.connection);
        }
    }

    private void end(Connection holder) {
        try (holder) {
            holder.rollback();
        } catch (SQLException problem) {
            LOG.debug("a held transaction had ended: {}", problem.getMessage());
            pool.evictConnection(holder);
        }
    }

    @Override
    public void close() {
        list().forEach(this::drop);
    }
}
