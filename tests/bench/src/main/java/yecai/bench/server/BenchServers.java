package yecai.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import yecai.bench.report.BenchFolder;
import yecai.bench.report.BenchReport;
import yecai.cdc.source.Server;
import yecai.hub.demo.server.EmbeddedServer;

/** The two servers of a benchmark, the ERP's and the hub's, of one version and with the same settings for hub and peers. */
public final class BenchServers implements AutoCloseable {
    private static final Map<String, String> ERP_SETTINGS = Map.of(
            "wal_level", "logical",
            "shared_buffers", "256MB",
            "max_wal_size", "8GB",
            "checkpoint_timeout", "30min",
            "max_replication_slots", "60",
            "max_wal_senders", "60");
    private static final Map<String, String> HUB_SETTINGS = Map.of(
            "shared_buffers", "256MB",
            "max_wal_size", "8GB",
            "checkpoint_timeout", "30min",
            "maintenance_work_mem", "128MB");

    private final BenchFolder folder;
    private final EmbeddedServer erp;
    private final EmbeddedServer hub;

    private BenchServers(BenchFolder folder, EmbeddedServer erp, EmbeddedServer hub) {
        this.folder = folder;
        this.erp = erp;
        this.hub = hub;
    }

    public static BenchServers start() throws IOException {
        BenchFolder folder = BenchFolder.create();
        EmbeddedServer erp = null;
        try {
            erp = EmbeddedServer.start("ERP", folder.resolve("erp"), 0, ERP_SETTINGS);
            return new BenchServers(folder, erp, EmbeddedServer.start("hub", folder.resolve("hub"), 0, HUB_SETTINGS));
        } catch (RuntimeException problem) {
            if (erp != null) {
                erp.close();
            }
            folder.close();
            throw problem;
        }
    }

    public EmbeddedServer erp() {
        return erp;
    }

    public EmbeddedServer hub() {
        return hub;
    }

    /** The ERP's database, as its superuser. */
    Server erpAdmin() {
        return erp.admin("postgres");
    }

    /** A folder for the benchmark's own files. */
    public Path folder() {
        return folder.path();
    }

    /** Writes the servers' settings into the report. */
    public void describe(BenchReport report) throws SQLException {
        try (Connection connection = hub.openAsAdmin("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('server_version')")) {
            row.next();
            report.setting("postgresql", row.getString(1));
        }
        report.setting("erp", ERP_SETTINGS);
        report.setting("hub", HUB_SETTINGS);
        report.setting("durability", "fsync on and synchronous_commit on, on both servers");
    }

    /** Makes a database of its own on the hub's server, as a peer gets one. */
    public void createDatabase(String name) throws SQLException {
        try (Connection admin = hub.openAsAdmin("postgres")) {
            BenchHub.execute(admin, "create database " + name);
        }
    }

    /** Drops a database of the hub's server, and the slots at the ERP whose names end with its name. */
    public void drop(String database) throws SQLException {
        try (Connection admin = hub.openAsAdmin("postgres")) {
            BenchHub.execute(admin, "drop database " + database + " with (force)");
        }
        try (Connection admin = erp.openAsAdmin("postgres")) {
            BenchHub.execute(
                    admin,
                    "select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active and slot_name like '%"
                            + database + "'");
        }
    }

    static List<String> texts(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    public static String text(Connection connection, String sql) throws SQLException {
        return texts(connection, sql).get(0);
    }

    public static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    @Override
    public void close() throws IOException {
        try {
            hub.close();
        } finally {
            try {
                erp.close();
            } finally {
                folder.close();
            }
        }
    }
}
