package yecai.hub.demo.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import yecai.cdc.Capture;
import yecai.cdc.Preflight;
import yecai.cdc.SourceSettings;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.mirror.Identifier;
import yecai.hub.demo.EmbeddedServer;
import yecai.hub.demo.erp.ErpSchema;
import yecai.hub.demo.erp.Mix;
import yecai.hub.demo.erp.Workload;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;
import yecai.sql.pack.TableSpec;

/**
 * The demo manufacturer's business as a backlog: transactions of many statements over some forty tables, rows written over
 * again, which PostgreSQL's logical replication brings into the same tables, and the hub into its mirror and canonical tables.
 */
final class MixedBacklog {
    static final String NATIVE = "demo's mix: logical replication";
    static final String HUB = "demo's mix: hub, with derivation";

    private static final String ERP = "mix";
    private static final String TOKENS = "select count(*) from %s.tx_tokens";
    private static final String COUNT = "select count(*) from %s.\"%s\"";
    private static final int WORKERS = 4;
    private static final long SEED = 7;
    private static final int MONTHS = 3;
    private static final long LONGEST_SECONDS = 600;

    private final PrintStream out;
    private final EmbeddedServer erp;
    private final EmbeddedServer hub;
    private final int transactions;
    private final int rounds;
    private final Pack pack = PackLoader.load("demo");
    private final String schema = pack.tables().get(0).sourceSchema();

    /** A database on the hub's server that is to have what the ERP has. */
    private interface Contestant {
        String database();

        /** The schema with the ERP's tables. */
        String schema();

        AutoCloseable start() throws SQLException;
    }

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
        List<Contestant> contestants = new ArrayList<>();
        try (Workload workload = new Workload(() -> erp.openAsAdmin(ERP), WORKERS, SEED, goLive, Mix.of(Map.of()))) {
            workload.goLive();
            for (int round = 0; round <= rounds; round++) {
                contestants.add(hub(round));
                if (round > 0) {
                    contestants.add(peer(round));
                }
            }
            out.printf("writing %,d transactions of the demo's mix%n", transactions);
            workload.fill(transactions, goLive, today);
        }
        report.setting("mixTransactions", transactions);
        report.setting("mixTables", pack.tables().size());
        long events = 0;
        for (int i = 0; i < contestants.size(); i++) {
            double seconds = drain(contestants.get(i));
            if (i == 0) {
                events = number(contestants.get(i).database(), "select applied_events from hub.source");
                report.setting("mixRowChanges", events);
            } else {
                boolean ofHub = contestants.get(i).schema().startsWith("erp_");
                Measurement measurement = new Measurement(ofHub ? HUB : NATIVE, (i + 1) / 2, events, seconds);
                report.add(measurement);
                out.printf("  %-36s %,10.0f rows/s%n", measurement.contestant(), measurement.rowsPerSecond());
            }
            try (Connection admin = hub.openAsAdmin("postgres")) {
                BenchHub.execute(admin, "drop database " + contestants.get(i).database() + " with (force)");
            }
        }
        report.ratio("mix/native", HUB, NATIVE);
    }

    private Contestant hub(int round) throws SQLException {
        String database = "mix" + round;
        BenchHub bench = BenchHub.create(hub, database);
        String login = "yecai_" + database;
        String password = EmbeddedServer.newPassword();
        SourceSettings settings = new SourceSettings(database, pack, erp.login(ERP, login, password), bench.capture());
        try (Connection admin = erp.openAsAdmin(ERP)) {
            BenchHub.execute(admin, Preflight.sourceSetupSql(settings));
        }
        erp.setPassword(login, password);
        new InitialLoad(settings).run(LoadProgress.SILENT);
        return new Contestant() {
            @Override
            public String database() {
                return database;
            }

            @Override
            public String schema() {
                return settings.mirrorSchema();
            }

            @Override
            public AutoCloseable start() {
                Capture capture = new Capture(settings);
                capture.start();
                return capture;
            }
        };
    }

    // It gets what the publication of the hub's capture gives, into tables of the same form.
    private Contestant peer(int round) throws SQLException {
        String database = "mix_peer" + round;
        try (Connection admin = hub.openAsAdmin("postgres")) {
            BenchHub.execute(admin, "create database " + database);
        }
        try (Connection connection = hub.openAsAdmin(database)) {
            ErpSchema.create(connection);
            // columns that are not captured stay empty there
            BenchHub.execute(
                    connection,
                    "set session_replication_role = replica",
                    allTables("truncate "),
                    "do $$ declare c record; begin for c in select a.attrelid::regclass as t, a.attname from pg_attribute as a"
                            + " where a.attrelid in (select oid from pg_class where relnamespace = '" + schema
                            + "'::regnamespace and relkind = 'r') and a.attnum > 0 and a.attnotnull and a.attidentity = ''"
                            + " and not exists (select from pg_index as i where i.indrelid = a.attrelid and i.indisprimary"
                            + " and a.attnum = any (i.indkey)) loop"
                            + " execute format('alter table %s alter column %I drop not null', c.t, c.attname);"
                            + " end loop; end $$");
            try (Connection source = erp.openAsAdmin(ERP)) {
                // nobody writes there at this moment
                BenchHub.execute(source, "select pg_create_logical_replication_slot('" + database + "', 'pgoutput')");
                for (TableSpec table : pack.tables()) {
                    copy(source, connection, Identifier.quote(schema, table.sourceTable()));
                }
            }
        }
        return new Contestant() {
            @Override
            public String database() {
                return database;
            }

            @Override
            public String schema() {
                return schema;
            }

            @Override
            public AutoCloseable start() throws SQLException {
                return NativeReplication.subscribe(
                        hub, database, erp.adminConnection(ERP), "yecai_mix" + round, database);
            }
        };
    }

    private String allTables(String command) {
        return command
                + pack.tables().stream()
                        .map(table -> Identifier.quote(schema, table.sourceTable()))
                        .collect(Collectors.joining(", "))
                + " cascade";
    }

    private static void copy(Connection from, Connection to, String table) throws SQLException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try {
            from.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout", rows);
            to.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin", new ByteArrayInputStream(rows.toByteArray()));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private double drain(Contestant contestant) throws SQLException {
        double seconds;
        try (Connection source = erp.openAsAdmin(ERP);
                Connection watch = hub.openAsAdmin(contestant.database())) {
            long wanted = BenchServers.number(source, TOKENS.formatted(schema));
            BenchHub.execute(watch, "checkpoint");
            long start = System.nanoTime();
            try (AutoCloseable running = contestant.start()) {
                while (BenchServers.number(watch, TOKENS.formatted(contestant.schema())) < wanted) {
                    if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                        throw new IllegalStateException(
                                contestant.database() + " did not end within " + LONGEST_SECONDS + " s");
                    }
                    if (contestant.schema().equals(schema)
                            && BenchServers.number(
                                            watch, "select sum(apply_error_count) from pg_stat_subscription_stats")
                                    > 0) {
                        throw new IllegalStateException(NATIVE + " fails; the log of the hub's server says why");
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
                seconds = (System.nanoTime() - start) / 1e9;
            } catch (SQLException | RuntimeException problem) {
                throw problem;
            } catch (Exception problem) {
                throw new IllegalStateException(problem);
            }
            for (TableSpec table : pack.tables()) {
                long there = BenchServers.number(source, COUNT.formatted(schema, table.sourceTable()));
                boolean ofHub = contestant.schema().startsWith("erp_");
                long here = BenchServers.number(
                        watch, COUNT.formatted(contestant.schema(), ofHub ? table.mirrorTable() : table.sourceTable()));
                if (there != here) {
                    throw new IllegalStateException(contestant.database() + " has " + here + " rows of "
                            + table.sourceTable() + " instead of " + there);
                }
            }
        }
        return seconds;
    }

    private long number(String database, String sql) throws SQLException {
        try (Connection connection = hub.openAsAdmin(database)) {
            return BenchServers.number(connection, sql);
        }
    }
}
