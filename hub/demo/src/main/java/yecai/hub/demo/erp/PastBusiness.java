package yecai.hub.demo.erp;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Business of the past, done by all workers as fast as they can, one day after the other. */
final class PastBusiness {
    private final List<Worker> workers;
    private final WorkerThreads threads;
    private final Calendar calendar;

    PastBusiness(List<Worker> workers, WorkerThreads threads, Calendar calendar) {
        this.workers = workers;
        this.threads = threads;
        this.calendar = calendar;
    }

    /**
     * Works until the counter has grown by the amount, spread evenly over the days. Commits do not wait for the disk: what is
     * lost in a crash can be done again.
     */
    void fill(int amount, AtomicLong counter, LocalDate first, LocalDate last) throws SQLException {
        for (Worker worker : workers) {
            worker.waitForDisk(false);
        }
        fillDays(amount, counter, first, last);
        for (Worker worker : workers) {
            worker.waitForDisk(true);
        }
    }

    private void fillDays(int amount, AtomicLong counter, LocalDate first, LocalDate last) throws SQLException {
        long days = first.datesUntil(last.plusDays(1)).count();
        long before = counter.get();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            calendar.turnTo(day);
            long target = before + amount * first.datesUntil(day.plusDays(1)).count() / days;
            threads.start(workers, calendar, Pace.asFastAsPossible(), () -> counter.get() < target);
            threads.join();
            threads.throwFailure();
        }
    }
}
