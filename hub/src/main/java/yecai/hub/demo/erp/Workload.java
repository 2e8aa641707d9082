package yecai.hub.demo.erp;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * The people of the demo manufacturer: several workers who do business in the ERP at the same time, each transaction with
 * several statements that write rows over again. The same seed and one worker give the same business.
 */
public final class Workload implements AutoCloseable {
    /** Opens a connection to the ERP's database for somebody who may write there. */
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** Hears of each transaction, on the worker's thread. */
    public interface Commits {
        /** Called when all is written and the commit comes next. */
        void committing(Token token, long nanos);

        /**
         * Called right after the commit.
         *
         * @param nanos {@link System#nanoTime()} when the commit had returned
         */
        void committed(Token token, long nanos);
    }

    private static final Commits NOBODY = new Commits() {
        @Override
        public void committing(Token token, long nanos) {}

        @Override
        public void committed(Token token, long nanos) {}
    };

    private static final int OFFICE = 0;
    private static final Set<Step> ORDERS = Set.of(Step.SALES_ORDER, Step.DROP_SHIPMENT_ORDER, Step.INTERCOMPANY_ORDER);

    private final List<Worker> workers = new ArrayList<>();
    private final Worker office;
    private final AtomicLong committed = new AtomicLong();
    private final AtomicLong orders = new AtomicLong();
    private final AtomicLong aborted = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Calendar calendar;
    private final Mix mix;
    private volatile Commits commits = NOBODY;
    private volatile boolean running;

    /**
     * Opens the workers' connections.
     *
     * @param goLive first day of the ERP; a month without period is opened when its first day comes
     * @param mix what is done more or less often than usual
     */
    public Workload(Connections connections, int workerCount, long seed, LocalDate goLive, Mix mix)
            throws SQLException {
        this.mix = mix;
        SplittableRandom random = new SplittableRandom(seed);
        office = new Worker(this, connections, OFFICE, random.split());
        calendar = new Calendar(office, goLive);
        for (int number = 1; number <= workerCount; number++) {
            workers.add(new Worker(this, connections, number, random.split()));
        }
    }

    /** Goes live on the calendar's first day, unless that has happened: capital and first stock. */
    public void goLive() throws SQLException {
        calendar.turnTo(calendar.goLive());
        office.openBooks();
    }

    /** Does business of the past: this many transactions, spread evenly over the days up to and including the last. */
    public void fill(int transactions, LocalDate first, LocalDate last) throws SQLException {
        fill(transactions, committed, first, last);
    }

    /** The same for so many sales orders and whatever else is done meanwhile. */
    public void fillWithOrders(int salesOrders, LocalDate first, LocalDate last) throws SQLException {
        fill(salesOrders, orders, first, last);
    }

    // What is lost of the past in a crash can be done again, so nobody waits for the disk.
    private void fill(int amount, AtomicLong counter, LocalDate first, LocalDate last) throws SQLException {
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
            start(Pace.asFastAsPossible(), counter, target);
            join();
            throwFailure();
        }
    }

    /** Starts business of today at so many transactions a second, until {@link #stop()}. */
    public void start(double rate) throws SQLException {
        calendar.turnTo(calendar.realToday());
        start(Pace.perSecond(rate), committed, Long.MAX_VALUE);
    }

    /** Lets each worker finish its transaction. */
    public void stop() {
        running = false;
        join();
    }

    /** Called on each commit from now on; business must not be running. */
    public void onCommit(Commits listener) {
        commits = listener;
    }

    /** Committed transactions so far, those of the past included. */
    public long committed() {
        return committed.get();
    }

    /** Transactions that were rolled back because two workers stood in each other's way. */
    public long aborted() {
        return aborted.get();
    }

    /** Why a worker gave up, if one did; the others have then stopped too. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() throws SQLException {
        stop();
        for (Worker worker : workers) {
            worker.close();
        }
        office.close();
    }

    Calendar calendar() {
        return calendar;
    }

    Mix mix() {
        return mix;
    }

    Commits commits() {
        return commits;
    }

    void countCommit(Step step) {
        committed.incrementAndGet();
        if (ORDERS.contains(step)) {
            orders.incrementAndGet();
        }
    }

    void countAbort() {
        aborted.incrementAndGet();
    }

    private void start(Pace pace, AtomicLong counter, long target) {
        BooleanSupplier goesOn = () -> running && counter.get() < target;
        running = true;
        threads.clear();
        for (Worker worker : workers) {
            Thread thread = new Thread(() -> work(worker, pace, goesOn), "erp-worker-" + worker.number());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void work(Worker worker, Pace pace, BooleanSupplier goesOn) {
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

    private void join() {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void throwFailure() throws SQLException {
        Throwable found = failure.get();
        if (found instanceof SQLException sql) {
            throw sql;
        }
        if (found instanceof RuntimeException other) {
            throw other;
        }
    }
}
