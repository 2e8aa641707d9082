package yecai.cdc.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;

/** A few connections that read one snapshot at the same time. Closing cancels what is still running. */
public final class SnapshotReaders implements AutoCloseable {
    private final Snapshot snapshot;
    private final ExecutorService threads;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    public SnapshotReaders(Snapshot snapshot, int workers) {
        this.snapshot = snapshot;
        this.threads = Executors.newFixedThreadPool(workers, task -> {
            Thread thread = new Thread(task, "yecai-check-" + snapshot.settings());
            thread.setDaemon(true);
            return thread;
        });
    }

    public interface Reading<T> {
        T read(Connection connection) throws SQLException;
    }

    /** Reads on one of the connections; the reading fails for itself and does not disturb later ones. */
    public <T> Future<T> submit(Reading<T> reading) {
        return threads.submit(() -> read(reading));
    }

    /** Reads on the calling thread. */
    public <T> T read(Reading<T> reading) throws SQLException {
        Connection connection = take();
        try {
            T result = reading.read(connection);
            idle.add(connection);
            return result;
        } catch (SQLException | RuntimeException problem) {
            open.remove(connection);
            connection.close();
            throw problem;
        }
    }

    @Override
    public void close() throws SQLException {
        threads.shutdownNow();
        for (Connection connection : open) {
            if (!idle.contains(connection) && !connection.isClosed()) {
                connection.unwrap(PGConnection.class).cancelQuery();
            }
            connection.close();
        }
        snapshot.close();
    }

    private Connection take() throws SQLException {
        Connection connection = idle.poll();
        if (connection == null) {
            connection = snapshot.open();
            open.add(connection);
        }
        return connection;
    }
}
