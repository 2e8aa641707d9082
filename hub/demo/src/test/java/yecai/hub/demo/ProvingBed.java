package yecai.hub.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.cdc.Capture;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.check.CheckReport;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.hub.api.ApiServer;
import yecai.hub.api.ApiSettings;
import yecai.hub.api.signin.TokenStore;
import yecai.hub.demo.display.FinanceReader;
import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.erp.engine.Token;
import yecai.hub.demo.prove.AtomicityChecker;
import yecai.hub.demo.prove.CommitLog;
import yecai.hub.demo.prove.Proof;
import yecai.hub.demo.server.EmbeddedServers;
import yecai.hub.session.SessionSettings;
import yecai.sql.Waiting;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;

/** A demo ERP at work, a hub, and the reader who looks for partially applied transactions, for captures of any kind. */
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
        this(history, LocalDate.now(ZoneOffset.UTC));
    }

    /** The same with the business of the months before a given day. */
    ProvingBed(int history, LocalDate today) throws SQLException {
        hub = DemoHub.create(servers.hub());
        erp = DemoErp.create(servers.erp(), today);
        workload = erp.startBusiness(DemoOptions.defaults().withHistory(history), today);
        erp.letIn(settings(PACK));
    }

    static Pack pack() {
        return PACK;
    }

    SourceSettings settings(Pack pack) {
        return new SourceSettings("demo", pack, erp.capture(), hub.capture());
    }

    /** Loads the hub again and discards its former content. */
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
        Waiting.until(
                "the ERP has committed " + target + " transactions",
                () -> workload.committed() >= target || workload.failure().isPresent());
        workload.stop();
    }

    /** Serves the hub, with limits that no test meets. */
    ApiServer serve() {
        Server login = hub.api();
        return ApiServer.start(
                ApiSettings.local()
                        .withoutAccessLog()
                        .withLimits(new ApiSettings.Limits(1e6, 1_000_000, 4, Waiting.PATIENCE)),
                new SessionSettings(
                        login.url(),
                        login.user(),
                        login.password(),
                        10,
                        Waiting.PATIENCE,
                        Waiting.PATIENCE,
                        Waiting.PATIENCE,
                        10,
                        Waiting.PATIENCE));
    }

    /** A token of finance of the group. */
    String issueToken() throws SQLException {
        try (Connection admin = hub.openAsAdmin()) {
            return new TokenStore(Handles.open(admin))
                    .issue(
                            DemoHub.GROUP_PRINCIPAL,
                            "test",
                            List.of("*"),
                            Instant.now().plus(Duration.ofHours(24)))
                    .reveal();
        }
    }

    Workload workload() {
        return workload;
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
        return new Check(settings).run(new CheckOptions("a test", Waiting.PATIENCE, 2, 20));
    }

    /** Runs SQL in the hub as a superuser. */
    void admin(String sql) throws SQLException {
        try (Connection admin = hub.openAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The text that a query of a superuser gives in the hub. */
    String ask(String sql) throws SQLException {
        return text(hub.openAsAdmin(), sql);
    }

    /** The first row of a query that finance asks. */
    List<String> financeRow(String sql) throws SQLException {
        try (Connection finance = FinanceReader.open(hub.finance(), "yecai test figures");
                Statement statement = finance.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                cells.add(row.getString(i));
            }
            return cells;
        }
    }

    /** Where the ERP's log ends. */
    String logEnd() throws SQLException {
        return text(erp.open(), "select pg_current_wal_insert_lsn()::text");
    }

    /** Waits until the hub has committed up to a position of the ERP's log and the reader has looked at it after that. */
    void awaitLookedAt(long position) {
        try {
            Waiting.until("the hub commits up to " + position, () -> reached("'0/0'::pg_lsn + " + position));
            AtomicityChecker looking = checker;
            if (looking != null) {
                long begun = looking.proof().snapshots() + 1; // the one under way may be older than the commit
                Waiting.until("the reader looks", () -> looking.proof().snapshots() > begun || checker == null);
            }
        } catch (SQLException problem) {
            throw new IllegalStateException(problem);
        }
    }

    private boolean reached(String position) throws SQLException {
        return text(hub.openAsAdmin(), "select (position >= " + position + ")::text from hub.source")
                .equals("true");
    }

    private void awaitApplied() throws SQLException {
        String target = logEnd();
        Waiting.until(
                "the hub is at " + target + ", or can have no more",
                () -> capture.ended().isDone() || reached("'" + target + "'::pg_lsn"));
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
