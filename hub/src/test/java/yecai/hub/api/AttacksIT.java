package yecai.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.ApiBed.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody would try who wants to see, break or bring down more than they may. The numbers are the attacks'. */
final class AttacksIT {
    private static final List<String> SQL = List.of(
            "x'; set role postgres; --",
            "x' or '1'='1",
            "'; reset role; select * from canon.receipt; --",
            "$1",
            "?",
            "::text",
            "\\",
            "\\'; drop table canon.receipt; --",
            "E'\\x27'",
            "U&'\\0027'",
            "\"company\"",
            "$$ x $$",
            "/* comment */",
            "-- comment",
            "company) from finance.receipt; select (current_user",
            "pg_sleep(10)",
            "' || current_user || '",
            "\u0000",
            "\u02bc");

    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
    }

    /** Attack 9. */
    @Test
    void sqlInAnyParameter_isRefused() throws Exception {
        for (String sql : SQL) {
            for (String parameter :
                    List.of("select", "order", "group", "aggregate", "cursor", "limit", "count", "filter")) {
                HttpResponse<String> answer = bed.get(receipts(parameter, sql), bed.one());
                assertThat(answer.statusCode())
                        .as(parameter + " " + sql + answer.body())
                        .isEqualTo(400);
            }
            HttpResponse<String> answer = bed.get(
                    "/api/v1/datasets/"
                            + URLEncoder.encode("finance.receipt" + sql, UTF_8).replace("+", "%20"),
                    bed.one());
            assertThat(answer.statusCode()).as("dataset " + sql + answer.body()).isIn(400, 404);
        }
        assertThat(bed.hub().list("postgres", "select count(*) from canon.receipt"))
                .containsExactly(Integer.toString(ApiBed.RECEIPTS));
    }

    /** Attack 9: as values, in bound parameters and in the literals that COPY needs, they are just texts. */
    @Test
    void sqlAsAValue_isAText() throws Exception {
        for (String sql : SQL) {
            if (sql.equals("\u0000")) {
                continue;
            }
            String quoted = sql.replace("'", "''");
            bed.hub().run("yecai_capture", """
                    insert into canon.receipt (source, entity_key, company, customer, amount)
                    values ('attack', 'k', 'C1', $q$%s$q$, 0)
                    """.formatted(sql));
            try {
                for (String format : List.of("json", "ndjson", "csv", "csv-excel")) {
                    HttpResponse<String> answer = bed.get(
                            receipts(
                                    "filter",
                                    "customer eq '" + quoted + "' and source eq 'attack'",
                                    "select",
                                    "entity_key,company",
                                    "format",
                                    format),
                            bed.one());
                    assertThat(answer.statusCode())
                            .as(format + sql + answer.body())
                            .isEqualTo(200);
                    assertThat(answer.body()).as(format + " " + sql).contains("C1");
                    assertThat(bed.get(
                                            receipts(
                                                    "filter",
                                                    "customer eq 'other" + quoted + "' and source eq 'attack'",
                                                    "format",
                                                    format),
                                            bed.one())
                                    .body())
                            .as(format + " " + sql)
                            .doesNotContain("C1");
                }
            } finally {
                bed.hub().run("yecai_capture", "delete from canon.receipt where source = 'attack'");
            }
        }
    }

    /** Attack 10: errors, timeouts and cancelled requests between requests of two callers, on two connections. */
    @Test
    void parallelCallers_neverSeeEachOthersRows() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(40);
        try (ApiBed small = bed.with(
                ApiSettings.local()
                        .withCaches(ApiSettings.Caches.off())
                        .withLimits(new ApiSettings.Limits(1e6, 1_000_000, 4, Duration.ofSeconds(5))),
                2)) {
            List<CompletableFuture<Boolean>> all = IntStream.range(0, 400)
                    .mapToObj(number -> CompletableFuture.supplyAsync(() -> ask(small, number), callers))
                    .toList();
            long compared = all.stream().filter(CompletableFuture::join).count();
            // callers who wait too long for one of two connections are sent away
            assertThat(compared).isGreaterThan(100);
            assertThat(small.openTransactions()).isEmpty();
        } finally {
            callers.shutdownNow();
        }
    }

    /** Returns whether the answer could be compared with what the caller may see. */
    private static boolean ask(ApiBed small, int number) {
        try {
            boolean isOne = number % 2 == 0;
            String token = isOne ? small.one() : small.all();
            if (number % 7 == 0) {
                small.get(receipts("filter", "amount gt 'x'"), token);
            } else if (number % 11 == 0) {
                hangUp(small, receipts("format", "ndjson"), token);
            } else {
                HttpResponse<String> answer = small.get(
                        receipts("group", "company", "aggregate", "count()", "filter", "amount lt 500"), token);
                if (answer.statusCode() == 503) {
                    return false;
                }
                JsonNode rows = ApiBed.parse(answer.body()).get("rows");
                assertThat(rows).as(answer.body()).hasSize(isOne ? 1 : 3);
                return true;
            }
            return false;
        } catch (IOException problem) {
            throw new IllegalStateException(problem);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Attack 20. */
    @Test
    void errors_tellNothingOfTheDatabase() throws Exception {
        for (String path : List.of(
                receipts("filter", "customer like '\\'"),
                receipts("filter", "amount gt 'abc'"),
                receipts("aggregate", "sum(customer)"),
                receipts(
                        "cursor",
                        bed.json(receipts("limit", "1"), bed.one())
                                .get("next")
                                .asText()
                                .substring(3)),
                "/api/v1/datasets/hub.scope")) {
            HttpResponse<String> answer = bed.get(path, bed.one());
            assertThat(answer.statusCode()).as(path + answer.body()).isIn(400, 404);
            assertThat(answer.body())
                    .doesNotContainIgnoringCase("select")
                    .doesNotContain("ERROR", "Exception", "at yecai", "org.postgresql", "LINE 1", "SQLSTATE");
            JsonNode problem = ApiBed.parse(answer.body());
            assertThat(problem.get("correlationId").asText())
                    .isNotEmpty()
                    .isEqualTo(answer.headers().firstValue("X-Correlation-Id").orElse(""));
        }
        HttpResponse<String> named =
                bed.send(bed.request("/api/v1/datasets/no.such", bed.one()).header("X-Correlation-Id", "my-id_1"));
        assertThat(named.body()).contains("my-id_1");
    }

    /** Attack 23: the token's part; JwtIT has the identity provider's. */
    @Test
    void tokens_areRefusedWhenWrongRevokedOrOfAnotherDataset() throws Exception {
        try (ApiBed own = bed.with(ApiSettings.local(), 2)) {
            String token = ApiBed.issue(bed.hub(), "reader_one", "finance.receipt");
            String id = token.split("_")[1];
            assertThat(own.get(receipts("limit", "1"), token).statusCode()).isEqualTo(200);
            assertThat(own.get("/api/v1/datasets/finance.freshness", token).statusCode())
                    .isEqualTo(404);
            assertThat(own.json("/api/v1/datasets", token).get("datasets")).hasSize(1);
            String basic = Base64.getEncoder().encodeToString(("excel:" + token).getBytes(UTF_8));
            assertThat(own.send(own.request(receipts("limit", "1"), token).setHeader("Authorization", "Basic " + basic))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(own.send(own.request(receipts(), "").setHeader("Authorization", "Digest x"))
                            .statusCode())
                    .isEqualTo(401);

            bed.hub().run("postgres", "select hub.revoke_token('" + id + "', 'test')");
            long revoked = System.nanoTime();
            Waiting.until(
                    "the token is refused",
                    Duration.ofSeconds(20),
                    () -> own.get(receipts("limit", "1"), token).statusCode() != 200);
            assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofSeconds(6));
            assertThat(bed.hub()
                            .list(
                                    "postgres",
                                    "select count(*) from hub.api_token as t where t::text like '%"
                                            + token.split("_")[2] + "%'"))
                    .containsExactly("0");
        }
    }

    /** Attack 24. */
    @Test
    void forgedAddresses_neitherEscapeTheRateLimitNorTheLockout() throws Exception {
        ApiSettings settings = ApiSettings.local().withLimits(new ApiSettings.Limits(1, 5, 4, Duration.ofSeconds(5)));
        try (ApiBed own = bed.with(settings, 2)) {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                statuses.add(own.send(own.request(receipts("limit", "1"), own.one())
                                .header("X-Forwarded-For", "10.0.0." + i)
                                .header("Forwarded", "for=10.0.0." + i))
                        .statusCode());
            }
            assertThat(statuses).startsWith(200, 200, 200, 200, 200).endsWith(429);
            assertThat(own.get(receipts("limit", "1"), own.all()).statusCode()).isEqualTo(200);

            String wrong =
                    own.one().substring(0, own.one().length() - 1) + (own.one().endsWith("a") ? "b" : "a");
            HttpResponse<String> last = null;
            for (int i = 0; i < 8; i++) {
                last = own.send(own.request(receipts("limit", "1"), wrong).header("X-Forwarded-For", "10.0.1." + i));
            }
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(last.body()).contains("too-many-attempts");
            assertThat(last.headers().firstValue("Retry-After")).isPresent();
        }
    }

    /** Attack 25. */
    @Test
    void csvForSpreadsheets_hasNoFormulas_andThePlainOneHasTheValues() throws Exception {
        String query = receipts("select", "entity_key,customer", "filter", "amount le 100", "order", "entity_key");
        List<String> safe =
                bed.get(query + "&format=csv-excel", bed.all()).body().lines().toList();
        List<String> plain =
                bed.get(query + "&format=csv", bed.all()).body().lines().toList();
        assertThat(plain).contains("0000006,=1+1", "0000001,+2", "0000002,-3", "0000003,@x");
        assertThat(safe).contains("0000006,'=1+1", "0000001,'+2", "0000002,'-3", "0000003,'@x", "0000005,客户");
        assertThat(safe.get(0)).startsWith("\uFEFF");
        assertThat(safe).noneMatch(line -> line.matches("[^,]*,\"?[=+@-].*"));
    }

    /** Attack 29. */
    @Test
    void hugeAndSlowRequests_areRefused_andTheApiLives() throws Exception {
        URI address = URI.create(bed.server().url());
        try (Socket body = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = body.getOutputStream();
            out.write(
                    ("POST /api/v1/datasets HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n").getBytes(UTF_8));
            out.flush();
            assertThat(firstLine(body)).containsAnyOf(" 404", " 405", " 413");
        }
        StringBuilder parameters = new StringBuilder(receipts());
        for (int i = 0; i < 100_000; i++) {
            parameters.append(i == 0 ? "?" : "&").append("a").append(i).append("=1");
        }
        assertThat(bed.get(parameters.toString(), bed.one()).statusCode()).isIn(414, 431);
        assertThat(bed.get(parameters.substring(0, 6_000), bed.one()).statusCode())
                .isEqualTo(400);

        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < idleConnections(); i++) {
                Socket socket = new Socket(address.getHost(), address.getPort());
                socket.getOutputStream().write("GET /api/v1/datasets HTTP/1.1\r\nHo".getBytes(UTF_8));
                idle.add(socket);
            }
            assertThat(bed.get(receipts("limit", "1"), bed.one()).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    /** Ten thousand, or as many as this process may have open at both ends. */
    private static int idleConnections() {
        long open = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : 4_096;
        return (int) Math.min(10_000, open / 2 - 1_000);
    }

    private static String firstLine(Socket socket) throws IOException {
        byte[] bytes = new byte[100];
        socket.setSoTimeout(10_000);
        int count = socket.getInputStream().read(bytes);
        return new String(bytes, 0, Math.max(0, count), UTF_8);
    }

    /** Clients that go away in the middle of an answer, or before its first row. */
    @Test
    void vanishedAndSlowClients_leaveNoTransactionOpen() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(10);
        try {
            List<CompletableFuture<Void>> all = IntStream.range(0, 50)
                    .mapToObj(number -> CompletableFuture.runAsync(
                            () -> {
                                try {
                                    hangUp(bed, receipts("format", number % 2 == 0 ? "ndjson" : "csv"), bed.all());
                                } catch (IOException problem) {
                                    throw new IllegalStateException(problem);
                                }
                            },
                            callers))
                    .toList();
            all.forEach(CompletableFuture::join);
            try (Socket slow = open(bed, receipts("format", "csv"), bed.all())) {
                assertThat(firstLine(slow)).contains("HTTP/1.1 200");
                assertThat(bed.openTransactions()).isNotEmpty();
                awaitNoTransaction(Duration.ofSeconds(15));
            }
        } finally {
            callers.shutdownNow();
        }
        awaitNoTransaction(Duration.ofSeconds(15));
        assertThat(bed.get(receipts("limit", "1"), bed.one()).statusCode()).isEqualTo(200);
    }

    private static void awaitNoTransaction(Duration most) throws Exception {
        Waiting.until(
                "no transaction is open", most, () -> bed.openTransactions().isEmpty());
    }

    private static void hangUp(ApiBed bed, String path, String token) throws IOException {
        try (Socket socket = open(bed, path, token)) {
            firstLine(socket);
        }
    }

    /** Sends a request on a socket that takes little before it is read. */
    private static Socket open(ApiBed bed, String path, String token) throws IOException {
        URI address = URI.create(bed.server().url());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new java.net.InetSocketAddress(address.getHost(), address.getPort()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                        .getBytes(UTF_8));
        return socket;
    }
}
