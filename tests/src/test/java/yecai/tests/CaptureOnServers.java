package yecai.tests;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import yecai.cdc.Capture;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.check.CheckReport;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.CaptureTuning;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.sql.EmbeddedHub;
import yecai.sql.Waiting;
import yecai.sql.pack.Pack;
import yecai.sql.servers.TestServer;

/** An ERP and an empty hub on servers that run already, captured as in operation. */
final class CaptureOnServers implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestServer erpServer;
    private final EmbeddedHub hub;
    private final String name;
    private final SourceSettings settings;
    private Capture capture;

    /** Makes the ERP from SQL, gives the hub access to it, and a finance system access to the hub. */
    CaptureOnServers(TestServer erpServer, TestServer hubServer, String source, Pack pack, String erpSql)
            throws SQLException {
        this.erpServer = erpServer;
        this.name = "trial" + NUMBER.incrementAndGet(); // of everything that a server has only once
        erpServer.run("postgres", "create database " + name);
        erpServer.run(name, erpSql);
        this.hub = EmbeddedHub.migrated(hubServer);
        this.settings = new SourceSettings(
                source,
                pack,
                new Server(erpServer.url(name), name + "_capture", ""),
                new Server(hub.url(), "yecai_capture", ""),
                "yecai_" + name,
                "yecai_" + name,
                CaptureTuning.defaults());
        erpServer.run(name, Preflight.sourceSetupSql(settings));
        hub.run("postgres", """
                select hub.add_principal('NAME_finance', 'service', array['finance_reader']);
                select hub.add_login('NAME_finance_login', 'NAME_finance', 'finance-secret');
                select hub.grant_scope('NAME_finance', 'company', '*', null, 'trial')""".replace("NAME", name));
    }

    EmbeddedHub hub() {
        return hub;
    }

    /** The principal of the finance system. */
    String financePrincipal() {
        return name + "_finance";
    }

    /** A connection of a finance system that may see all companies. */
    Connection openAsFinance() throws SQLException {
        return hub.open(financePrincipal() + "_login");
    }

    /** Changes the ERP as its owner. */
    void change(String sql) throws SQLException {
        erpServer.run(name, sql);
    }

    /** Loads the source; returns the number of mirror rows. */
    long load() {
        return new InitialLoad(settings).run(LoadProgress.SILENT);
    }

    void startCapture() {
        capture = new Capture(settings);
        capture.start();
    }

    void stopCapture() {
        capture.close();
        capture = null;
    }

    /** Waits until the hub has applied everything that the ERP has committed by now. */
    void awaitCaughtUp() throws SQLException {
        String target;
        try (Connection erp = erpServer.open(name, "postgres")) {
            target = EmbeddedHub.list(erp, "select pg_current_wal_lsn()").get(0);
        }
        Waiting.until("the hub reaches " + target, () -> {
            if (capture.ended().isDone()) {
                capture.ended().join();
            }
            return hub.list("yecai_capture", "select position >= '" + target + "'::pg_lsn from hub.source")
                    .equals(List.of("t"));
        });
    }

    CheckReport check() {
        return new Check(settings).run(new CheckOptions("a test", Waiting.PATIENCE, 2, 20));
    }

    @Override
    public void close() throws SQLException {
        if (capture != null) {
            stopCapture();
        }
        String ours = " from pg_replication_slots where database = current_database()";
        erpServer.run(name, "select pg_terminate_backend(active_pid, 600000)" + ours + " and active");
        erpServer.run(name, "select pg_drop_replication_slot(slot_name)" + ours);
        hub.drop();
        erpServer.run("postgres", "drop database " + name + " with (force)");
    }
}
