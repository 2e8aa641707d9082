package yecai.bench.reconcile;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A session of the ERP that changes one row a transaction at a steady rate, and counts them. */
final class PacedWriter implements AutoCloseable {
    private static final double RATE = 200;

    private final AtomicLong transactions = new AtomicLong();
    private final CompletableFuture<Void> work;
    private volatile boolean stopping;

    /**
     * Starts it.
     *
     * @param step it changes rows whose ids are 5 more than a multiple of this
     * @param multiples how many such multiples there are
     */
    PacedWriter(Connection erp, long step, long multiples) {
        work = CompletableFuture.runAsync(() -> write(erp, step, multiples), task -> {
            Thread thread = new Thread(task, "paced-writer");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Returns how many transactions a second are committed while something else is done. */
    double during(Runnable other) {
        long before = transactions.get();
        long start = System.nanoTime();
        other.run();
        return (transactions.get() - before) / ((System.nanoTime() - start) / 1e9);
    }

    private void write(Connection erp, long step, long multiples) {
        Random random = new Random(1);
        try (PreparedStatement update =
                erp.prepareStatement("update public.moves set quantity = quantity + 1 where id = ?")) {
            long start = System.nanoTime();
            for (long turn = 0; !stopping; turn++) {
                long due = start + (long) (turn * 1e9 / RATE);
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                update.setLong(1, step * random.nextLong(multiples) + 5);
                update.executeUpdate();
                transactions.incrementAndGet();
            }
        } catch (SQLException problem) {
            throw new CompletionException(problem);
        }
    }

    @Override
    public void close() {
        stopping = true;
        work.join();
    }
}
