package yecai.bench.peer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.bench.backlog.Backlog;
import yecai.bench.server.BenchHub;
import yecai.bench.server.BenchServers;
import yecai.hub.demo.server.EmbeddedServer;

/** PostgreSQL's logical replication of the backlog's table into a database of its own on the hub's server. */
public final class NativeReplication {
    private final BenchServers servers;
    private final String database;

    private NativeReplication(BenchServers servers, String database) {
        this.servers = servers;
        this.database = database;
    }

    /** Makes it with a slot from which it continues; not started yet. The ERP's table is empty. */
    public static NativeReplication create(BenchServers servers, String database) throws SQLException {
        return create(servers, database, "postgres", false);
    }

    /** The same with a database of the ERP whose table has rows already: they are copied, and analyzed. */
    public static NativeReplication load(BenchServers servers, String database, String erpDatabase)
            throws SQLException {
        NativeReplication made = create(servers, database, erpDatabase, true);
        made.start();
        try (Connection peer = made.open()) {
            while (BenchServers.number(peer, "select count(*) from pg_subscription_rel where srsubstate <> 'r'") > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            BenchHub.execute(peer, "vacuum analyze public.moves");
        }
        made.stop();
        return made;
    }

    private static NativeReplication create(BenchServers servers, String database, String erpDatabase, boolean copies)
            throws SQLException {
        servers.createDatabase(database);
        try (Connection erp = servers.erp().openAsAdmin(erpDatabase);
                Connection peer = servers.hub().openAsAdmin(database)) {
            BenchHub.execute(
                    erp,
                    "create publication native for table public.moves",
                    "select pg_create_logical_replication_slot('" + database + "', 'pgoutput')");
            BenchHub.execute(
                    peer,
                    Backlog.TABLE,
                    "create subscription s connection '" + servers.erp().adminConnection(erpDatabase)
                            + "' publication native with (create_slot = false, enabled = false, slot_name = '"
                            + database + "', copy_data = " + copies + ")");
        }
        return new NativeReplication(servers, database);
    }

    public void start() throws SQLException {
        try (Connection peer = open()) {
            BenchHub.execute(peer, "alter subscription s enable");
        }
    }

    public void stop() throws SQLException {
        try (Connection peer = open()) {
            BenchHub.execute(peer, "alter subscription s disable");
        }
    }

    /** Subscribes a database of the hub's server to an ERP's publication, by a slot that is there; what is returned drops it. */
    public static AutoCloseable subscribe(
            EmbeddedServer hub, String database, String erpConnection, String publication, String slot)
            throws SQLException {
        try (Connection connection = hub.openAsAdmin(database)) {
            BenchHub.execute(
                    connection,
                    "create subscription s connection '" + erpConnection + "' publication " + publication
                            + " with (create_slot = false, slot_name = '" + slot + "', copy_data = false)");
        }
        return () -> {
            try (Connection connection = hub.openAsAdmin(database)) {
                BenchHub.execute(
                        connection,
                        "alter subscription s disable",
                        "alter subscription s set (slot_name = none)",
                        "drop subscription s");
            }
        };
    }

    public Connection open() throws SQLException {
        return servers.hub().openAsAdmin(database);
    }
}
