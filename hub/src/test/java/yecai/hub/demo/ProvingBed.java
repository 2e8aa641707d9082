package yecai.hub.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.cdc.Capture;
import yecai.cdc.SourceSettings;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.check.CheckReport;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.hub.demo.erp.Token;
import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.prove.AtomicityChecker;
import yecai.hub.demo.prove.CommitLog;
import yecai.hub.demo.prove.Proof;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;

/** A demo ERP at work, a hub, and the reader who looks for half transactions, for captures of any kind. */
final class ProvingBed implements AutoCloseable {
    private static final Pack PACK = PackLoader.load("demo");

    private final EmbeddedServers servers = EmbeddedServers.start(0, false);
    private final DemoHub hub;
    private final DemoErp erp;
    private final Workload workload;
    private Capture capture;
    private CommitLog log;
    private volatile AtomicityChecker checker;

    ProvingBed(int history) throws SQLException {
        hub = DemoHub.create(servers.hub());
        erp = DemoErp.create(servers.erp());
        workload = erp.startBusiness(DemoOptions.defaults().withHistory(history));
        erp.letIn(settings(PACK));
    }

    static Pack pack() {
        return PACK;
    }

    SourceSettings settings(Pack pack) {
        return new SourceSettings("demo", pack, erp.capture(), hub.capture());
    }

    /** Loads the hub anew, whatever it held. */
    void load(SourceSettings settings) throws SQLException {
        admin("drop view if exists finance.demo_token, finance.demo_token_row");
        admin("drop view if exists mart.finance__demo_token_all, mart.finance__demo_token_row_all");
        new InitialLoad(settings).run(LoadProgress.SILENT);
        hub.showTokens(settings);
        log = new CommitLog(hub.visibleTransactions());
        workload.onCommit(log);
    }

    void start(Capture running) {
        capture = running;
        capture.start();
    }

    /** One more worker of the ERP commits a transaction of nothing but its token, which no other ever touches. */
    void leaveToken(int worker, long n) throws SQLException {
        Token token = new Token(worker, n, "TEST", 0, BigDecimal.ZERO, Optional.empty());
        log.committing(token, System.nanoTime());
        try (Connection connection = erp.open();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into erp.tx_tokens (id, worker, n, step, expected_rows, expected_amount) values"
                    + " (nextval('erp.document_id'), " + worker + ", " + n + ", 'TEST', 0, 0)");
        }
        log.committed(token, System.nanoTime());
    }

    private void doBusiness(int transactions) throws SQLException {
        long target = workload.committed() + transactions;
        workload.start(100);
        while (workload.committed() < target && workload.failure().isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        workload.stop();
    }

    /** Does business while the reader takes snapshots, until the hub has it all or can have no more. */
    Proof prove(int transactions) throws SQLException {
        AtomicityChecker looking = new AtomicityChecker(
                FinanceReader.open(hub.finance(), "yecai test atomicity"), "demo", log, Duration.ZERO);
        checker = looking;
        try (looking) {
            doBusiness(transactions);
            awaitApplied();
            checker = null;
        }
        return looking.proof();
    }

    CheckReport check(SourceSettings settings) {
        return new Check(settings).run(CheckOptions.defaults());
    }

    /** Runs SQL in the hub as a superuser. */
    void admin(String sql) throws SQLException {
        try (Connection admin = hub.openAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Where the ERP's log ends. */
    String logEnd() throws SQLException {
        return text(erp.open(), "select pg_current_wal_insert_lsn()::text");
    }

    /** Waits until the hub has committed up to a position of the ERP's log and the reader has looked at it after that. */
    void awaitLookedAt(long position) throws InterruptedException {
        try {
            await("the hub commits up to " + position, () -> reached("'0/0'::pg_lsn + " + position));
            AtomicityChecker looking = checker;
            if (looking != null) {
                long begun = looking.proof().snapshots() + 1; // the one under way may be older than the commit
                await("the reader looks", () -> looking.proof().snapshots() > begun || checker == null);
            }
        } catch (SQLException problem) {
            throw new IllegalStateException(problem);
        }
    }

    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void await(String what, Condition condition) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited 30 s in vain until " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private boolean reached(String position) throws SQLException {
        return text(hub.openAsAdmin(), "select (position >= " + position + ")::text from hub.source")
                .equals("true");
    }

    private void awaitApplied() throws SQLException {
        String target = logEnd();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline && !capture.ended().isDone()) {
            if (reached("'" + target + "'::pg_lsn")) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static String text(Connection opened, String sql) throws SQLException {
        try (Connection connection = opened;
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            workload.close();
        } finally {
            servers.close();
        }
    }
}
