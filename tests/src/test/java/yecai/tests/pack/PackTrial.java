package yecai.tests.pack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;
import yecai.cdc.Capture;
import yecai.cdc.Preflight;
import yecai.cdc.Server;
import yecai.cdc.SourceSettings;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.check.CheckReport;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.sql.Bootstrap;
import yecai.sql.BootstrapSettings;
import yecai.sql.Migrator;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;
import yecai.sql.pack.SqlName;
import yecai.sql.pack.TableSpec;

/**
 * A pack on trial: an ERP database and a hub database on an embedded server, loaded and captured as in operation. Made for
 * any pack; what the ERP holds is given as SQL.
 */
public final class PackTrial implements AutoCloseable {
    private static final String FINANCE = "trial_finance";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

    private final EmbeddedPostgres server;
    private final SourceSettings settings;
    private Capture capture;

    private PackTrial(EmbeddedPostgres server, SourceSettings settings) {
        this.server = server;
        this.settings = settings;
    }

    /** Starts the server, makes the ERP from SQL, and an empty hub beside it. */
    public static PackTrial of(String pack, String erpSql) throws SQLException {
        return of(pack, erpSql, erp -> PackLoader.load(pack));
    }

    /** Makes the pack once the ERP is there. */
    public interface PackMaker {
        Pack make(Connection erp) throws SQLException;
    }

    /** The same with a pack that is made from the ERP. */
    public static PackTrial of(String source, String erpSql, PackMaker pack) throws SQLException {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("wal_level", "logical")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "60")
                    .start();
            return started(server, source, erpSql, pack);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static PackTrial started(EmbeddedPostgres server, String source, String erpSql, PackMaker maker)
            throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/";
        try (Connection admin = DriverManager.getConnection(url + "postgres", "postgres", "")) {
            Bootstrap.run(admin, BootstrapSettings.of("trial_hub", "migrate-secret", "capture-secret"));
            run(admin, "create database trial_erp");
        }
        PGSimpleDataSource migrate = new PGSimpleDataSource();
        migrate.setUrl(url + "trial_hub");
        migrate.setUser("yecai_migrate");
        new Migrator(migrate).migrate();
        Pack pack;
        try (Connection erp = DriverManager.getConnection(url + "trial_erp", "postgres", "")) {
            run(erp, erpSql);
            pack = maker.make(erp);
        }
        SourceSettings settings = new SourceSettings(
                source,
                pack,
                new Server(url + "trial_erp", "trial_capture", ""),
                new Server(url + "trial_hub", "yecai_capture", "capture-secret"));
        try (Connection erp = DriverManager.getConnection(url + "trial_erp", "postgres", "")) {
            run(erp, Preflight.sourceSetupSql(settings));
        }
        try (Connection hub = DriverManager.getConnection(url + "trial_hub", "postgres", "")) {
            run(hub, """
                    select hub.add_principal('trial_finance', 'service', array['finance_reader']);
                    select hub.add_login('trial_finance_login', 'trial_finance', 'finance-secret');
                    select hub.grant_scope('trial_finance', 'company', '*', null, 'trial')""");
        }
        return new PackTrial(server, settings);
    }

    public SourceSettings settings() {
        return settings;
    }

    /** A connection of the ERP's owner. */
    public Connection openErp() throws SQLException {
        return DriverManager.getConnection(settings.erp().url(), "postgres", "");
    }

    /** A connection of a finance system that may see all companies. */
    public Connection openAsFinance() throws SQLException {
        return DriverManager.getConnection(settings.hub().url(), FINANCE + "_login", "finance-secret");
    }

    /** Loads the source; returns the number of mirror rows. */
    public long load() {
        return new InitialLoad(settings).run(LoadProgress.SILENT);
    }

    public void startCapture() {
        capture = new Capture(settings);
        capture.start();
    }

    public void stopCapture() {
        capture.close();
        capture = null;
    }

    /** Kills the capture's sessions at both servers, as a crash would, waits until it has noticed, and ends it. */
    public void killCapture() throws SQLException {
        long failures = capture.metrics().failures();
        try (Connection admin = openErp()) {
            run(
                    admin,
                    "select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
                            + settings.hub().user() + "' or usename = '"
                            + settings.erp().user() + "'");
        }
        long deadline = System.nanoTime() + PATIENCE;
        while (capture.metrics().failures() == failures && !capture.ended().isDone()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the capture has not noticed that its sessions were killed");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        stopCapture();
    }

    /** Waits until the hub has applied everything that the ERP has committed by now. */
    public void awaitCaughtUp() throws SQLException {
        String target;
        try (Connection erp = openErp()) {
            target = text(erp, "select pg_current_wal_lsn()");
            touch(erp);
        }
        long deadline = System.nanoTime() + PATIENCE;
        try (Connection hub = settings.hub().open("trial")) {
            while (true) {
                if (text(hub, "select position >= '" + target + "'::pg_lsn from hub.source")
                        .equals("t")) {
                    return;
                }
                if (capture.ended().isDone()) {
                    capture.ended().join();
                }
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the hub has not reached " + target + ", it is at "
                            + text(hub, "select position from hub.source"));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    // A change that changes nothing, so that there is something captured beyond the position that is waited for.
    private void touch(Connection erp) throws SQLException {
        for (TableSpec table : settings.pack().tables()) {
            String quoted = SqlName.quote(table.sourceSchema(), table.sourceTable());
            String key = SqlName.quote(table.key().get(0));
            try (Statement statement = erp.createStatement()) {
                if (statement.executeUpdate("update " + quoted + " set " + key + " = " + key
                                + " where ctid = (select ctid from " + quoted + " limit 1)")
                        > 0) {
                    return;
                }
            }
        }
        throw new AssertionError("the captured tables are empty");
    }

    public CheckReport check() {
        return new Check(settings).run(CheckOptions.defaults());
    }

    @Override
    public void close() throws IOException {
        if (capture != null) {
            stopCapture();
        }
        server.close();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
