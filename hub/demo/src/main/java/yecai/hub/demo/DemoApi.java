package yecai.hub.demo;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import yecai.cdc.source.Server;
import yecai.hub.api.ApiServer;
import yecai.hub.api.ApiSettings;
import yecai.hub.api.signin.TokenStore;
import yecai.hub.console.Console;
import yecai.hub.console.ConsoleSettings;
import yecai.hub.console.signin.Guest;
import yecai.hub.console.signin.SignInSettings;
import yecai.hub.session.SessionSettings;
import yecai.sql.jdbi.Handles;

/** The API in front of the demo's hub, with a token for finance of the group and one for finance of one company. */
final class DemoApi implements AutoCloseable {
    private static final Duration LIFE = Duration.ofDays(1);

    /** The ERP, its people and the capture share the processors: more reads at once end no sooner, and the rows come later. */
    private static final int CONNECTIONS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(20);

    private final ApiServer server;
    private final String groupToken;
    private final String companyToken;

    private DemoApi(ApiServer server, String groupToken, String companyToken) {
        this.server = server;
        this.groupToken = groupToken;
        this.companyToken = companyToken;
    }

    static DemoApi start(DemoHub hub) throws SQLException {
        Server login = hub.api();
        String group;
        String company;
        try (Connection admin = hub.openAsAdmin()) {
            TokenStore tokens = new TokenStore(Handles.open(admin));
            Instant expiry = Instant.now().plus(LIFE);
            group = tokens.issue(DemoHub.GROUP_PRINCIPAL, "demo", List.of("*"), expiry)
                    .reveal();
            company = tokens.issue(DemoHub.ONE_PRINCIPAL, "demo", List.of("*"), expiry)
                    .reveal();
        }
        SessionSettings usual = SessionSettings.of(login.url(), login.user(), login.password());
        SessionSettings session = new SessionSettings(
                login.url(),
                login.user(),
                login.password(),
                CONNECTIONS,
                CONNECTION_WAIT,
                usual.statementTimeout(),
                usual.exportTimeout());
        return new DemoApi(
                ApiServer.start(ApiSettings.local().withoutAccessLog(), session, List.of(console(hub))),
                group,
                company);
    }

    /** With a button for each of the demo's people: it listens on this machine alone, and its data are made up. */
    private static Console console(DemoHub hub) {
        return new Console(new ConsoleSettings(
                new SignInSettings(
                        SignInSettings.USUAL,
                        Optional.empty(),
                        List.of(
                                guest("finance", hub.finance()),
                                guest("company", hub.oneCompany()),
                                guest("dba", hub.dba()))),
                true));
    }

    private static Guest guest(String key, Server login) {
        return new Guest(key, login.user(), login.password());
    }

    String url() {
        return server.url();
    }

    /** The token of finance of the group. */
    String groupToken() {
        return groupToken;
    }

    /** Says how to read with curl. */
    void sayHowToConnect(PrintStream out) {
        out.println("in a browser, with one click as finance, as company " + DemoHub.ONE_COMPANY + " or as DBA: "
                + server.url() + "/console");
        out.println("or over HTTP, as group or as company " + DemoHub.ONE_COMPANY + ":");
        for (String token : List.of(groupToken, companyToken)) {
            out.println("  curl -H 'Authorization: Bearer " + token + "' '" + server.url()
                    + "/api/v1/datasets/finance.receivable_aging?format=csv'");
        }
        out.println("  datasets: " + server.url() + "/api/v1/datasets, description: " + server.url() + "/openapi.json");
        out.println("  Excel, Power BI: OData feed " + server.url()
                + "/odata/v4/ with Basic sign-in, any user, the token as password");
    }

    @Override
    public void close() {
        server.close();
    }
}
