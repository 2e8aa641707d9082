package yecai.cdc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.mirror.CatalogPack;
import yecai.cdc.mirror.Identifier;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.progress.Lsn;
import yecai.sql.Bootstrap;
import yecai.sql.BootstrapSettings;
import yecai.sql.Migrator;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;
import yecai.sql.pack.TableSpec;

/**
 * A small ERP, the shop, and a hub, each in a database of its own on one embedded server that all tests share. The server
 * trusts everybody.
 */
public final class ShopBed implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static EmbeddedPostgres server;

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
    private final int erpPort;
    private final int hubPort;
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
        this(schema, pack, server().getPort(), server().getPort());
    }

    /** An ERP and a hub on two servers of their own. */
    public ShopBed(String schema, PackMaker pack, int erpPort, int hubPort) throws SQLException {
        this.erpPort = erpPort;
        this.hubPort = hubPort;
        run(serverUrl(erpPort, "postgres"), "create database erp" + number);
        run(erpUrl(), schema);
        try (Connection admin = DriverManager.getConnection(serverUrl(hubPort, "postgres"), "postgres", "")) {
            Bootstrap.run(admin, BootstrapSettings.of("hub" + number, "m", "c"));
        }
        PGSimpleDataSource migrate = new PGSimpleDataSource();
        migrate.setUrl(hubUrl());
        migrate.setUser("yecai_migrate");
        new Migrator(migrate).migrate();
        Pack made;
        try (Connection erp = openErp()) {
            made = pack.make(erp);
        }
        settings = new SourceSettings(
                "shop" + number,
                made,
                new Server(erpUrl(), "erp_reader" + number, ""),
                new Server(hubUrl(), "yecai_capture", ""),
                "yecai_shop" + number,
                "yecai_shop" + number,
                new CaptureTuning(32 << 20, 2_000, 16 << 20, 200, 200, 2));
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

    /** Waits until the hub holds everything that the ERP has committed so far. */
    public void awaitApplied() throws SQLException {
        String now = erpRows("select pg_current_wal_insert_lsn()").get(0);
        erp("select pg_logical_emit_message(false, 'test', 'mark', true)");
        await(
                "position " + now,
                () -> Lsn.parse(hubRows("select position from hub.source").get(0)) >= Lsn.parse(now));
    }

    /** A condition that a test waits for. */
    public interface Condition {
        boolean holds() throws SQLException;
    }

    public void await(String what, Condition condition) throws SQLException {
        await(what, 60, condition);
    }

    public void await(String what, int seconds, Condition condition) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (!condition.holds()) {
            if (capture != null && capture.ended().isCompletedExceptionally()) {
                capture.ended().join();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + seconds + " seconds for " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
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
                        + Identifier.literal(table.quotedSource()) + "::regclass")
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
                "select pg_terminate_backend(active_pid, 5000) from pg_replication_slots where database = current_database() and active");
        run(
                erpUrl(),
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = current_database()");
        run(serverUrl(hubPort, "postgres"), "drop database hub" + number + " with (force)");
        run(serverUrl(erpPort, "postgres"), "drop database erp" + number + " with (force)");
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("wal_level", "logical")
                        .setServerConfig("max_connections", "80")
                        .setServerConfig("max_replication_slots", "30")
                        .setServerConfig("max_wal_senders", "30")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }

    private String erpUrl() {
        return serverUrl(erpPort, "erp" + number);
    }

    private String hubUrl() {
        return serverUrl(hubPort, "hub" + number);
    }

    private static String serverUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
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
