package yecai.hub.demo;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.server.EmbeddedServer;
import yecai.sql.Bootstrap;
import yecai.sql.BootstrapSettings;
import yecai.sql.Migrator;
import yecai.sql.PublicFunctions;
import yecai.sql.connection.ConnectionOpener;

/** The hub in its database, with two people from finance: one sees the whole group, one a single company. */
final class DemoHub {
    static final String ONE_COMPANY = "1000";
    static final String GROUP_PRINCIPAL = "demo_finance";
    static final String ONE_PRINCIPAL = "demo_finance_" + ONE_COMPANY;
    private static final String DATABASE = "yecai";
    private static final String DBA = "demo_dba";

    private final EmbeddedServer server;
    private final Server capture;
    private final Server api;
    private final Server finance;
    private final Server oneCompany;
    private final Server dba;

    private DemoHub(EmbeddedServer server) {
        this.server = server;
        capture = server.login(DATABASE, "yecai_capture", EmbeddedServer.newPassword());
        api = server.login(DATABASE, "yecai_api", EmbeddedServer.newPassword());
        finance = server.login(DATABASE, "finance", EmbeddedServer.newPassword());
        oneCompany = server.login(DATABASE, "finance_" + ONE_COMPANY, EmbeddedServer.newPassword());
        dba = server.login(DATABASE, DBA, EmbeddedServer.newPassword());
    }

    private void addDba() throws SQLException {
        try (Connection admin = openAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute("create role " + DBA + " login in role yecai_dba");
            statement.execute("grant connect on database " + DATABASE + " to " + DBA);
        }
        server.setPassword(dba.user(), dba.password());
    }

    static DemoHub create(EmbeddedServer server) throws SQLException {
        DemoHub hub = new DemoHub(server);
        String migratePassword = EmbeddedServer.newPassword();
        try (Connection admin = server.openAsAdmin("postgres")) {
            Bootstrap.run(
                    admin,
                    BootstrapSettings.of(DATABASE, migratePassword, hub.capture.password())
                            .withApiPassword(hub.api.password()));
        }
        try (Connection admin = hub.openAsAdmin()) {
            PublicFunctions.close(admin);
        }
        new Migrator(ConnectionOpener.dataSource(server.url(DATABASE), "yecai_migrate", migratePassword, "yecai demo"))
                .migrate();
        hub.addReader(GROUP_PRINCIPAL, "{finance_reader,finance_writer}", hub.finance, "*");
        hub.addReader(ONE_PRINCIPAL, "{finance_reader}", hub.oneCompany, ONE_COMPANY);
        hub.addDba();
        return hub;
    }

    Server capture() {
        return capture;
    }

    /** The API's login, which has no rights of its own. */
    Server api() {
        return api;
    }

    /** Finance of the group: sees all companies, and says which codes of the group the ERP's codes are. */
    Server finance() {
        return finance;
    }

    /** Finance of one company. */
    Server oneCompany() {
        return oneCompany;
    }

    /** A DBA, who manages access and reads no data. */
    Server dba() {
        return dba;
    }

    /** The superuser of the hub's server, for what no login of the hub may do. */
    Connection openAsAdmin() throws SQLException {
        return server.openAsAdmin(DATABASE);
    }

    /** Lets finance of the group see the ERP's tokens, and collects statistics, as the server would in a minute. */
    void showTokens(SourceSettings loaded) throws SQLException {
        try (Connection admin = openAsAdmin();
                Statement statement = admin.createStatement()) {
            TokenViews.install(admin, loaded.pack(), loaded.mirrorSchema());
            statement.execute("analyze");
        }
    }

    /** The number of the last transaction of each of the ERP's workers that finance sees. */
    Map<Integer, Long> visibleTransactions() throws SQLException {
        Map<Integer, Long> visible = new HashMap<>();
        try (Connection reader = finance.open("yecai demo");
                Statement statement = reader.createStatement();
                ResultSet row =
                        statement.executeQuery("select worker, max(n) from finance.demo_token group by worker")) {
            while (row.next()) {
                visible.put(row.getInt(1), row.getLong(2));
            }
        }
        return visible;
    }

    /** Tells with which commands one reads the hub. */
    void sayHowToConnect(PrintStream out) {
        out.println("read it yourself meanwhile:");
        for (Server login : new Server[] {finance, oneCompany}) {
            out.println("  psql 'postgresql://" + login.user() + ":" + login.password() + "@localhost:" + login.port()
                    + "/" + login.database() + "' -c 'select * from finance.receivable_aging'");
        }
        out.println("  " + finance.url() + "?user=" + finance.user() + "&password=" + finance.password());
        out.println("  finance sees the group, finance_" + ONE_COMPANY + " only company " + ONE_COMPANY);
    }

    private void addReader(String principal, String roles, Server login, String company) throws SQLException {
        try (Connection admin = openAsAdmin()) {
            run(admin, "select hub.add_principal(?, 'person', ?::text[])", principal, roles);
            run(admin, "select hub.add_login(?, ?, ?)", login.user(), principal, EmbeddedServer.newPassword());
            run(admin, "select hub.grant_scope(?, 'company', ?, null, 'demo')", principal, company);
        }
        server.setPassword(login.user(), login.password());
    }

    private static void run(Connection admin, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
