package yecai.bench.backlog;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import yecai.bench.server.BenchHub;
import yecai.bench.server.BenchServers;
import yecai.cdc.Capture;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.server.EmbeddedServer;

/** A hub, loaded from the backlog's table in a database of the ERP's server, with a reader from finance. */
public final class CapturedBacklog implements AutoCloseable {
    static final String SEEN =
            "select entity_key from finance.stock_movement where source = '%s' and entity_key = any (?)";

    private final BenchServers servers;
    private final SourceSettings settings;
    private final BenchHub hub;
    private final Server finance;
    private Capture capture;

    private CapturedBacklog(BenchServers servers, SourceSettings settings, BenchHub hub, Server finance) {
        this.servers = servers;
        this.settings = settings;
        this.hub = hub;
        this.finance = finance;
    }

    public static CapturedBacklog load(BenchServers servers, String name, String erpDatabase)
            throws IOException, SQLException {
        BenchHub hub = BenchHub.create(servers.hub(), name);
        String login = "yecai_" + name;
        String password = EmbeddedServer.newPassword();
        SourceSettings settings = new SourceSettings(
                name,
                Backlog.pack(servers.folder(), true),
                servers.erp().login(erpDatabase, login, password),
                hub.capture());
        try (Connection admin = servers.erp().openAsAdmin(erpDatabase)) {
            BenchHub.execute(admin, Preflight.sourceSetupSql(settings));
        }
        servers.erp().setPassword(login, password);
        new InitialLoad(settings).run(LoadProgress.SILENT);
        Server finance = servers.hub().login(name, "finance_" + name, EmbeddedServer.newPassword());
        try (Connection admin = servers.hub().openAsAdmin(name)) {
            BenchHub.execute(
                    admin,
                    "select hub.add_principal('reader_" + name + "', 'person', array['finance_reader'])",
                    "select hub.add_login('" + finance.user() + "', 'reader_" + name + "', '"
                            + EmbeddedServer.newPassword() + "')",
                    "select hub.grant_scope('reader_" + name + "', 'company', '*', null, 'benchmark')",
                    "analyze");
        }
        servers.hub().setPassword(finance.user(), finance.password());
        return new CapturedBacklog(servers, settings, hub, finance);
    }

    public void start() {
        capture = new Capture(settings);
        capture.start();
    }

    public void stop() {
        if (capture != null) {
            capture.close();
            capture = null;
        }
    }

    /** A connection of finance, who sees every company. */
    public Connection openAsFinance() throws SQLException {
        Connection reader = finance.openPrepared("yecai bench");
        reader.setReadOnly(true);
        BenchHub.execute(reader, "set plan_cache_mode = force_generic_plan");
        return reader;
    }

    /** The query with which finance looks for rows by their ids. */
    public String seenSql() {
        return SEEN.formatted(settings.source());
    }

    /** The ERP's database. */
    public String erpDatabase() {
        return settings.erp().database();
    }

    /** How many canonical rows there are, and what they add up to. */
    public String total() throws SQLException {
        try (Connection admin = servers.hub().openAsAdmin(hub.database())) {
            return BenchServers.text(
                    admin,
                    "select count(*) || ' ' || sum(quantity) || ' ' || sum(amount_functional) from canon.stock_movement");
        }
    }

    @Override
    public void close() {
        stop();
    }
}
