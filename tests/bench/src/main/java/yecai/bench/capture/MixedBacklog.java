package yecai.bench.capture;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import yecai.bench.report.BenchReport;
import yecai.bench.report.Measurement;
import yecai.bench.report.Stopwatch;
import yecai.bench.server.BenchHub;
import yecai.bench.server.BenchServers;
import yecai.hub.demo.erp.Mix;
import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.erp.engine.ErpSchema;
import yecai.hub.demo.server.EmbeddedServer;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;

/**
 * The demo manufacturer's business as a backlog: transactions of many statements over some forty tables, rows written over
 * again, which PostgreSQL's logical replication brings into the same tables, and the hub into its mirror and canonical tables.
 */
final class MixedBacklog {
    static final String NATIVE = "demo's mix: logical replication";
    static final String HUB = "demo's mix: hub, with derivation";

    static final String ERP = "mix";
    private static final int WORKERS = 4;
    private static final long SEED = 7;
    private static final int MONTHS = 3;

    private final PrintStream out;
    private final EmbeddedServer erp;
    private final EmbeddedServer hub;
    private final int transactions;
    private final int rounds;
    private final Pack pack = PackLoader.load("demo");

    MixedBacklog(PrintStream out, EmbeddedServer erp, EmbeddedServer hub, int transactions, int rounds) {
        this.out = out;
        this.erp = erp;
        this.hub = hub;
        this.transactions = transactions;
        this.rounds = rounds;
    }

    void measure(BenchReport report) throws SQLException {
        try (Connection admin = erp.openAsAdmin("postgres")) {
            BenchHub.execute(admin, "create database " + ERP);
        }
        try (Connection connection = erp.openAsAdmin(ERP)) {
            ErpSchema.create(connection);
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate goLive = today.withDayOfMonth(1).minusMonths(MONTHS);
        MixedContestants prepared = new MixedContestants(erp, hub, pack);
        MixedDrain drain = new MixedDrain(erp, hub, pack);
        List<MixedContestants.Contestant> contestants = new ArrayList<>();
        try (Workload workload = new Workload(() -> erp.openAsAdmin(ERP), WORKERS, SEED, goLive, Mix.of(Map.of()))) {
            workload.goLive();
            for (int round = 0; round <= rounds; round++) {
                contestants.add(prepared.hub(round));
                if (round > 0) {
                    contestants.add(prepared.peer(round));
                }
            }
            out.printf("writing %,d transactions of the demo's mix%n", transactions);
            workload.fill(transactions, goLive, today);
        }
        report.setting("mixTransactions", transactions);
        report.setting("mixTables", pack.tables().size());
        long events = 0;
        for (int i = 0; i < contestants.size(); i++) {
            Stopwatch.Elapsed took = drain.drain(contestants.get(i));
            if (i == 0) {
                events = number(contestants.get(i).database(), "select applied_events from hub.source");
                report.setting("mixRowChanges", events);
            } else {
                Measurement measurement =
                        new Measurement(contestants.get(i).isHub() ? HUB : NATIVE, (i + 1) / 2, events, took);
                report.add(measurement);
                out.printf("  %-36s %,10.0f rows/s%n", measurement.contestant(), measurement.rowsPerSecond());
            }
            try (Connection admin = hub.openAsAdmin("postgres")) {
                BenchHub.execute(admin, "drop database " + contestants.get(i).database() + " with (force)");
            }
        }
        report.ratio("mix/native", HUB, NATIVE);
    }

    private long number(String database, String sql) throws SQLException {
        try (Connection connection = hub.openAsAdmin(database)) {
            return BenchServers.number(connection, sql);
        }
    }
}
