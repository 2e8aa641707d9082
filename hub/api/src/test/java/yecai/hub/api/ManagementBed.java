package yecai.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import yecai.hub.session.SessionSettings;
import yecai.sql.EmbeddedHub;
import yecai.sql.Waiting;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/**
 * A hub on a server of its own, whose administrators have passwords, and the API in front of it: dba_dora and dba_dirk are DBAs,
 * app_anne and app_arno approvers, lone_lisa is a login without a right, and ann and bob are readers of C1 and C2.
 */
final class ManagementBed implements AutoCloseable {
    static final String PASSWORD = "a-passphrase-that-is-in-no-log";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RULES = """
            host all dba_dora,dba_dirk,app_anne,app_arno,lone_lisa,super_sven all scram-sha-256
            local all all trust
            host all all all trust
            """;

    private final TestServer server;
    private final EmbeddedHub hub;
    private final ApiServer api;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Waiting.PATIENCE)
            .build();
    private final String ann;
    private final String bob;

    private ManagementBed(TestServer server, EmbeddedHub hub, ApiServer api, String ann, String bob) {
        this.server = server;
        this.hub = hub;
        this.api = api;
        this.ann = ann;
        this.bob = bob;
    }

    static ManagementBed start(Path folder, ApiSettings settings) throws IOException, SQLException {
        Path rules = Files.writeString(folder.resolve("hba.conf"), RULES);
        folder.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
        rules.toFile().setReadable(true, false);
        TestServer server = TestServers.start(Role.HUB, Map.of("hba_file", rules.toString()));
        EmbeddedHub hub = EmbeddedHub.migrated(server);
        hub.run("yecai_capture", """
                insert into canon.company (source, entity_key, company, time_zone)
                values ('t', 'C1', 'C1', 'UTC'), ('t', 'C2', 'C2', 'UTC'), ('t', 'C3', 'C3', 'UTC');
                insert into canon.receipt (source, entity_key, company, document_no, amount, transaction_currency)
                select 't', c || n, c, 'R' || n, n, 'CNY'
                from unnest(array['C1', 'C2', 'C3']) as c cross join generate_series(1, 10) as n;
                insert into hub.source (source, pack, pack_version, state, position, position_committed_at, loaded_at)
                values ('t', 'demo', '1', 'streaming', '0/16B3740', clock_timestamp(), clock_timestamp());
                insert into hub.source_table (source, source_schema, source_table, mirror_table, key_columns, captured_columns)
                values ('t', 'public', 'receipts', 'receipts', '{id}', '{id}');
                """);
        // no source becomes stale because this machine is slow
        hub.run("postgres", "update hub.setting set value = '30 minutes' where name = 'stale_after'");
        for (String group : List.of("dba", "app")) {
            for (String login :
                    group.equals("dba") ? List.of("dba_dora", "dba_dirk") : List.of("app_anne", "app_arno")) {
                hub.run(
                        "postgres",
                        login(login, hub) + "; grant " + (group.equals("dba") ? "yecai_dba" : "yecai_approver") + " to "
                                + login);
            }
        }
        hub.run("postgres", login("lone_lisa", hub));
        hub.run("postgres", login("super_sven", hub) + "; alter role super_sven superuser");
        ApiBed.addPrincipal(hub, "ann", "C1");
        ApiBed.addPrincipal(hub, "bob", "C2");
        ApiServer api = ApiServer.start(
                settings,
                new SessionSettings(
                        hub.url(), "yecai_api", "", 8, Waiting.PATIENCE, Waiting.PATIENCE, Waiting.PATIENCE));
        return new ManagementBed(server, hub, api, ApiBed.issue(hub, "ann", "*"), ApiBed.issue(hub, "bob", "*"));
    }

    private static String login(String name, EmbeddedHub hub) {
        return "create role " + name + " login password '" + PASSWORD + "'; grant connect on database " + hub.database()
                + " to " + name;
    }

    EmbeddedHub hub() {
        return hub;
    }

    ApiServer api() {
        return api;
    }

    /** Authorization of ann, who reads C1. */
    String ann() {
        return "Bearer " + ann;
    }

    /** Authorization of bob, who reads C2. */
    String bob() {
        return "Bearer " + bob;
    }

    /** Authorization of a login with its right password. */
    static String login(String name) {
        return login(name, PASSWORD);
    }

    static String login(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    HttpRequest.Builder request(String path, String authorization) {
        return HttpRequest.newBuilder(URI.create(api.url() + path))
                .timeout(Waiting.PATIENCE)
                .header("Authorization", authorization);
    }

    HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        return client.send(request(path, authorization).build(), BodyHandlers.ofString());
    }

    JsonNode json(String path, String authorization) throws IOException, InterruptedException {
        return JSON.readTree(get(path, authorization).body());
    }

    /** Writes, with a key of its own. */
    HttpResponse<String> post(String path, String authorization, String body) throws IOException, InterruptedException {
        return post(path, authorization, body, UUID.randomUUID().toString());
    }

    /** Writes; apostrophes of the body are quotation marks. */
    HttpResponse<String> post(String path, String authorization, String body, String key, String... headers)
            throws IOException, InterruptedException {
        return postJson(path, authorization, body.replace('\'', '"'), key, headers);
    }

    HttpResponse<String> postJson(String path, String authorization, String body, String key, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, authorization)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    static JsonNode parse(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        api.close();
        server.close();
    }
}
