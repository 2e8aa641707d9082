package yecai.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import yecai.sql.Waiting;

/**
 * Sessions that write to an ERP, one transaction after the other, until they are closed. A session whose transaction failed
 * connects again; a failure that is not to be expected ends the session and is thrown by {@link #close()}.
 */
public abstract class Writers implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong transactions = new AtomicLong();
    // held for writing while the writers rest
    private final ReentrantReadWriteLock rest = new ReentrantReadWriteLock(true);
    private volatile boolean stopping;
    private volatile SQLException failure;

    /** Opens a connection to the ERP. */
    protected abstract Connection open() throws SQLException;

    /** Runs statements that make up one transaction; the caller commits them. */
    protected abstract void write(Connection connection, Random random, int session) throws SQLException;

    /** Returns whether the test expects such a failure. */
    protected abstract boolean isExpected(SQLException failure);

    /** Returns whether there may be another transaction now. */
    protected boolean mayWrite() throws SQLException {
        return true;
    }

    /** Starts the sessions, which are numbered from 0. */
    protected final void start(int sessions, long seed) {
        for (int i = 0; i < sessions; i++) {
            int session = i;
            Random random = new Random(seed + i);
            Thread thread = new Thread(() -> work(random, session), "writer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Returns how many transactions were committed. */
    public final long transactions() {
        return transactions.get();
    }

    /** Waits until no transaction is open, and lets none begin. */
    public final void pause() {
        rest.writeLock().lock();
    }

    public final void resume() {
        rest.writeLock().unlock();
    }

    @Override
    public final void close() throws InterruptedException, SQLException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join(Waiting.PATIENCE.toMillis());
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void work(Random random, int session) {
        while (!stopping) {
            try (Connection connection = open()) {
                connection.setAutoCommit(false);
                while (!stopping) {
                    TimeUnit.MILLISECONDS.sleep(2 + random.nextInt(10));
                    if (mayWrite()) {
                        transaction(connection, random, session);
                    }
                }
            } catch (SQLException e) {
                if (!isExpected(e)) {
                    failure = e;
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void transaction(Connection connection, Random random, int session) throws SQLException {
        rest.readLock().lock();
        try {
            write(connection, random, session);
            connection.commit();
            transactions.incrementAndGet();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            rest.readLock().unlock();
        }
    }
}
