package yecai.bench.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import yecai.bench.report.Measurement;
import yecai.bench.report.Stopwatch;
import yecai.bench.server.BenchHub;
import yecai.bench.server.BenchServers;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.CaptureTuning;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.server.EmbeddedServer;

/** Copies of the ERP by the hub, a COPY pipe and pg_dump, each into a new database that is checked and dropped. */
final class LoadContestants {
    static final String PIPE = "COPY pipe";
    static final String PIPE_AGAIN = "COPY pipe, A/A";
    static final String DUMP = "pg_dump | psql";
    static final String MIRROR = "hub, mirror only";
    static final String DERIVED = "hub, with derivation";
    static final int WORKERS = CaptureTuning.defaults().loadWorkers();

    private final BenchServers servers;
    private final LoadTables tables;
    private final LoadChecks checks;
    private final long rows;
    private final List<String> wanted;
    private int databases;

    /** @param wanted checksums of the ERP's tables */
    LoadContestants(BenchServers servers, LoadTables tables, LoadChecks checks, long rows, List<String> wanted) {
        this.servers = servers;
        this.tables = tables;
        this.checks = checks;
        this.rows = rows;
        this.wanted = wanted;
    }

    String nextDatabase(String prefix) {
        return prefix + ++databases;
    }

    private interface Copy {
        void run() throws SQLException, IOException;
    }

    Measurement pipe(String name, int round) throws SQLException, IOException {
        String database = nextDatabase("pipe");
        servers.createDatabase(database);
        return measure(
                name, round, database, "public", () -> new CopyPipe(servers, tables.all(), WORKERS).run(database));
    }

    Measurement dump(int round) throws SQLException, IOException {
        String database = nextDatabase("dump");
        servers.createDatabase(database);
        return measure(
                DUMP,
                round,
                database,
                "public",
                () -> DumpAndRestore.run(servers.erp(), servers.hub(), database, "public.t*"));
    }

    Measurement hub(String name, int round, boolean derived) throws SQLException, IOException {
        String database = nextDatabase("hub");
        BenchHub bench = BenchHub.create(servers.hub(), database);
        String login = "yecai_" + database;
        String password = EmbeddedServer.newPassword();
        SourceSettings settings = new SourceSettings(
                database,
                tables.pack(servers.folder(), derived),
                servers.erp().login("postgres", login, password),
                bench.capture());
        try (Connection admin = servers.erp().openAsAdmin("postgres")) {
            BenchHub.execute(admin, Preflight.sourceSetupSql(settings));
        }
        servers.erp().setPassword(login, password);
        return measure(
                name,
                round,
                database,
                settings.mirrorSchema(),
                () -> new InitialLoad(settings).run(LoadProgress.SILENT));
    }

    private Measurement measure(String name, int round, String database, String schema, Copy copy)
            throws SQLException, IOException {
        Stopwatch.Elapsed took;
        try (Connection check = servers.hub().openAsAdmin(database)) {
            BenchHub.execute(check, "checkpoint");
            Stopwatch clock = Stopwatch.start();
            copy.run();
            took = clock.elapsed();
            List<String> found = checks.checksums(check, schema);
            if (!found.equals(wanted)) {
                throw new IllegalStateException(name + " brought " + found + " instead of " + wanted);
            }
            if (name.equals(DERIVED)) {
                checks.requireCanonical(check);
            }
        }
        servers.drop(database);
        return new Measurement(name, round, rows, took);
    }
}
