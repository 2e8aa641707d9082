package yecai.hub.demo.erp;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** The threads on which the workers do business. */
final class WorkerThreads {
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean running;

    /** Starts a thread for each worker, which does business while it is wanted, until {@link #stop()}. */
    void start(List<Worker> workers, Calendar calendar, Pace pace, BooleanSupplier wanted) {
        BooleanSupplier goesOn = () -> running && wanted.getAsBoolean();
        running = true;
        threads.clear();
        for (Worker worker : workers) {
            Thread thread = new Thread(() -> work(worker, calendar, pace, goesOn), "erp-worker-" + worker.number());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void work(Worker worker, Calendar calendar, Pace pace, BooleanSupplier goesOn) {
        try {
            while (pace.await(goesOn)) {
                calendar.turnTo(calendar.dayNow());
                worker.doSomething();
            }
        } catch (SQLException | RuntimeException e) {
            failure.compareAndSet(null, e);
            running = false;
        }
    }

    /** Stops after each worker has finished its transaction. */
    void stop() {
        running = false;
        join();
    }

    /** Waits until business is not wanted any more. */
    void join() {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    void throwFailure() throws SQLException {
        Throwable found = failure.get();
        if (found instanceof SQLException sql) {
            throw sql;
        }
        if (found instanceof RuntimeException other) {
            throw other;
        }
    }

    /** Why a worker gave up, if one did; the others have then stopped too. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }
}
