package yecai.cdc.progress;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/**
 * The right to write a source's rows: an advisory lock of the very connection that writes them, so that it is gone when
 * the connection is.
 */
public final class SourceLock {
    private static final String KEY = "hashtextextended('yecai.source.' || ?, 0)";

    private static final long GRACE_NANOS = 3_000_000_000L;
    private static final long PAUSE_NANOS = 50_000_000L;

    private SourceLock() {}

    /**
     * Takes the lock for the connection's lifetime. Waits three seconds for it, since a server ends a session a moment after
     * its client has gone.
     *
     * @throws YecaiException of kind CONFLICT that names the connection which holds it
     */
    public static void take(Connection hub, String source) throws SQLException {
        long deadline = System.nanoTime() + GRACE_NANOS;
        while (!tryTake(hub, source)) {
            if (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(PAUSE_NANOS);
                continue;
            }
            throw new YecaiException(
                    Kind.CONFLICT,
                    "source " + source + " is already being written by " + holder(hub, source)
                            + "; stop that one first, only one may write a source");
        }
    }

    /** Takes the lock for the connection's lifetime if nobody holds it. */
    public static boolean tryTake(Connection hub, String source) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement("select pg_try_advisory_lock(" + KEY + ")")) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static String holder(Connection hub, String source) throws SQLException {
        String sql = """
                select format('%s (process %s of the hub''s server, from %s, since %s)', a.application_name, a.pid,
                    coalesce(host(a.client_addr), 'a local socket'), to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS'))
                from pg_catalog.pg_locks as l
                inner join pg_catalog.pg_stat_activity as a on a.pid = l.pid
                where l.locktype = 'advisory' and l.granted and l.objsubid = 1
                    and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('yecai.source.' || ?, 0)
                """;
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "another connection";
            }
        }
    }
}
