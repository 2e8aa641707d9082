package yecai.cdc.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Threads that move amounts between rows of {@code cost}, so that their sum stays what it is in every transaction. */
final class Writers implements AutoCloseable {
    /** Transactions that an applier may be behind; on a busy machine it would never catch up otherwise. */
    private static final long MOST_AHEAD = 100;

    private static final long PAUSE = 5_000_000;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong transactions = new AtomicLong();
    private final TestErp erp;
    private volatile long applied;
    private volatile boolean stopping;
    private volatile SQLException failure;

    private Writers(TestErp erp) {
        this.erp = erp;
    }

    static Writers start(TestErp erp, int number) {
        Writers writers = new Writers(erp);
        for (int i = 0; i < number; i++) {
            Thread thread = new Thread(writers::write, "writer-" + i);
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

    private void write() {
        try (Connection connection = erp.admin().open("writer");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!stopping) {
                LockSupport.parkNanos(PAUSE);
                if (isTooFarAhead()) {
                    continue;
                }
                int one = ThreadLocalRandom.current().nextInt(1, 1000);
                statement.execute("update public.cost set amount = amount - 1 where id = " + one);
                statement.execute("update public.cost set amount = amount + 1 where id = " + (one + 1));
                connection.commit();
                transactions.incrementAndGet();
            }
        } catch (SQLException problem) {
            if (!"40P01".equals(problem.getSQLState())) {
                failure = problem;
            }
        }
    }

    private boolean isTooFarAhead() throws SQLException {
        if (transactions.get() - applied > MOST_AHEAD) {
            applied =
                    Long.parseLong(erp.valueAtHub("select applied_transactions from hub.source where source = SOURCE"));
        }
        return transactions.get() - applied > MOST_AHEAD;
    }
}
