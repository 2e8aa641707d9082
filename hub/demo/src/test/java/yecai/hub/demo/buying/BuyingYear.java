package yecai.hub.demo.buying;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import yecai.cdc.Capture;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.CaptureTuning;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.erp.Mix;
import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.erp.engine.ErpSchema;
import yecai.sql.EmbeddedHub;
import yecai.sql.Waiting;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** A year of the demo ERP in which much is bought, by a seed, and a hub that is loaded with it. */
final class BuyingYear implements AutoCloseable {
    private static final Pack PACK = PackLoader.load("demo");
    private static final String ADMIN = "postgres";
    private static final String SECRET = "finance-secret";
    private static final Mix MUCH_TO_BUY = Mix.of(Map.of("billing", 0.5, "purchasing", 2.0, "production", 1.5));

    private final TestServer server = TestServers.shared(Role.ERP);
    private final String name;
    private final Workload workload;
    private EmbeddedHub hub;
    private SourceSettings settings;
    private Capture capture;

    /**
     * Does the business.
     *
     * @param today the last day of the year
     */
    BuyingYear(long seed, int transactions, LocalDate today) throws SQLException {
        name = "buying_year_" + seed;
        server.run(ADMIN, "create database " + name);
        try (Connection owner = openErp()) {
            ErpSchema.create(owner, today);
        }
        LocalDate goLive = today.minusYears(1).plusDays(1);
        workload = new Workload(this::openErp, 1, seed, goLive, MUCH_TO_BUY);
        workload.goLive();
        workload.fill(transactions, goLive, today);
    }

    /** Loads a new hub with what the ERP holds, with a reader and a writer of finance who may see every company. */
    void load() throws SQLException {
        hub = EmbeddedHub.migrated();
        settings = new SourceSettings(
                "demo",
                PACK,
                new Server(server.url(name), name + "_capture", ""),
                new Server(hub.url(), "yecai_capture", ""),
                name,
                name,
                CaptureTuning.defaults());
        server.run(name, Preflight.sourceSetupSql(settings));
        new InitialLoad(settings).run(LoadProgress.SILENT);
        hub.run(ADMIN, """
                select hub.add_principal('NAME', 'service', array['finance_reader', 'finance_writer']);
                select hub.add_login('NAME_login', 'NAME', '%s');
                select hub.grant_scope('NAME', 'company', '*', null, 'buying')""".formatted(SECRET).replace("NAME", name));
    }

    /** Captures from now on. */
    void capture() {
        capture = new Capture(settings);
        capture.start();
    }

    /** Does one transaction of business, and waits until the hub has committed it. */
    void doOneTransaction(LocalDate day) throws SQLException {
        workload.fill(1, day, day);
        String end = erp("select pg_current_wal_insert_lsn()::text").get(0);
        Waiting.until(
                "the hub is at " + end,
                () -> column(hub.open(ADMIN), "select (position >= '" + end + "')::text from hub.source")
                        .equals(List.of("true")));
    }

    /** A connection of finance, which may see every company. */
    Connection openFinance() throws SQLException {
        return hub.open(name + "_login");
    }

    /** The first column of what finance is told. */
    List<String> finance(String sql) throws SQLException {
        return column(openFinance(), sql);
    }

    /** The first column of what the ERP says. */
    List<String> erp(String sql) throws SQLException {
        return column(openErp(), sql);
    }

    /** Changes the ERP behind its back. */
    void change(String sql) throws SQLException {
        try (Connection erp = openErp();
                Statement statement = erp.createStatement()) {
            statement.execute("set search_path = erp");
            statement.execute(sql);
        }
    }

    private Connection openErp() throws SQLException {
        return server.open(name, ADMIN);
    }

    private static List<String> column(Connection opened, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = opened;
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        workload.close();
        if (capture != null) {
            capture.close();
        }
        if (hub != null) {
            server.run(name, "select pg_drop_replication_slot('" + name + "')");
            hub.drop();
        }
        server.run(ADMIN, "drop database " + name + " with (force)");
    }
}
