package yecai.hub.demo;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import yecai.cdc.Capture;
import yecai.cdc.CaptureDesk;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.check.CheckReport;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.operation.OperationDesk;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.display.BusinessWords;
import yecai.hub.demo.display.FinanceReader;
import yecai.hub.demo.display.LagProbe;
import yecai.hub.demo.display.LiveDisplay;
import yecai.hub.demo.display.Terminal;
import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.prove.AtomicityChecker;
import yecai.hub.demo.prove.CommitLog;
import yecai.hub.demo.prove.Proof;
import yecai.hub.demo.server.EmbeddedServers;
import yecai.hub.demo.server.Listeners;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.PackLoader;

/**
 * The whole hub on this machine, with nothing installed: a server with a demo ERP in which people work, a server with the
 * hub, the capture between them, and a finance reader who measures how fresh the figures are. At the end it proves that the
 * hub holds exactly what the ERP does.
 */
public final class Demo {
    static final String SOURCE = "demo";

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
                TransactionCounts counts = TransactionCounts.since(hub, erp);
                try (DemoApi api = DemoApi.start(hub)) {
                    api.sayHowToConnect(out);
                    DemoResult result = live(settings, hub, counts, workload, rows);
                    waitIfKept(servers, hub, result);
                    return result;
                }
            }
        }
    }

    private DemoResult live(
            SourceSettings settings, DemoHub hub, TransactionCounts counts, Workload workload, long rows)
            throws SQLException {
        try (Capture capture = new Capture(settings)) {
            capture.start();
            hub.sayHowToConnect(out);
            CommitLog log = new CommitLog(hub.visibleTransactions());
            LagProbe probe = new LagProbe(hub.finance(), SOURCE);
            workload.onCommit(new Listeners(log, probe));
            AtomicityChecker checker = new AtomicityChecker(
                    FinanceReader.open(hub.finance(), "yecai demo atomicity"), SOURCE, log, options.snapshotPause());
            double seconds;
            try (probe;
                    checker;
                    OperationDesk desk = CaptureDesk.open(settings, capture)) {
                try (LiveDisplay display = new LiveDisplay(
                        out,
                        Terminal.isThere(),
                        hub.finance(),
                        SOURCE,
                        workload::committed,
                        probe.lags(),
                        checker::proof,
                        log::steps)) {
                    LiveBusiness business = new LiveBusiness(options, stop, workload, capture, probe);
                    business.warmUp();
                    seconds = business.run();
                    out.flush();
                    business.awaitApplied(counts);
                    business.awaitSeen();
                }
            }
            out.println("done: " + String.join(", ", BusinessWords.of(log.steps())));
            out.println("comparing the hub with the ERP");
            Proof proof = checker.proof();
            out.print(proof.text());
            long start = System.nanoTime();
            CheckReport report = new Check(settings).run(CheckOptions.defaults());
            double checkSeconds = secondsSince(start);
            out.printf("  %,d rows and figures in %.1f s%n", DemoResult.rowsOf(report), checkSeconds);
            report.differences().forEach(difference -> out.println("  " + difference.text()));
            return DemoResult.of(
                    counts.inErp(),
                    counts.applied(),
                    report,
                    proof,
                    DemoResult.VisibleLag.of(probe.lags()),
                    probe.awaited(),
                    seconds,
                    options.rate(),
                    rows,
                    checkSeconds);
        }
    }

    private void waitIfKept(EmbeddedServers servers, DemoHub hub, DemoResult result) {
        if (options.keep() && !stop.isMade()) {
            hub.sayHowToConnect(out);
            out.println("the servers run until Ctrl-C; their files stay in " + servers.folder());
        }
        out.println(
                result.passed()
                        ? "the hub equals the ERP, and no reader saw half a transaction"
                        : "THE HUB DIFFERS FROM THE ERP, or a reader saw half a transaction: see above");
        out.println(result.json());
        out.flush();
        if (options.keep()) {
            while (!stop.await(TimeUnit.HOURS.toMillis(1))) {
                out.flush();
            }
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
