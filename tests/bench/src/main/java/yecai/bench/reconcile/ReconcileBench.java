package yecai.bench.reconcile;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.bench.backlog.Backlog;
import yecai.bench.report.BenchReport;
import yecai.bench.report.Measurement;
import yecai.bench.report.Stopwatch;
import yecai.bench.server.BenchHub;
import yecai.bench.server.BenchServers;
import yecai.cdc.Capture;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.reconcile.ReconcileOptions;
import yecai.cdc.reconcile.ReconcileReport;
import yecai.cdc.reconcile.Reconciliation;
import yecai.cdc.reconcile.ScrubSettings;
import yecai.cdc.reconcile.TableResult;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.server.EmbeddedServer;

/**
 * How fast a mirror is compared with the ERP, beside the ERP's own {@code select count(*), sum(hashtext(t::text))} of the table;
 * whether planted differences are found and repaired while the ERP works, and how much that slows the ERP down.
 */
public final class ReconcileBench {
    static final String PEER = "count and sum of hashes";
    static final String PEER_AGAIN = "count and sum of hashes, A/A";
    static final String COMPARE = "hub, comparison";
    private static final String TABLE = "public.moves";
    private static final String NAME = "reconcile";
    private static final long PLANTED = 1_000;

    private final PrintStream out;
    private final long rows;
    private final long planted;
    private final int rounds;

    private ReconcileBench(PrintStream out, double scale, int rounds) {
        this.out = out;
        this.rows = Math.max(3_000, Math.round(10_000_000 * scale));
        this.planted = Math.min(PLANTED, rows / 30);
        this.rounds = rounds;
    }

    /**
     * Runs it, prints a table and writes {@code reconcile.json} into the folder.
     *
     * @param scale 1 for 10 million rows and 1,000 differences of each kind
     */
    public static void run(PrintStream out, double scale, int rounds, Path results) {
        try {
            new ReconcileBench(out, scale, rounds).run(results);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (SQLException problem) {
            throw new IllegalStateException("the benchmark failed: " + problem.getMessage(), problem);
        }
    }

    private void run(Path results) throws IOException, SQLException {
        try (BenchServers servers = BenchServers.start();
                Connection erp = servers.erp().openAsAdmin("postgres");
                Connection writing = servers.erp().openAsAdmin("postgres")) {
            BenchReport report = new BenchReport(NAME);
            servers.describe(report);
            report.setting("rows", rows);
            report.setting("differencesOfEachKind", planted);
            SourceSettings settings = load(servers, erp);
            Capture capture = new Capture(settings);
            capture.start();
            try (Connection hub = servers.hub().openAsAdmin(NAME)) {
                compare(report, erp, settings);
                repair(report, hub, writing, settings);
            } finally {
                capture.close();
            }
            report.ratio("comparison/countAndSum", COMPARE, PEER);
            report.ratio("A/A", PEER_AGAIN, PEER);
            report.print(out);
            out.println("written: " + report.write(results));
        }
    }

    private SourceSettings load(BenchServers servers, Connection erp) throws IOException, SQLException {
        BenchHub.execute(
                erp,
                Backlog.TABLE,
                "insert into public.moves select n, 'C' || n % 50, 'M' || n % 9973, date '2026-01-01' + (n % 300)::integer,"
                        + " (n % 1000) / 7.0, (n % 100000) / 3.0, 'move number ' || n, clock_timestamp()"
                        + " from generate_series(1, " + rows + ") as n",
                "vacuum analyze public.moves");
        BenchHub hub = BenchHub.create(servers.hub(), NAME);
        String password = EmbeddedServer.newPassword();
        SourceSettings settings = new SourceSettings(
                NAME,
                Backlog.pack(servers.folder(), false),
                servers.erp().login("postgres", "yecai_reconcile", password),
                hub.capture());
        BenchHub.execute(erp, Preflight.sourceSetupSql(settings));
        servers.erp().setPassword("yecai_reconcile", password);
        new InitialLoad(settings).run(LoadProgress.SILENT);
        return settings;
    }

    private void compare(BenchReport report, Connection erp, SourceSettings settings) throws SQLException {
        for (int round = 1; round <= rounds; round++) {
            note(report, peer(PEER, round, erp));
            Stopwatch clock = Stopwatch.start();
            TableResult result = reconcile(settings, 1, false);
            Stopwatch.Elapsed took = clock.elapsed();
            require(result.isEqual() && result.rows() == rows, "an equal table gave " + result);
            note(report, new Measurement(COMPARE, round, rows, took));
            note(report, peer(PEER_AGAIN, round, erp));
        }
    }

    private Measurement peer(String name, int round, Connection erp) throws SQLException {
        Stopwatch clock = Stopwatch.start();
        // both are in the answer: a sum that nobody asks for is not computed
        String found =
                BenchServers.text(erp, "select count(*) || ' rows, ' || sum(hashtext(t::text)) from public.moves as t");
        require(found.startsWith(rows + " rows"), "the ERP has " + found + " instead of " + rows);
        return new Measurement(name, round, rows, clock.elapsed());
    }

    private void repair(BenchReport report, Connection hub, Connection writing, SourceSettings settings)
            throws SQLException {
        long step = rows / planted;
        double throttled = ScrubSettings.defaults().share();
        report.setting("shareOfTime", throttled);
        try (PacedWriter writer = new PacedWriter(writing, step, planted)) {
            double alone =
                    writer.during(() -> LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(rows < 100_000 ? 1 : 10)));
            plant(hub, settings.mirrorSchema() + ".moves", step);
            report.ratio("erpBesideThrottled/erpAlone", repairBeside(writer, settings, throttled) / alone);
            plant(hub, settings.mirrorSchema() + ".moves", step);
            report.ratio("erpBesideRepair/erpAlone", repairBeside(writer, settings, 1) / alone);
        }
        require(reconcile(settings, 1, false).isEqual(), "the mirror differs after the repair");
    }

    private void plant(Connection hub, String mirror, long step) throws SQLException {
        String each = " = %d and id between 1 and " + planted * step;
        BenchHub.execute(
                hub,
                "update " + mirror + " set amount = amount + 0.01 where id % " + step + each.formatted(1),
                "delete from " + mirror + " where id % " + step + each.formatted(2),
                "insert into " + mirror
                        + " select - id, company, material, posted, quantity, amount, note, changed from " + mirror
                        + " where id % " + step + each.formatted(3));
    }

    /** Repairs, spending a share of the time on reading the ERP, and returns the ERP's transactions a second meanwhile. */
    private double repairBeside(PacedWriter writer, SourceSettings settings, double share) {
        return writer.during(() -> {
            long start = System.nanoTime();
            TableResult found = reconcile(settings, share, true);
            require(
                    found.isEqual()
                            && List.of(found.changed(), found.missing(), found.extra())
                                    .equals(List.of(planted, planted, planted)),
                    "of " + planted + " planted differences of each kind " + found + " was found");
            out.printf(
                    "  %,d differences of each kind found and repaired in %.1f s, reading the ERP %.0f %% of the time%n",
                    planted, (System.nanoTime() - start) / 1e9, 100 * share);
        });
    }

    private static TableResult reconcile(SourceSettings settings, double share, boolean repair) {
        ReconcileReport report = new Reconciliation(settings, Capture::forReload)
                .run(
                        List.of(TABLE),
                        ReconcileOptions.defaults().withShare(share).withRepair(repair),
                        LoadProgress.SILENT);
        return report.tables().get(0);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private void note(BenchReport report, Measurement measurement) {
        report.add(measurement);
        out.printf("  %-36s %,10.0f rows/s%n", measurement.contestant(), measurement.rowsPerSecond());
    }
}
