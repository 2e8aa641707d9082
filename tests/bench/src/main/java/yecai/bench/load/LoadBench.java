package yecai.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import yecai.bench.peer.JdbcSink;
import yecai.bench.report.BenchReport;
import yecai.bench.report.Measurement;
import yecai.bench.server.BenchServers;

/**
 * How fast an ERP is copied for the first time: twelve tables, by a plain COPY pipe, by {@code pg_dump | psql}, by
 * Debezium's snapshot and its JDBC sink, by the hub into its mirror, and by the hub with canonical rows. What arrived is
 * compared with the ERP's tables by count and checksum.
 */
public final class LoadBench {
    private final PrintStream out;
    private final LoadTables tables;
    private final long rows;
    private final int rounds;
    private BenchServers servers;
    private LoadChecks checks;

    private LoadBench(PrintStream out, double scale, int rounds) {
        this.out = out;
        this.rows = Math.max(2_000, Math.round(20_000_000 * scale));
        this.tables = new LoadTables(rows);
        this.rounds = rounds;
    }

    /**
     * Runs it, prints a table and writes {@code load.json} into the folder.
     *
     * @param scale 1 for 20 million rows
     * @param rounds how often each contestant copies them
     */
    public static void run(PrintStream out, double scale, int rounds, Path results) {
        try {
            new LoadBench(out, scale, rounds).run(results);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (SQLException problem) {
            throw new IllegalStateException("the benchmark failed: " + problem.getMessage(), problem);
        }
    }

    private void run(Path results) throws IOException, SQLException {
        try (BenchServers started = BenchServers.start()) {
            servers = started;
            checks = new LoadChecks(started.erp(), tables);
            BenchReport report = measure();
            report.print(out);
            out.println("written: " + report.write(results));
        }
    }

    private BenchReport measure() throws IOException, SQLException {
        BenchReport report = new BenchReport("load");
        servers.describe(report);
        report.setting("rows", rows);
        report.setting("tables", tables.all());
        report.setting("canonicalRows", tables.canonicalRows());
        report.setting("connections", LoadContestants.WORKERS);
        out.printf("filling an ERP with %,d rows%n", rows);
        List<String> wanted;
        try (Connection erp = servers.erp().openAsAdmin("postgres")) {
            tables.create(erp);
            report.setting(
                    "bytes",
                    Long.valueOf(
                            BenchServers.text(
                                    erp,
                                    "select sum(pg_table_size(c.oid)) from pg_class as c where c.relkind = 'r' and c.relname ~ '^t[0-9]{2}$'")));
            wanted = checks.checksums(erp, "public");
        }
        LoadContestants contestants = new LoadContestants(servers, tables, checks, rows, wanted);
        SinkLoad sink = new SinkLoad(servers, tables, checks);
        Optional<String> noDump = DumpAndRestore.obstacle(18);
        noDump.ifPresent(reason -> report.unavailable(LoadContestants.DUMP, reason));
        if (JdbcSink.obstacle() != null) {
            report.unavailable(SinkLoad.NAME, JdbcSink.obstacle());
        } else {
            report.setting(
                    "rowsOfJdbcSink",
                    tables.smallest().stream().mapToLong(LoadTables.Table::rows).sum());
            report.setting(
                    "jdbcSink",
                    JdbcSink.shown(JdbcSink.sinkSettings(servers.hub().admin("peer"))));
            report.setting("debezium", JdbcSink.shown(sink.snapshot("slot")));
        }
        for (int round = 1; round <= rounds; round++) {
            note(report, contestants.pipe(LoadContestants.PIPE, round));
            note(report, contestants.hub(LoadContestants.MIRROR, round, false));
            note(report, contestants.hub(LoadContestants.DERIVED, round, true));
            note(report, contestants.pipe(LoadContestants.PIPE_AGAIN, round));
            if (noDump.isEmpty()) {
                note(report, contestants.dump(round));
            }
            if (JdbcSink.obstacle() == null) {
                note(report, sink.run(round, contestants.nextDatabase("sink")));
            }
        }
        report.ratio("hub/copyPipe", LoadContestants.MIRROR, LoadContestants.PIPE);
        report.ratio("hubDerived/copyPipe", LoadContestants.DERIVED, LoadContestants.PIPE);
        report.ratio("hub/pgDump", LoadContestants.MIRROR, LoadContestants.DUMP);
        report.ratio("hub/jdbcSink", LoadContestants.MIRROR, SinkLoad.NAME);
        report.ratio("hubDerived/jdbcSink", LoadContestants.DERIVED, SinkLoad.NAME);
        report.ratio("A/A", LoadContestants.PIPE_AGAIN, LoadContestants.PIPE);
        return report;
    }

    private void note(BenchReport report, Measurement measurement) {
        report.add(measurement);
        out.printf("  %-36s %,10.0f rows/s%n", measurement.contestant(), measurement.rowsPerSecond());
    }
}
