package yecai.bench.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import yecai.bench.backlog.Backlog;
import yecai.bench.peer.JdbcSink;
import yecai.bench.peer.NativeReplication;
import yecai.bench.server.BenchHub;
import yecai.cdc.Capture;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.CaptureTuning;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.server.EmbeddedServer;

/** Prepares contestants: a slot at a position before the backlog, and a database on the hub's server. */
final class CaptureContestants {
    static final String NATIVE = "PostgreSQL logical replication";
    static final String NATIVE_AGAIN = "PostgreSQL logical replication, A/A";
    static final String MIRROR = "hub, mirror only";
    static final String DERIVED = "hub, with derivation";
    static final String IN_ONE = "hub, with derivation in one session";

    private final EmbeddedServer erp;
    private final EmbeddedServer hub;
    private final Path folder;
    private final long rows;
    private final List<CaptureContestant> contestants = new ArrayList<>();

    CaptureContestants(EmbeddedServer erp, EmbeddedServer hub, Path folder, long rows) {
        this.erp = erp;
        this.hub = hub;
        this.folder = folder;
        this.rows = rows;
    }

    /** Prepares those of a round, in the order in which they take their turns. */
    void prepare(int round) throws IOException, SQLException {
        contestants.add(peer(NATIVE, round));
        contestants.add(hub(MIRROR, round, false, CaptureTuning.defaults()));
        contestants.add(hub(DERIVED, round, true, CaptureTuning.defaults()));
        contestants.add(hub(IN_ONE, round, true, CaptureTuning.defaults().inOneSession()));
        if (JdbcSink.obstacle() == null) {
            DebeziumContestants debezium = new DebeziumContestants(erp, hub, rows);
            contestants.add(debezium.engine(round, contestants.size() + 1));
            contestants.add(debezium.sink(round, contestants.size() + 1));
        }
        contestants.add(peer(NATIVE_AGAIN, round));
    }

    /** Prepares one that only warms up. */
    CaptureContestant prepareWarmUp() throws IOException, SQLException {
        return hub(DERIVED, 0, true, CaptureTuning.defaults());
    }

    List<CaptureContestant> all() {
        return contestants;
    }

    private CaptureContestant peer(String name, int round) throws SQLException {
        String database = "peer" + (contestants.size() + 1);
        String slot = "native" + (contestants.size() + 1);
        try (Connection admin = hub.openAsAdmin("postgres")) {
            BenchHub.execute(admin, "create database " + database);
        }
        try (Connection connection = hub.openAsAdmin(database)) {
            BenchHub.execute(connection, Backlog.TABLE);
        }
        try (Connection connection = erp.openAsAdmin("postgres")) {
            BenchHub.execute(connection, "select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        }
        return new CaptureContestant(
                name,
                round,
                rows,
                database,
                "public.moves",
                "id = " + rows,
                null,
                () -> NativeReplication.subscribe(hub, database, erp.adminConnection("postgres"), "native", slot));
    }

    private CaptureContestant hub(String name, int round, boolean derived, CaptureTuning tuning)
            throws IOException, SQLException {
        int number = contestants.size() + 1;
        String database = "hub" + number + (round == 0 ? "_warm" : "");
        BenchHub bench = BenchHub.create(hub, database);
        String login = "yecai_" + database;
        String password = EmbeddedServer.newPassword();
        SourceSettings settings = new SourceSettings(
                database,
                Backlog.pack(folder, derived),
                erp.login("postgres", login, password),
                bench.capture(),
                "yecai_" + database,
                "yecai_" + database,
                tuning);
        try (Connection admin = erp.openAsAdmin("postgres")) {
            BenchHub.execute(admin, Preflight.sourceSetupSql(settings));
        }
        erp.setPassword(login, password);
        new InitialLoad(settings).run(LoadProgress.SILENT);
        String table = derived ? "canon.stock_movement" : settings.mirrorSchema() + ".moves";
        String key = derived ? "source = '" + database + "' and entity_key = '" + rows + "'" : "id = " + rows;
        return new CaptureContestant(name, round, rows, database, table, key, null, () -> {
            Capture capture = new Capture(settings);
            capture.start();
            return capture;
        });
    }
}
