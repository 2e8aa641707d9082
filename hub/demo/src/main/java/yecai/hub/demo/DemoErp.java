package yecai.hub.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.erp.Mix;
import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.erp.engine.ErpSchema;
import yecai.hub.demo.server.EmbeddedServer;

/** The demo ERP in its database: made, set going, and opened for the hub to capture. */
final class DemoErp {
    private static final String DATABASE = "erp";
    private static final String OWNER = "erp_app";
    private static final String CAPTURE = "yecai";

    private final EmbeddedServer server;
    private final Server owner;
    private final Server capture;

    private DemoErp(EmbeddedServer server) {
        this.server = server;
        owner = server.login(DATABASE, OWNER, EmbeddedServer.newPassword());
        capture = server.login(DATABASE, CAPTURE, EmbeddedServer.newPassword());
    }

    /** Makes the ERP's database, tables and master data. */
    static DemoErp create(EmbeddedServer server) throws SQLException {
        return create(server, LocalDate.now(ZoneOffset.UTC));
    }

    /** The same as it was on a given day. */
    static DemoErp create(EmbeddedServer server, LocalDate today) throws SQLException {
        DemoErp erp = new DemoErp(server);
        try (Connection admin = server.openAsAdmin("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("create role " + OWNER + " login");
            statement.execute("create database " + DATABASE + " owner " + OWNER);
        }
        server.setPassword(OWNER, erp.owner.password());
        try (Connection connection = erp.open()) {
            ErpSchema.create(connection, today);
        }
        return erp;
    }

    /** Goes live some months ago and does the business of these months. */
    Workload startBusiness(DemoOptions options) throws SQLException {
        return startBusiness(options, LocalDate.now(ZoneOffset.UTC));
    }

    /** The same with the months before a given day, so that the same business is done whenever it is run. */
    Workload startBusiness(DemoOptions options, LocalDate today) throws SQLException {
        History history = options.history();
        LocalDate goLive = today.withDayOfMonth(1).minusMonths(history.months());
        Workload workload = new Workload(this::open, options.workers(), options.seed(), goLive, Mix.of(options.mix()));
        workload.goLive();
        if (history.orders() > 0) {
            workload.fillWithOrders(history.orders(), goLive, today);
        } else if (history.transactions() > 0) {
            workload.fill(history.transactions(), goLive, today);
        }
        return workload;
    }

    /** The login with which the hub captures. */
    Server capture() {
        return capture;
    }

    /** Does what an ERP's administrator does to admit the hub. */
    void letIn(SourceSettings settings) throws SQLException {
        try (Connection admin = server.openAsAdmin(DATABASE);
                Statement statement = admin.createStatement()) {
            statement.execute(Preflight.sourceSetupSql(settings));
        }
        server.setPassword(CAPTURE, capture.password());
    }

    /** Opens a connection as the ERP's own login. */
    Connection open() throws SQLException {
        return owner.open("demo ERP");
    }
}
