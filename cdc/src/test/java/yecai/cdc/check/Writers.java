package yecai.cdc.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import yecai.cdc.Server;

/** Threads that move amounts between rows of {@code cost}, so that their sum stays what it is in every transaction. */
final class Writers implements AutoCloseable {
    /** So that an applier on a busy machine keeps up. */
    private static final long PAUSE = 10_000_000;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong transactions = new AtomicLong();
    private volatile boolean stopping;
    private volatile SQLException failure;

    static Writers start(Server erp, int number) {
        Writers writers = new Writers();
        for (int i = 0; i < number; i++) {
            Thread thread = new Thread(() -> writers.write(erp), "writer-" + i);
            writers.threads.add(thread);
            thread.start();
        }
        return writers;
    }

    long transactions() {
        return transactions.get();
    }

    @Override
    public void close() throws Exception {
        stopping = true;
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void write(Server erp) {
        try (Connection connection = erp.open("writer");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!stopping) {
                int one = ThreadLocalRandom.current().nextInt(1, 1000);
                statement.execute("update public.cost set amount = amount - 1 where id = " + one);
                statement.execute("update public.cost set amount = amount + 1 where id = " + (one + 1));
                connection.commit();
                transactions.incrementAndGet();
                LockSupport.parkNanos(PAUSE);
            }
        } catch (SQLException problem) {
            if (!"40P01".equals(problem.getSQLState())) {
                failure = problem;
            }
        }
    }
}
