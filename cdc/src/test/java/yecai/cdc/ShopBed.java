package yecai.cdc;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.mirror.CatalogPack;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.progress.Lsn;
import yecai.cdc.reconcile.ReconcileOptions;
import yecai.cdc.source.CaptureTuning;
import yecai.cdc.source.ErpOptions;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.sql.EmbeddedHub;
import yecai.sql.Waiting;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;
import yecai.sql.pack.TableSpec;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/**
 * A small ERP, the shop, and a hub, each in a database of its own on the servers that all tests share.
 */
public final class ShopBed implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    public static final String SCHEMA = """
            create table client (id integer primary key, name text);
            create table orders (
                id integer primary key, company text not null, customer integer, number varchar(20), ordered date,
                currency text, note text, secret text);
            create table "order-line" (
                order_id integer, line integer, quantity numeric, price numeric(14, 4), due date, primary key (order_id, line));
            alter table orders alter column note set storage external;
            insert into client values (1, 'Ada'), (2, 'Bo');
            insert into orders values (10, 'C1', 1, 'S-10', '2026-01-05', 'CNY', repeat('x', 5000), 'hidden');
            insert into "order-line" values (10, 1, 2, 5.5, '2026-02-01'), (10, 2, 1, 100, null);
            """;

    private final int number = NUMBER.incrementAndGet();
    private final TestServer erpServer;
    private final EmbeddedHub hub;
    private final boolean ownsHub;
    private final SourceSettings settings;
    private Capture capture;

    public ShopBed() throws SQLException {
        this(SCHEMA, "shop");
    }

    public ShopBed(String schema, String packName) throws SQLException {
        this(schema, erp -> pack(packName));
    }

    /** Makes the pack once the ERP's schema is there. */
    public interface PackMaker {
        Pack make(Connection erp) throws SQLException;
    }

    /** An ERP with the given schema, of which every table of these schemas is captured. */
    public static ShopBed capturingAll(String schema, String... schemas) throws SQLException {
        return new ShopBed(schema, erp -> CatalogPack.of(erp, "all", List.of(schemas)));
    }

    public ShopBed(String schema, PackMaker pack) throws SQLException {
        this(schema, pack, TestServers.shared(Role.ERP), TestServers.shared(Role.HUB));
    }

    /** An ERP and a hub on two servers of their own. */
    public ShopBed(String schema, PackMaker pack, TestServer erpServer, TestServer hubServer) throws SQLException {
        this(schema, pack, erpServer, EmbeddedHub.migrated(hubServer), true, "", ErpOptions.NONE, false);
    }

    /** Another shop, with an ERP of its own, in the hub of this one; to be closed before it. */
    public ShopBed neighbour(String schema) throws SQLException {
        return new ShopBed(schema, erp -> pack("shop"), erpServer, hub, false, "", ErpOptions.NONE, false);
    }

    /** An ERP whose database has another encoding than the server's own; every table of schema public is captured. */
    public static ShopBed encoded(String encoding, ErpOptions options, String schema) throws SQLException {
        return new ShopBed(
                schema,
                erp -> CatalogPack.of(erp, "all", List.of("public")),
                TestServers.shared(Role.ERP),
                EmbeddedHub.migrated(TestServers.shared(Role.HUB)),
                true,
                " template template0 encoding '" + encoding + "' lc_collate 'C' lc_ctype 'C'",
                options,
                false);
    }

    /** An ERP of which something is unusual; every table of schema public is captured. */
    public static ShopBed unusual(ErpOptions options, String schema) throws SQLException {
        return new ShopBed(
                schema,
                erp -> CatalogPack.of(erp, "all", List.of("public")),
                TestServers.shared(Role.ERP),
                EmbeddedHub.migrated(TestServers.shared(Role.HUB)),
                true,
                "",
                options,
                false);
    }

    /** The shop, whose tables another login reads than that which reads its log. */
    public static ShopBed withTwoLogins() throws SQLException {
        return new ShopBed(
                SCHEMA,
                erp -> pack("shop"),
                TestServers.shared(Role.ERP),
                EmbeddedHub.migrated(TestServers.shared(Role.HUB)),
                true,
                "",
                ErpOptions.NONE,
                true);
    }

    private ShopBed(
            String schema,
            PackMaker pack,
            TestServer erpServer,
            EmbeddedHub hub,
            boolean ownsHub,
            String database,
            ErpOptions options,
            boolean hasTwoLogins)
            throws SQLException {
        this.erpServer = erpServer;
        erpServer.run("postgres", "create database erp" + number + database);
        run(erpUrl(), schema);
        this.hub = hub;
        this.ownsHub = ownsHub;
        Pack made;
        try (Connection erp = openErp()) {
            made = pack.make(erp);
        }
        settings = new SourceSettings(
                "shop" + number,
                made,
                new Server(
                        erpUrl(),
                        "erp_reader" + number,
                        () -> "",
                        hasTwoLogins ? Optional.of(new Server(erpUrl(), "erp_log" + number, "")) : Optional.empty()),
                new Server(hubUrl(), "yecai_capture", ""),
                "yecai_shop" + number,
                "yecai_shop" + number,
                new CaptureTuning(32 << 20, 2_000, 16 << 20, 200, 200, 20, 2),
                options);
        run(erpUrl(), Preflight.sourceSetupSql(settings));
    }

    public static Pack pack(String name) {
        try {
            return PackLoader.load(Path.of(ShopBed.class
                            .getResource("/packs/" + name + "/pack.yml")
                            .toURI())
                    .getParent()
                    .toString());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public SourceSettings settings() {
        return settings;
    }

    public String mirror() {
        return settings.mirrorSchema();
    }

    /** The usual options of a comparison, with the patience of a test. */
    public static ReconcileOptions reconcileOptions() {
        return new ReconcileOptions(ReconcileOptions.defaults().requestedBy(), Waiting.PATIENCE, 1, false);
    }

    public void load() {
        new InitialLoad(settings).run(LoadProgress.SILENT);
    }

    public Capture capture() {
        capture = new Capture(settings);
        capture.start();
        return capture;
    }

    public void stopCapture() {
        if (capture != null) {
            capture.close();
            capture = null;
        }
    }

    /** Runs statements at the ERP, all in one transaction. */
    public void erp(String sql) throws SQLException {
        run(erpUrl(), sql);
    }

    /**
     * Changes the definition of a table at the ERP as its administrator must: a published column can neither be dropped nor
     * retyped, so the table leaves the publication meanwhile.
     */
    public void redefine(String table, String sql) throws SQLException {
        run(
                erpUrl(),
                "begin; alter publication " + settings.publication() + " drop table " + table + "; " + sql + ";\n"
                        + Preflight.sourceSetupSql(settings) + "commit;");
    }

    /** Runs statements at the hub as superuser. */
    public void hub(String sql) throws SQLException {
        run(hubUrl(), sql);
    }

    public Connection openErp() throws SQLException {
        return DriverManager.getConnection(erpUrl(), "postgres", "");
    }

    public Connection openHub() throws SQLException {
        return DriverManager.getConnection(hubUrl(), "postgres", "");
    }

    /** The rows of a query at the ERP, each as text. */
    public List<String> erpRows(String sql) throws SQLException {
        return rows(erpUrl(), sql);
    }

    /** The rows of a query at the hub, each as text. */
    public List<String> hubRows(String sql) throws SQLException {
        return rows(hubUrl(), sql);
    }

    /**
     * The version by which caches tell whether readers' rows have changed, without what the capture counts and when it last
     * started: only what was changed beside it is left.
     */
    public String versionBesideTheCapture() throws SQLException {
        try (Connection connection = openHub();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "update hub.source set applied_transactions = 0, applied_events = 0, state_since = 'epoch'");
            try (ResultSet row = statement.executeQuery("select version from hub.api_context('nobody')")) {
                row.next();
                return row.getString(1);
            } finally {
                connection.rollback();
            }
        }
    }

    /** Waits until the hub holds everything that the ERP has committed so far. */
    public void awaitApplied() throws SQLException {
        String now = erpRows("select pg_current_wal_insert_lsn()").get(0);
        // older servers flush it within the fifth of a second that their log writer sleeps
        String flush = erpServer.version() >= 170_000 ? ", true" : "";
        erp("select pg_logical_emit_message(false, 'test', 'mark'" + flush + ")");
        await(
                "position " + now,
                () -> Lsn.parse(hubRows("select position from hub.source where source = "
                                        + SqlLiteral.of(settings.source()))
                                .get(0))
                        >= Lsn.parse(now));
    }

    /** Waits until a condition holds, or fails with what ended the capture. */
    public void await(String what, Waiting.Condition<SQLException> condition) throws SQLException {
        Waiting.until(what, () -> {
            boolean holds = condition.holds();
            if (!holds && capture != null && capture.ended().isCompletedExceptionally()) {
                capture.ended().join();
            }
            return holds;
        });
    }

    /** The differences between each captured table and its mirror, row by row as text; empty if there are none. */
    public List<String> differences() throws SQLException {
        List<String> differences = new ArrayList<>();
        for (TableSpec table : settings.pack().tables()) {
            differences.addAll(differences(table));
        }
        return differences;
    }

    /** The same of one table. */
    public List<String> differences(TableSpec table) throws SQLException {
        List<String> differences = new ArrayList<>();
        String columns = table.columns().stream().map(Identifier::quote).collect(Collectors.joining(", "));
        String sql = TextForm.SETTINGS + "; select r from (select row(" + columns + ")::text as r from ";
        String order = ") as x order by r collate \"C\"";
        List<String> erp = erpRows(sql + only(table) + order);
        List<String> hub = hubRows(sql + Identifier.quote(mirror(), table.mirrorTable()) + order);
        if (!erp.equals(hub)) {
            List<String> missing = new ArrayList<>(erp);
            hub.forEach(missing::remove);
            List<String> surplus = new ArrayList<>(hub);
            erp.forEach(surplus::remove);
            differences.add(table.sourceTable() + " lacks " + first(missing) + " and has " + first(surplus));
        }
        return differences;
    }

    private String only(TableSpec table) throws SQLException {
        boolean partitioned = erpRows("select relkind = 'p' from pg_class where oid = "
                        + SqlLiteral.of(table.quotedSource()) + "::regclass")
                .contains("t");
        return (partitioned ? "" : "only ") + table.quotedSource();
    }

    private static String first(List<String> rows) {
        return rows.size() + " rows "
                + rows.stream()
                        .limit(5)
                        .map(row -> row.substring(0, Math.min(300, row.length())))
                        .toList();
    }

    @Override
    public void close() throws SQLException {
        stopCapture();
        run(
                erpUrl(),
                "select pg_terminate_backend(active_pid, 600000) from pg_replication_slots where database = current_database() and active");
        run(
                erpUrl(),
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = current_database()");
        if (ownsHub) {
            hub.drop();
        }
        erpServer.run("postgres", "drop database erp" + number + " with (force)");
    }

    private String erpUrl() {
        return erpServer.url("erp" + number);
    }

    private String hubUrl() {
        return hub.url();
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(String url, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            boolean query = statement.execute(sql);
            while (!query) {
                query = statement.getMoreResults();
            }
            ResultSet rows = statement.getResultSet();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(i > 1 ? "|" : "").append(rows.getString(i));
                }
                found.add(row.toString());
            }
        }
        return found;
    }
}
