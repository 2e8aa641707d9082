package yecai.hub.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import yecai.cdc.Capture;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.source.SourceSettings;
import yecai.hub.api.signin.ConsoleLinks;
import yecai.hub.demo.display.LagProbe;
import yecai.hub.demo.display.Lags;
import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.server.EmbeddedServers;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.PackLoader;

/**
 * A demo without a display, for whoever measures it: an ERP in which people work, a hub, the capture between them, and the API with the
 * console. Not safe for several threads.
 */
public final class ServedDemo implements AutoCloseable {
    private static final Duration LINK = Duration.ofMinutes(10);

    private final EmbeddedServers servers;
    private final DemoHub hub;
    private final Workload workload;
    private final Capture capture;
    private final DemoApi api;
    private final LagProbe probe;

    private ServedDemo(
            EmbeddedServers servers, DemoHub hub, Workload workload, Capture capture, DemoApi api, LagProbe probe) {
        this.servers = servers;
        this.hub = hub;
        this.workload = workload;
        this.capture = capture;
        this.api = api;
        this.probe = probe;
    }

    /**
     * Starts everything but the business of today.
     *
     * @param history transactions of the past months
     * @throws yecai.sql.error.YecaiException if a server cannot be started
     */
    public static ServedDemo start(int history) throws SQLException {
        EmbeddedServers servers = EmbeddedServers.start(0, false);
        try {
            DemoHub hub = DemoHub.create(servers.hub());
            DemoErp erp = DemoErp.create(servers.erp());
            Workload workload = erp.startBusiness(DemoOptions.defaults().withHistory(history));
            SourceSettings settings =
                    new SourceSettings(Demo.SOURCE, PackLoader.load("demo"), erp.capture(), hub.capture());
            erp.letIn(settings);
            new InitialLoad(settings).run(LoadProgress.SILENT);
            hub.showTokens(settings);
            Capture capture = new Capture(settings);
            capture.start();
            LagProbe probe = new LagProbe(hub.finance(), Demo.SOURCE);
            workload.onCommit(probe);
            return new ServedDemo(servers, hub, workload, capture, DemoApi.start(hub), probe);
        } catch (SQLException | RuntimeException problem) {
            servers.close();
            throw problem;
        }
    }

    /** The API's address; the console is at {@code /console}. */
    public String url() {
        return api.url();
    }

    /** The hub's address for JDBC, as its superuser. */
    public Connection openHub() throws SQLException {
        return hub.openAsAdmin();
    }

    /**
     * Makes a person of finance and returns the secret of a link that signs them in, once.
     *
     * @param company that the person sees; * for all
     */
    public String addPerson(String name, String company) throws SQLException {
        try (Connection admin = hub.openAsAdmin();
                PreparedStatement person =
                        admin.prepareStatement("select hub.add_principal(?, 'person', array['finance_reader'])");
                PreparedStatement scope =
                        admin.prepareStatement("select hub.grant_scope(?, 'company', ?, null, 'demo')")) {
            person.setString(1, name);
            person.execute();
            scope.setString(1, name);
            scope.setString(2, company);
            scope.execute();
            return new ConsoleLinks(Handles.open(admin))
                    .issue(name, Instant.now().plus(LINK))
                    .reveal();
        }
    }

    /** Starts business of today at so many transactions a second. */
    public void work(double rate) throws SQLException {
        workload.start(rate);
    }

    /** Ends today's business; fails if a worker or the capture has failed. */
    public void rest() {
        workload.stop();
        requireSound();
    }

    /** Fails if a worker of the ERP or the capture has failed. */
    public void requireSound() {
        workload.failure().ifPresent(cause -> {
            throw new IllegalStateException("the demo ERP's workload failed", cause);
        });
        if (capture.ended().isDone()) {
            capture.ended().join();
            throw new IllegalStateException("the capture has ended by itself");
        }
    }

    /** Transactions that the ERP has committed. */
    public long committed() {
        return workload.committed();
    }

    /** How long finance waits for what the ERP has committed. */
    public Lags lags() {
        return probe.lags();
    }

    @Override
    public void close() throws SQLException {
        try {
            workload.close();
            probe.close();
            api.close();
            capture.close();
        } finally {
            servers.close();
        }
    }
}
