package yecai.bench.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import yecai.bench.peer.JdbcSink;
import yecai.bench.report.Measurement;
import yecai.bench.report.Stopwatch;
import yecai.bench.server.BenchHub;
import yecai.bench.server.BenchServers;

/**
 * Debezium's snapshot and its JDBC sink as a contestant. It is so much slower that the four smallest tables must do; what
 * counts is the rate.
 */
final class SinkLoad {
    static final String NAME = "Debezium snapshot + JDBC sink";
    private static final long LONGEST_SECONDS = 900;

    private final BenchServers servers;
    private final LoadTables tables;
    private final LoadChecks checks;

    SinkLoad(BenchServers servers, LoadTables tables, LoadChecks checks) {
        this.servers = servers;
        this.tables = tables;
        this.checks = checks;
    }

    Measurement run(int round, String database) throws SQLException, IOException {
        servers.createDatabase(database);
        Stopwatch.Elapsed took;
        long expected =
                tables.smallest().stream().mapToLong(LoadTables.Table::rows).sum();
        try (Connection peer = servers.hub().openAsAdmin(database)) {
            for (LoadTables.Table table : tables.smallest()) {
                BenchHub.execute(peer, table.definition(true));
            }
            BenchHub.execute(peer, "checkpoint");
            String count = tables.smallest().stream()
                    .map(table -> "(select count(*) from public." + table.name() + ")")
                    .collect(Collectors.joining(" + ", "select ", ""));
            Stopwatch clock = Stopwatch.start();
            try (JdbcSink running = JdbcSink.start(
                    snapshot(database), JdbcSink.sinkSettings(servers.hub().admin(database)))) {
                while (BenchServers.number(peer, count) < expected) {
                    if (clock.seconds() > LONGEST_SECONDS) {
                        throw new IllegalStateException(NAME + " did not end within " + LONGEST_SECONDS + " s");
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                }
                took = clock.elapsed();
            }
            try (Connection erp = servers.erp().openAsAdmin("postgres")) {
                if (!checks.checksums(peer, "public", tables.smallest())
                        .equals(checks.checksums(erp, "public", tables.smallest()))) {
                    throw new IllegalStateException(NAME + " brought other rows than the ERP has");
                }
            }
        }
        servers.drop(database);
        return new Measurement(NAME, round, expected, took);
    }

    Map<String, String> snapshot(String slot) {
        return JdbcSink.sourceSettings(
                servers.erp().admin("postgres"),
                slot,
                "native",
                tables.smallest().stream()
                        .map(table -> "public." + table.name())
                        .toList(),
                "initial_only");
    }
}
