package yecai.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import yecai.hub.api.signin.TokenStore;
import yecai.hub.session.SessionSettings;
import yecai.sql.EmbeddedHub;
import yecai.sql.Waiting;
import yecai.sql.jdbi.Handles;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** A hub with rows of three companies, three principals with tokens, and the API in front of it. */
public final class ApiBed implements AutoCloseable {
    public static final int RECEIPTS = 100_000;

    /** No client is cut off because this machine is slow. */
    public static final ApiSettings.Limits AMPLE = new ApiSettings.Limits(1e6, 1_000_000, 4, Waiting.PATIENCE);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static ApiBed shared;

    private final EmbeddedHub hub;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Waiting.PATIENCE)
            .build();
    private final ApiServer server;
    private final String all;
    private final String one;

    private ApiBed(EmbeddedHub hub, String all, String one, ApiServer server) {
        this.hub = hub;
        this.all = all;
        this.one = one;
        this.server = server;
    }

    /** The bed that the tests share, with the usual caches and ample limits. */
    public static synchronized ApiBed shared() throws SQLException {
        TestServer server = TestServers.shared(Role.HUB);
        if (shared == null || !shared.hub.url().equals(server.url(shared.hub.database()))) {
            EmbeddedHub hub = EmbeddedHub.migrated(server);
            hub.run("yecai_capture", """
                insert into canon.company (source, entity_key, company, time_zone)
                select 't', 'C' || n, 'C' || n, 'UTC' from generate_series(1, 50) as n;
                insert into canon.receipt (source, entity_key, company, document_no, customer, posting_date, amount,
                    transaction_currency, source_committed_at)
                select 't', lpad(n::text, 7, '0'), 'C' || (n % 3 + 1), 'R' || n,
                    case when n % 10 = 0 then null else (array['=1+1', '+2', '-3', '@x', 'O''Neil, "Q"', '客户'])[n % 6 + 1] end,
                    date '2026-01-01' + n % 300, n * 1.25, 'CNY', timestamptz '2026-01-01 08:00:00+08'
                from generate_series(1, RECEIPTS) as n;
                insert into hub.source (source, pack, pack_version, state, position, position_committed_at,
                    applied_transactions)
                values ('t', 'demo', '1', 'streaming', '0/16B3740', clock_timestamp(), 10);
                analyze canon.receipt;
                """.replace("RECEIPTS", Integer.toString(RECEIPTS)));
            addPrincipal(hub, "reader_all", "*");
            addPrincipal(hub, "reader_one", "C1");
            shared = start(
                    hub,
                    issue(hub, "reader_all", "*"),
                    issue(hub, "reader_one", "*"),
                    ApiSettings.local().withLimits(AMPLE),
                    10);
        }
        return shared;
    }

    /** Another API on the same hub. */
    public ApiBed with(ApiSettings settings, int connections) {
        return start(hub, all, one, settings, connections);
    }

    /** Another API on the same hub, with its own bounds of held snapshots. */
    public ApiBed with(ApiSettings settings, int connections, int held, Duration heldFor) {
        return new ApiBed(
                hub,
                all,
                one,
                ApiServer.start(settings, session(hub, connections).withHeldReads(held, heldFor)));
    }

    /** Another API on the same hub, whose callers are sent away when they wait so long for a connection or a place. */
    public ApiBed impatient(ApiSettings settings, int connections, Duration wait) {
        return new ApiBed(hub, all, one, ApiServer.start(settings, session(hub, connections, wait)));
    }

    private static ApiBed start(EmbeddedHub hub, String all, String one, ApiSettings settings, int connections) {
        return new ApiBed(hub, all, one, ApiServer.start(settings, session(hub, connections)));
    }

    private static SessionSettings session(EmbeddedHub hub, int connections) {
        return session(hub, connections, Waiting.PATIENCE);
    }

    private static SessionSettings session(EmbeddedHub hub, int connections, Duration connectionWait) {
        return new SessionSettings(
                hub.url(), "yecai_api", "", connections, connectionWait, Waiting.PATIENCE, Waiting.PATIENCE);
    }

    public static void addPrincipal(EmbeddedHub hub, String name, String company) throws SQLException {
        hub.run("postgres", "select hub.add_principal('" + name + "', 'service', '{finance_reader}')");
        hub.run("postgres", "select hub.grant_scope('" + name + "', 'company', '" + company + "', null, 'test')");
    }

    public static String issue(EmbeddedHub hub, String principal, String datasets) throws SQLException {
        try (Connection admin = hub.open("postgres")) {
            return new TokenStore(Handles.open(admin))
                    .issue(principal, "test", List.of(datasets), Instant.now().plusSeconds(86_400))
                    .reveal();
        }
    }

    public EmbeddedHub hub() {
        return hub;
    }

    /**
     * Changes rows as a capture does: in one transaction, which is counted, so that neither a cached answer nor the snapshot
     * of an earlier page passes for the present. Without a statement it only counts one.
     */
    public void change(String... statements) throws SQLException {
        hub.run(
                "yecai_capture",
                String.join(";", statements)
                        + "; update hub.source set applied_transactions = applied_transactions + 1");
    }

    /** Token of the reader of all companies. */
    public String all() {
        return all;
    }

    /** Token of the reader of company C1. */
    public String one() {
        return one;
    }

    public ApiServer server() {
        return server;
    }

    public HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).header("Authorization", "Bearer " + token);
    }

    public HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return send(request(path, token));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Waiting.PATIENCE).build(), BodyHandlers.ofString());
    }

    public HttpClient client() {
        return client;
    }

    public JsonNode json(String path, String token) throws IOException, InterruptedException {
        return JSON.readTree(get(path, token).body());
    }

    public static JsonNode parse(String text) throws IOException {
        return JSON.readTree(text);
    }

    /** The address of a read of finance.receipt. */
    public static String receipts(String... parameters) {
        StringBuilder path = new StringBuilder("/api/v1/datasets/finance.receipt");
        for (int i = 0; i < parameters.length; i += 2) {
            path.append(i == 0 ? '?' : '&')
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return path.toString();
    }

    /** The API's connections that are in a transaction of a request: not those that hold a snapshot for later pages. */
    public List<String> openTransactions() throws SQLException {
        return hub.list(
                "postgres",
                "select state || ' ' || query from pg_stat_activity where usename = 'yecai_api' and datname = '"
                        + hub.database() + "' and xact_start is not null and query not like '%pg_export_snapshot%'");
    }

    @Override
    public void close() {
        server.close();
    }
}
