package yecai.hub.cli.pack;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.check.CheckReport;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;

/**
 * A pack on trial: an ERP database and a hub database on a server of this machine, loaded and captured as in operation. Made
 * for any pack; what the ERP holds is given as SQL.
 */
public final class PackTrial implements AutoCloseable {
    private static final String FINANCE = "trial_finance";

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final TrialServer server;
    private final SourceSettings settings;
    private TrialCapture capture;

    private PackTrial(TrialServer server, SourceSettings settings) {
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
        TrialServer server = TrialServer.start(Map.of("the ERP's SQL", erpSql));
        try (Connection erp = server.openErp()) {
            PackTrial trial = of(server, source, pack.make(erp));
            trial.connect();
            return trial;
        } catch (SQLException | RuntimeException problem) {
            server.close();
            throw problem;
        }
    }

    /** A trial on a server with an ERP, which does not know the hub before {@link #connect()}. */
    static PackTrial of(TrialServer server, String source, Pack pack) {
        return new PackTrial(
                server, new SourceSettings(source, pack, server.erp("trial_capture"), server.hub("yecai_capture")));
    }

    /** Gives the hub access to the ERP, and a finance system access to the hub. */
    void connect() throws SQLException {
        try (Connection erp = openErp();
                Connection hub = server.openHub()) {
            TrialServer.run(erp, Preflight.sourceSetupSql(settings));
            TrialServer.run(hub, """
                select hub.add_principal('trial_finance', 'service', array['finance_reader', 'reporting_reader']);
                select hub.add_login('trial_finance_login', 'trial_finance', 'finance-secret');
                select hub.grant_scope('trial_finance', 'company', '*', null, 'trial')\
                """);
        }
    }

    /** The same source with another version of its pack; not to be closed. */
    public PackTrial with(Pack pack) {
        return new PackTrial(server, new SourceSettings(settings.source(), pack, settings.erp(), settings.hub()));
    }

    /** A connection of the hub's owner. */
    public Connection openHub() throws SQLException {
        return server.openHub();
    }

    public SourceSettings settings() {
        return settings;
    }

    /** A connection of the ERP's owner. */
    public Connection openErp() throws SQLException {
        return server.openErp();
    }

    /** A connection of a finance system that may see all companies. */
    public Connection openAsFinance() throws SQLException {
        return new Server(settings.hub().url(), FINANCE + "_login", "finance-secret").open("yecai trial");
    }

    /** Loads the source; returns the number of mirror rows. */
    public long load() {
        return new InitialLoad(settings).run(LoadProgress.SILENT);
    }

    public void startCapture() {
        capture = new TrialCapture(settings, server);
    }

    public void stopCapture() {
        capture.close();
        capture = null;
    }

    /** Fails with what ended the capture, if it has ended. */
    public void requireRunning() {
        capture.requireRunning();
    }

    /** Kills the capture's sessions at both servers, as a crash would, waits until it has noticed, and ends it. */
    public void killCapture() throws SQLException {
        capture.kill();
        capture = null;
    }

    /** Waits until the hub has applied everything that the ERP has committed by now. */
    public void awaitCaughtUp() throws SQLException {
        capture.awaitCaughtUp();
    }

    public CheckReport check() {
        return new Check(settings).run(new CheckOptions("yecai pack check", PATIENCE, 2, 20));
    }

    @Override
    public void close() {
        if (capture != null) {
            stopCapture();
        }
        server.close();
    }
}
