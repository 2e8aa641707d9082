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
import yecai.hub.demo.erp.engine.Token;

/**
 * The people of the demo manufacturer: several workers who do business in the ERP at the same time, each transaction with
 * several statements that write rows over again. The same seed and one worker give the same business.
 */
public final class Workload implements AutoCloseable {
    /** Opens a connection to the ERP's database for a role that may write there. */
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** Listens to each transaction, on the worker's thread. */
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

    private static final Commits NO_LISTENER = new Commits() {
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
    private final WorkerThreads threads = new WorkerThreads();
    private final Calendar calendar;
    private final Mix mix;
    private volatile Commits commits = NO_LISTENER;

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
        new PastBusiness(workers, threads, calendar).fill(transactions, committed, first, last);
    }

    /** The same until so many sales orders were made; other transactions come in between. */
    public void fillWithOrders(int salesOrders, LocalDate first, LocalDate last) throws SQLException {
        new PastBusiness(workers, threads, calendar).fill(salesOrders, orders, first, last);
    }

    /** Starts business of today at so many transactions a second, until {@link #stop()}. */
    public void start(double rate) throws SQLException {
        calendar.turnTo(calendar.realToday());
        threads.start(workers, calendar, Pace.perSecond(rate), () -> true);
    }

    /** Stops after each worker has finished its transaction. */
    public void stop() {
        threads.stop();
    }

    /** Called on each commit from now on; business must not be running. */
    public void onCommit(Commits listener) {
        commits = listener;
    }

    /** Committed transactions so far, those of the past included. */
    public long committed() {
        return committed.get();
    }

    /** Transactions that were rolled back because two workers conflicted. */
    public long aborted() {
        return aborted.get();
    }

    /** Why a worker gave up, if one did; the others have then stopped too. */
    public Optional<Throwable> failure() {
        return threads.failure();
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
}
