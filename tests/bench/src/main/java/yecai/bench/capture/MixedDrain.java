package yecai.bench.capture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.bench.report.Stopwatch;
import yecai.bench.server.BenchHub;
import yecai.bench.server.BenchServers;
import yecai.hub.demo.server.EmbeddedServer;
import yecai.sql.pack.Pack;
import yecai.sql.pack.TableSpec;

/** Drains the demo's mix of business and compares what arrived with the ERP, table by table. */
final class MixedDrain {
    private static final String TOKENS = "select count(*) from %s.tx_tokens";
    private static final String UNDERIVED = "select count(*) from hub.underived";
    private static final String COUNT = "select count(*) from %s.\"%s\"";
    private static final long LONGEST_SECONDS = 600;

    private final EmbeddedServer erp;
    private final EmbeddedServer hub;
    private final Pack pack;
    private final String schema;

    MixedDrain(EmbeddedServer erp, EmbeddedServer hub, Pack pack) {
        this.erp = erp;
        this.hub = hub;
        this.pack = pack;
        this.schema = pack.tables().get(0).sourceSchema();
    }

    /** Returns how many seconds it took. */
    Stopwatch.Elapsed drain(MixedContestants.Contestant contestant) throws SQLException {
        Stopwatch.Elapsed took;
        try (Connection source = erp.openAsAdmin(MixedBacklog.ERP);
                Connection watch = hub.openAsAdmin(contestant.database())) {
            long wanted = BenchServers.number(source, TOKENS.formatted(schema));
            BenchHub.execute(watch, "checkpoint");
            Stopwatch clock = Stopwatch.start();
            try (AutoCloseable running = contestant.start()) {
                while (BenchServers.number(watch, TOKENS.formatted(contestant.schema())) < wanted
                        || contestant.isHub() && BenchServers.number(watch, UNDERIVED) > 0) {
                    if (clock.seconds() > LONGEST_SECONDS) {
                        throw new IllegalStateException(
                                contestant.database() + " did not end within " + LONGEST_SECONDS + " s");
                    }
                    if (!contestant.isHub()
                            && BenchServers.number(
                                            watch, "select sum(apply_error_count) from pg_stat_subscription_stats")
                                    > 0) {
                        throw new IllegalStateException(
                                MixedBacklog.NATIVE + " fails; the log of the hub's server says why");
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
                took = clock.elapsed();
            } catch (SQLException | RuntimeException problem) {
                throw problem;
            } catch (Exception problem) {
                throw new IllegalStateException(problem);
            }
            requireSameRows(source, watch, contestant);
        }
        return took;
    }

    private void requireSameRows(Connection source, Connection watch, MixedContestants.Contestant contestant)
            throws SQLException {
        for (TableSpec table : pack.tables()) {
            long there = BenchServers.number(source, COUNT.formatted(schema, table.sourceTable()));
            long here = BenchServers.number(
                    watch,
                    COUNT.formatted(
                            contestant.schema(), contestant.isHub() ? table.mirrorTable() : table.sourceTable()));
            if (there != here) {
                throw new IllegalStateException(contestant.database() + " has " + here + " rows of "
                        + table.sourceTable() + " instead of " + there);
            }
        }
    }
}
