package yecai.hub.console;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import yecai.hub.api.ApiServer;
import yecai.hub.api.ApiSettings;
import yecai.hub.api.signin.ConsoleLinks;
import yecai.hub.console.signin.SignInSettings;
import yecai.hub.session.SessionSettings;
import yecai.sql.EmbeddedHub;
import yecai.sql.Waiting;
import yecai.sql.jdbi.Handles;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;
import yecai.sql.text.Resources;

/** A hub with claims of two companies, people of finance, and the API with the console in front of it. */
public final class ConsoleBed implements AutoCloseable {
    private static final String EVIL = "<script>alert('x')</script>\"><svg onload=alert(1)>=1+1";

    /** What attackers write, each in a row of its own in every table: elements, attributes, addresses, templates and formulas. */
    public static final List<String> ATTACKS = List.of(
            EVIL,
            "</td></title></textarea></option></code></pre><script>window.attacked=1</script>",
            "\"><img src=x onerror=\"window.attacked=1\">",
            "' onmouseover='window.attacked=1' autofocus onfocus='window.attacked=1",
            "javascript:window.attacked=1",
            "<svg><style>@import 'https://evil.example/x.css';</style></svg>",
            "=HYPERLINK(\"https://evil.example/\",\"x\")",
            "${7*7} {{7*7}} <%= 7*7 %>");

    private static final ApiSettings.Limits AMPLE = new ApiSettings.Limits(1e6, 1_000_000, 4, Waiting.PATIENCE);
    private static ConsoleBed shared;

    private final EmbeddedHub hub;
    private final ApiServer server;

    private ConsoleBed(EmbeddedHub hub, ApiServer server) {
        this.hub = hub;
        this.server = server;
    }

    /** The bed that the tests share. */
    public static synchronized ConsoleBed shared() throws SQLException {
        if (shared == null) {
            EmbeddedHub hub = EmbeddedHub.migrated(TestServers.shared(Role.HUB));
            hub.run("yecai_capture", ConsoleBed.rows());
            addPerson(hub, "con_group", "finance_reader", "*");
            addPerson(hub, "con_one", "finance_reader", "1000");
            addPerson(hub, "con_report", "reporting_reader", "*");
            shared = new ConsoleBed(hub, server(hub, ConsoleSettings.usual()));
        }
        return shared;
    }

    /** Another API with a console of its own on the same hub. */
    public ConsoleBed with(ConsoleSettings settings) {
        return new ConsoleBed(hub, server(hub, settings));
    }

    /** Another API on the same hub, as people reach it through a proxy that ends TLS. */
    public ConsoleBed withSettings(ApiSettings api) {
        return new ConsoleBed(
                hub,
                ApiServer.start(api.withLimits(AMPLE), session(hub), List.of(new Console(ConsoleSettings.usual()))));
    }

    /** Another API on the same hub, with so many connections for reads. */
    public ConsoleBed withConnections(int connections) {
        return new ConsoleBed(
                hub,
                ApiServer.start(
                        ApiSettings.local().withLimits(AMPLE),
                        session(hub).withConnections(connections),
                        List.of(new Console(ConsoleSettings.usual()))));
    }

    private static ApiServer server(EmbeddedHub hub, ConsoleSettings settings) {
        return ApiServer.start(ApiSettings.local().withLimits(AMPLE), session(hub), List.of(new Console(settings)));
    }

    private static SessionSettings session(EmbeddedHub hub) {
        return new SessionSettings(
                hub.url(), "yecai_api", "", 10, Waiting.PATIENCE, Waiting.PATIENCE, Waiting.PATIENCE);
    }

    /** A principal with a login of the same name and an l. */
    public static void addPerson(EmbeddedHub hub, String name, String role, String company) throws SQLException {
        hub.run("postgres", "select hub.add_principal('" + name + "', 'person', '{" + role + "}')");
        hub.run("postgres", "select hub.add_login('" + name + "_l', '" + name + "', 'not-checked-here')");
        hub.run(
                "postgres",
                "select hub.grant_scope('" + name + "', 'company', '" + company + "', null, 'test of " + name + "')");
    }

    private static String rows() {
        return Resources.read("hub/console/rows.sql")
                .replace(
                        "ATTACKS",
                        ATTACKS.stream()
                                .map(attack -> "'" + attack.replace("'", "''") + "'")
                                .collect(Collectors.joining(", ")));
    }

    public EmbeddedHub hub() {
        return hub;
    }

    public String url() {
        return server.url();
    }

    /** A visitor who has not signed in. */
    public Visitor stranger() {
        return new Visitor(server.url());
    }

    /** Somebody who has signed in with a link. */
    public Visitor person(String principal) throws Exception {
        Visitor visitor = stranger();
        visitor.useLink(link(principal));
        return visitor;
    }

    /** A link for a principal. */
    public String link(String principal) throws SQLException {
        return link(principal, Instant.now().plusSeconds(600));
    }

    public String link(String principal, Instant end) throws SQLException {
        try (Connection admin = hub.open("postgres")) {
            return new ConsoleLinks(Handles.open(admin)).issue(principal, end).reveal();
        }
    }

    /** The settings with other spans of sessions. */
    static ConsoleSettings lasting(SignInSettings signIn) {
        return new ConsoleSettings(signIn, false);
    }

    @Override
    public void close() {
        server.close();
    }
}
