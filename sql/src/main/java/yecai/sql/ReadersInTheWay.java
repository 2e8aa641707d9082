package yecai.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.sql.jdbi.Handles;

/**
 * Ends sessions of readers that hold a view or table for which a migration has waited a second, since the capture, which does so
 * otherwise, may be stopped. A hub without that function has no readers.
 */
final class ReadersInTheWay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadersInTheWay.class);
    private static final long PAUSE_MILLIS = 500;
    private static final String END = """
            do $$
            begin
                if to_regprocedure('hub.end_stale_sessions()') is not null then
                    perform hub.end_stale_sessions();
                end if;
            end
            $$
            """;

    private final DataSource logins;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::work, "yecai-migrate-readers");

    private ReadersInTheWay(DataSource logins) {
        this.logins = logins;
        thread.setDaemon(true);
    }

    static ReadersInTheWay start(DataSource logins) {
        ReadersInTheWay readers = new ReadersInTheWay(logins);
        readers.thread.start();
        return readers;
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                try (Connection connection = logins.getConnection()) {
                    Handles.use(connection, this::endUntilClosed);
                } catch (SQLException problem) {
                    LOG.debug("readers in the way of the migration are not ended now", problem);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endUntilClosed(Handle handle) throws SQLException {
        // The migration may hold what this would wait for, and it waits for nobody for long.
        handle.execute("set role yecai_access");
        handle.execute("set lock_timeout = '200ms'");
        try {
            while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                handle.execute(END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            handle.execute("reset lock_timeout");
        }
    }
}
