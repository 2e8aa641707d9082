package yecai.hub.demo;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.cdc.Capture;
import yecai.cdc.Server;
import yecai.cdc.SourceSettings;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.check.CheckReport;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.prove.AtomicityChecker;
import yecai.hub.demo.prove.CommitLog;
import yecai.hub.demo.prove.Proof;
import yecai.sql.YecaiException;
import yecai.sql.pack.PackLoader;

/**
 * The whole hub on this machine, with nothing installed: a server with a demo ERP in which people work, a server with the
 * hub, the capture between them, and a finance reader who measures how fresh the figures are. At the end it proves that the
 * hub holds exactly what the ERP does.
 */
public final class Demo {
    private static final String SOURCE = "demo";
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);

    private final DemoOptions options;
    private final PrintStream out;
    private final StopRequest stop = new StopRequest();

    Demo(DemoOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Runs a demo and writes what it does, and last a line of JSON, to the stream.
     *
     * @return 0 if everything agrees at the end, else 1
     * @throws YecaiException if a server cannot be started or a part fails
     */
    public static int run(DemoOptions options, PrintStream out) {
        return start(options, out).passed() ? 0 : 1;
    }

    /**
     * Runs a demo to prove that no reader sees half a transaction; prints how often each invariant was proved.
     *
     * @return 0 if that is proved, and everything agrees at the end, else 1
     * @throws YecaiException if a server cannot be started or a part fails
     */
    public static int prove(DemoOptions options, PrintStream out) {
        DemoResult result = start(options, out);
        return result.passed() && result.invariantChecks().values().stream().allMatch(count -> count > 0) ? 0 : 1;
    }

    private static DemoResult start(DemoOptions options, PrintStream out) {
        Demo demo = new Demo(options, out);
        demo.stop.listen();
        try {
            return demo.run();
        } catch (SQLException problem) {
            throw new YecaiException(YecaiException.Kind.INTERNAL, "the demo failed: " + problem.getMessage(), problem);
        }
    }

    /** Runs it without listening to signals. */
    DemoResult run() throws SQLException {
        out.println("starting two PostgreSQL servers");
        try (EmbeddedServers servers = EmbeddedServers.start(options.port(), options.keep())) {
            DemoHub hub = DemoHub.create(servers.hub());
            out.println("setting up the demo ERP with " + options.history());
            DemoErp erp = DemoErp.create(servers.erp());
            long start = System.nanoTime();
            try (Workload workload = erp.startBusiness(options)) {
                out.printf("%,d transactions took %.0f s%n", workload.committed(), secondsSince(start));
                SourceSettings settings =
                        new SourceSettings(SOURCE, PackLoader.load("demo"), erp.capture(), hub.capture());
                erp.letIn(settings);
                out.println("copying the ERP into the hub");
                long rows = new InitialLoad(settings).run(LoadProgress.SILENT);
                hub.showTokens(settings);
                long loaded = count(hub.capture(), "select count(*) from erp_demo.tx_tokens");
                try (DemoApi api = DemoApi.start(hub)) {
                    api.sayHowToConnect(out);
                    DemoResult result = live(settings, hub, erp, workload, rows, loaded);
                    waitIfKept(servers, hub, result);
                    return result;
                }
            }
        }
    }

    private DemoResult live(
            SourceSettings settings, DemoHub hub, DemoErp erp, Workload workload, long rows, long loaded)
            throws SQLException {
        try (Capture capture = new Capture(settings)) {
            capture.start();
            sayHowToConnect(hub);
            CommitLog log = new CommitLog(hub.visibleTransactions());
            LagProbe probe = new LagProbe(hub.finance(), SOURCE);
            workload.onCommit(new Listeners(log, probe));
            AtomicityChecker checker = new AtomicityChecker(
                    FinanceReader.open(hub.finance(), "yecai demo atomicity"), SOURCE, log, options.snapshotPause());
            double seconds;
            try (probe;
                    checker) {
                try (LiveDisplay display = new LiveDisplay(
                        out,
                        Terminal.isThere(),
                        hub.finance(),
                        SOURCE,
                        workload::committed,
                        probe.lags(),
                        checker::proof,
                        log::steps)) {
                    warmUp(workload, capture, probe);
                    seconds = doBusiness(workload, capture, probe);
                    out.flush();
                    drain(erp, hub, capture, loaded);
                    awaitSeen(probe);
                }
            }
            out.println("done: " + String.join(", ", BusinessWords.of(log.steps())));
            out.println("comparing the hub with the ERP");
            Proof proof = checker.proof();
            out.print(proof.text());
            long start = System.nanoTime();
            CheckReport report = new Check(settings).run(CheckOptions.defaults());
            double checkSeconds = secondsSince(start);
            out.printf("  %,d rows and figures in %.1f s%n", rowsOf(report), checkSeconds);
            report.differences().forEach(difference -> out.println("  " + difference.text()));
            long done = erpTransactions(erp, loaded);
            return new DemoResult(
                    done,
                    applied(hub),
                    report.mirrorMatches(),
                    report.canonicalMatchesFull(),
                    report.controlTotalsMatch(),
                    proof.halfTransactionsSeen(),
                    proof.invariantChecks(),
                    proof.snapshots(),
                    lag(probe.lags()),
                    probe.awaited(),
                    rounded(seconds),
                    options.rate(),
                    rounded(done / seconds),
                    rows,
                    rowsOf(report),
                    rounded(checkSeconds));
        }
    }

    // The first transactions find cold programs on both sides. They count, their lag does not.
    private void warmUp(Workload workload, Capture capture, LagProbe probe) throws SQLException {
        workload.start(Math.min(options.rate(), 50));
        stop.await(WARM_UP.toMillis());
        workload.stop();
        throwFailure(workload);
        while (probe.awaited() > 0 && !stop.isMade() && !capture.ended().isDone()) {
            stop.await(10);
        }
        probe.lags().clear();
    }

    private double doBusiness(Workload workload, Capture capture, LagProbe probe) throws SQLException {
        long start = System.nanoTime();
        workload.start(options.rate());
        long end = options.duration().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        while (!stop.isMade()
                && System.nanoTime() - start < end
                && !capture.ended().isDone()) {
            if (workload.failure().isPresent()) {
                break;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - (System.nanoTime() - start));
            stop.await(Math.max(1, Math.min(100, left)));
        }
        workload.stop();
        double seconds = (System.nanoTime() - start) / 1e9;
        throwFailure(workload);
        return seconds;
    }

    private static void throwFailure(Workload workload) {
        workload.failure().ifPresent(cause -> {
            throw new IllegalStateException("the demo ERP's workload failed", cause);
        });
    }

    private void drain(DemoErp erp, DemoHub hub, Capture capture, long loaded) throws SQLException {
        long wanted = erpTransactions(erp, loaded);
        long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
        try (Connection finance = hub.finance().open("yecai demo")) {
            while (Figures.applied(finance, SOURCE) < wanted
                    && System.nanoTime() < deadline
                    && !capture.ended().isDone()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        if (capture.ended().isCompletedExceptionally()) {
            capture.ended().join();
        }
    }

    private static void awaitSeen(LagProbe probe) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (probe.awaited() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    // Each transaction of the ERP leaves one token.
    private static long erpTransactions(DemoErp erp, long loaded) throws SQLException {
        try (Connection connection = erp.open()) {
            return count(connection, "select count(*) from erp.tx_tokens") - loaded;
        }
    }

    private static long applied(DemoHub hub) throws SQLException {
        try (Connection connection = hub.capture().open("yecai demo");
                PreparedStatement statement =
                        connection.prepareStatement("select applied_transactions from hub.source where source = ?")) {
            statement.setString(1, SOURCE);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static long count(Server server, String sql) throws SQLException {
        try (Connection connection = server.open("yecai demo")) {
            return count(connection, sql);
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void sayHowToConnect(DemoHub hub) {
        out.println("read it yourself meanwhile:");
        for (Server login : new Server[] {hub.finance(), hub.oneCompany()}) {
            out.println("  psql 'postgresql://" + login.user() + ":" + login.password() + "@localhost:" + login.port()
                    + "/" + login.database() + "' -c 'select * from finance.receivable_aging'");
        }
        out.println("  " + hub.finance().url() + "?user=" + hub.finance().user() + "&password="
                + hub.finance().password());
        out.println(
                "  finance sees the group, finance_" + DemoHub.ONE_COMPANY + " only company " + DemoHub.ONE_COMPANY);
    }

    private void waitIfKept(EmbeddedServers servers, DemoHub hub, DemoResult result) {
        if (options.keep() && !stop.isMade()) {
            sayHowToConnect(hub);
            out.println("the servers run until Ctrl-C; their files stay in " + servers.folder());
        }
        out.println(result.json());
        out.flush();
        if (options.keep()) {
            while (!stop.await(TimeUnit.HOURS.toMillis(1))) {
                out.flush();
            }
        }
    }

    private static long rowsOf(CheckReport report) {
        return report.compared().stream().mapToLong(object -> object.rows()).sum();
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static DemoResult.VisibleLag lag(Lags lags) {
        return new DemoResult.VisibleLag(
                orNull(lags.percentile(50)), orNull(lags.percentile(99)), orNull(lags.percentile(100)), lags.count());
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static Double orNull(double value) {
        return Double.isNaN(value) ? null : rounded(value);
    }
}
