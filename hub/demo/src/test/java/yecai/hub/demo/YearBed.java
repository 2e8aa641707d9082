package yecai.hub.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import yecai.cdc.derive.OrderCosts;
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
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;
import yecai.sql.text.Resources;

/**
 * The year 2025 of the demo ERP, whenever this is run, day by day, with late postings, bounced payments, reversals, payments taken off their invoices, and
 * deleted invoices; what the ERP held on some of its evenings, in copies of its database; and a hub that is loaded at the end.
 */
final class YearBed implements AutoCloseable {
    /** Sources of different days are of the same companies. */
    private static final Map<String, String> SAME_COMPANIES = Map.of("1000", "1000", "2000", "2000", "3000", "3000");

    /** Roles are the server's, not the database's, and outlive a bed: each bed has names of its own. */
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final String ADMIN = "postgres";
    /** Less is billed than usual, and more corrected, so that every evening has unbilled deliveries. */
    private static final Mix MUCH_TO_BILL = Mix.of(Map.of("billing", 0.6, "corrections", 2.0));

    private static final Pack PACK = PackLoader.load("demo");
    /** What receivables need of the pack, so that a load takes a part of the time. */
    private static final Pack SALES = only(
            Set.of(
                    "companies",
                    "currencies",
                    "customers",
                    "materials",
                    "material_uoms",
                    "sales_orders",
                    "sales_order_lines",
                    "shipments",
                    "shipment_lines",
                    "customer_invoices",
                    "customer_invoice_lines",
                    "ar_items"),
            Set.of(
                    "company",
                    "currency",
                    "customer",
                    "material_unit",
                    "sales_order_line",
                    "shipment_line",
                    "customer_invoice_line",
                    "document_link",
                    "receivable_item"));

    private final String name = "figures_year_" + NUMBER.incrementAndGet();
    private final TestServer server = TestServers.shared(Role.ERP);
    private final List<LocalDate> evenings = new ArrayList<>();
    private final EmbeddedHub hub = EmbeddedHub.migrated();
    private final EmbeddedHub second = EmbeddedHub.migrated();

    /** What billing of an order line became known after an evening for days up to it. */
    private record Known(Long shipmentLine, long orderLine, BigDecimal quantity) {}

    /**
     * Does the business.
     *
     * @param transactions how many, besides what is corrected behind the ERP's back
     * @param kept on how many evenings the ERP's state is kept, evenly spread over the year
     */
    YearBed(int transactions, int kept) throws SQLException {
        server.run("postgres", "create database " + name);
        LocalDate today = LocalDate.of(2025, 12, 31);
        try (Connection owner = openErp()) {
            ErpSchema.create(owner, today);
        }
        server.run(name, Preflight.sourceSetupSql(settings(PACK, name, "demo", hub)));
        LocalDate goLive = today.minusYears(1).plusDays(1);
        long days = ChronoUnit.DAYS.between(goLive, today);
        LocalDate first = goLive;
        for (int i = 1; i <= kept; i++) {
            LocalDate last = goLive.plusDays(days * i / kept);
            work(transactions / kept, i, goLive, first, last);
            correct(last, i);
            evenings.add(last);
            server.run("postgres", "create database " + copy(i - 1) + " template " + name);
            first = last.plusDays(1);
        }
        new InitialLoad(settings(PACK, name, "demo", hub)).run(LoadProgress.SILENT);
        addReader(hub, name);
        addReader(second, name + "_second");
        shareCodes();
    }

    // the second hub's sources are one ERP at several evenings, so what has the same code is the same
    private void shareCodes() throws SQLException {
        String writer = name + "_codes";
        second.run(ADMIN, """
                select hub.add_principal('NAME', 'service', array['finance_writer']);
                select hub.add_login('NAME_login', 'NAME', 'finance-secret');
                select hub.grant_scope('NAME', 'company', '*', null, 'codes')""".replace("NAME", writer));
        rows(second.open(writer + "_login"), """
                select finance.set_code_rule(k.kind, null, 'identity', 'same', null, null, null, 'one ERP', 'same ' || k.kind)
                from unnest(array['plant', 'material', 'customer', 'supplier', 'account', 'cost_center', 'payment_term', 'employee'])
                    as k (kind)
                """);
    }

    private void work(int transactions, int seed, LocalDate goLive, LocalDate first, LocalDate last)
            throws SQLException {
        try (Workload workload = new Workload(this::openErp, 1, seed, goLive, MUCH_TO_BILL)) {
            workload.goLive();
            workload.fill(transactions, first, last);
        }
    }

    private void correct(LocalDate today, int evening) throws SQLException {
        try (Connection erp = openErp();
                PreparedStatement unreconcile = erp.prepareStatement(Resources.read("hub/demo/year/unreconcile.sql"));
                Statement statement = erp.createStatement()) {
            unreconcile.setString(1, today.toString());
            unreconcile.execute();
            if (evening % 3 == 0) {
                statement.execute(
                        Resources.read("hub/demo/year/delete-invoice.sql").replace(":today", today.toString()));
            }
        }
    }

    /** The evenings on which the ERP's state was kept. */
    List<LocalDate> evenings() {
        return evenings;
    }

    /** A connection of the hub's finance, which may see all companies. */
    Connection openAsFinance() throws SQLException {
        return hub.open(name + "_login");
    }

    /** Asks finance of the hub. */
    List<List<String>> finance(String sql) throws SQLException {
        return rows(openAsFinance(), sql);
    }

    /** The ERP's own answer at the end of the year. */
    List<List<String>> erp(String sql) throws SQLException {
        return rows(openErp(), sql);
    }

    /**
     * Loads a source of the second hub with what the ERP held on an evening, corrected by what became known later, and
     * asks its finance; {@code :source} in the question is that source.
     */
    List<List<String>> financeOfTheSecondHub(int evening, String sql) throws SQLException {
        String source = "evening_" + evening;
        bringKnown(evening);
        new InitialLoad(settings(SALES, copy(evening), source, second)).run(LoadProgress.SILENT);
        server.run(copy(evening), "select pg_drop_replication_slot('" + copy(evening) + "')");
        return rows(second.open(name + "_second_login"), sql.replace(":source", "'" + source + "'"));
    }

    private void bringKnown(int evening) throws SQLException {
        List<Known> later = new ArrayList<>();
        try (Connection erp = openErp();
                PreparedStatement statement = erp.prepareStatement(Resources.read("hub/demo/year/known-later.sql"))) {
            for (int i = 1; i <= 4; i++) {
                statement.setString(i, evenings.get(evening).toString());
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    later.add(new Known((Long) row.getObject(1), row.getLong(2), row.getBigDecimal(3)));
                }
            }
        }
        try (Connection copy = server.open(copy(evening), ADMIN)) {
            for (Known known : later) {
                add(copy, "erp.shipment_lines", known.shipmentLine(), known.quantity());
                add(copy, "erp.sales_order_lines", known.orderLine(), known.quantity());
            }
        }
    }

    private static void add(Connection erp, String table, Long id, BigDecimal quantity) throws SQLException {
        try (PreparedStatement statement = erp.prepareStatement(
                "update " + table + " set invoiced_quantity = invoiced_quantity + ? where id = ?")) {
            statement.setBigDecimal(1, quantity);
            statement.setObject(2, id, Types.BIGINT);
            statement.executeUpdate();
        }
    }

    private SourceSettings settings(Pack pack, String database, String source, EmbeddedHub target) {
        return new SourceSettings(
                        source,
                        pack,
                        new Server(server.url(database), name + "_capture", ""),
                        new Server(target.url(), "yecai_capture", ""),
                        database,
                        name,
                        CaptureTuning.defaults())
                .with(SAME_COMPANIES);
    }

    /** Keeps what completed orders cost, as a capture does that has nothing else to do; returns of how many orders there is something to read. */
    int keepOrderCosts() throws SQLException {
        try (Connection capture = hub.open("yecai_capture")) {
            OrderCosts costs = new OrderCosts(capture, "demo");
            while (costs.areDue()) {
                costs.keep(100);
            }
        }
        return Integer.parseInt(
                hub.list("yecai_capture", "select count(*) from canon.order_costed where variances is not null")
                        .get(0));
    }

    private static void addReader(EmbeddedHub hub, String name) throws SQLException {
        hub.run(ADMIN, """
                select hub.add_principal('NAME', 'service', array['finance_reader']);
                select hub.add_login('NAME_login', 'NAME', 'finance-secret');
                select hub.grant_scope('NAME', 'company', '*', null, 'figures')""".replace("NAME", name));
    }

    private static Pack only(Set<String> tables, Set<String> mappings) {
        return new Pack(
                PACK.name(),
                PACK.version(),
                PACK.title(),
                PACK.kind(),
                PACK.tables().stream()
                        .filter(table -> tables.contains(table.mirrorTable()))
                        .toList(),
                PACK.staging(),
                PACK.mappings().stream()
                        .filter(mapping -> mappings.contains(mapping.name()))
                        .toList(),
                List.of(),
                PACK.settings());
    }

    private static List<List<String>> rows(Connection opened, String sql) throws SQLException {
        List<List<String>> found = new ArrayList<>();
        try (Connection connection = opened;
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    cells.add(row.getString(i));
                }
                found.add(cells);
            }
        }
        return found;
    }

    private Connection openErp() throws SQLException {
        return server.open(name, ADMIN);
    }

    private String copy(int evening) {
        return name + "_" + evening;
    }

    @Override
    public void close() throws SQLException {
        server.run(name, "select pg_drop_replication_slot('" + name + "')");
        hub.drop();
        second.drop();
        server.run("postgres", "drop database " + name + " with (force)");
        for (int i = 0; i < evenings.size(); i++) {
            server.run("postgres", "drop database " + copy(i) + " with (force)");
        }
    }
}
