package yecai.cdc.load.derivation;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/** The copying of tables while its caller does something else with those that are there. */
public final class RunningCopies implements AutoCloseable {
    private final Set<String> left;
    private final Copying copying;
    private final Runnable stop;
    private final CompletableFuture<Long> rows = new CompletableFuture<>();

    private RunningCopies(Set<String> tables, Copying copying, Runnable stop) {
        this.left = new HashSet<>(tables);
        this.copying = copying;
        this.stop = stop;
    }

    /** What copies. */
    public interface Copying {
        /**
         * Copies all tables, and returns the number of rows.
         *
         * @param whenDone is told of each mirror table that is complete or paused
         */
        long run(Consumer<String> whenDone) throws SQLException;
    }

    /**
     * Begins to copy.
     *
     * @param tables mirror tables that are to be copied
     * @param stop lets the copying end soon
     */
    public static RunningCopies start(Set<String> tables, Copying copying, Runnable stop) {
        RunningCopies running = new RunningCopies(tables, copying, stop);
        Thread thread = new Thread(running::run, "yecai-load-copies");
        thread.setDaemon(true);
        thread.start();
        return running;
    }

    private void run() {
        try {
            rows.complete(copying.run(this::note));
        } catch (SQLException | RuntimeException | Error e) {
            rows.completeExceptionally(e);
        }
        synchronized (left) {
            left.notifyAll();
        }
    }

    private void note(String table) {
        synchronized (left) {
            left.remove(table);
            left.notifyAll();
        }
    }

    /**
     * Waits until the mirror tables are complete, or paused.
     *
     * @throws SQLException that ended the copying; or the other exception that did
     */
    void await(Set<String> tables) throws SQLException {
        await(() -> tables.stream().noneMatch(left::contains));
        if (rows.isCompletedExceptionally()) {
            rows();
        }
    }

    /** Waits until all tables are complete, and returns the number of rows. */
    public long rows() throws SQLException {
        await(() -> false);
        try {
            return rows.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SQLException known) {
                throw known;
            }
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw e;
        }
    }

    private void await(BooleanSupplier isEnough) {
        synchronized (left) {
            while (!rows.isDone() && !isEnough.getAsBoolean()) {
                try {
                    left.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new YecaiException(Kind.CONFLICT, "the load was interrupted", e);
                }
            }
        }
    }

    /** Ends the copying if it has not ended; returns when nothing more is written. */
    @Override
    public void close() {
        stop.run();
        rows.handle((copied, problem) -> copied).join();
    }
}
