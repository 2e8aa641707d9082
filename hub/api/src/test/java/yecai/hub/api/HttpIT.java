package yecai.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.ApiBed.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.Waiting;

/** What HTTP itself lets clients, proxies and caches do. */
final class HttpIT {
    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
    }

    @Test
    void halfAPercent_isTheCallersMistake_notTheHubs() throws Exception {
        for (String rest :
                List.of("?x=%", "?filter=%2", "?filter=%zz", "?%=1", "?select=company%&limit=1", "%", "/%zz")) {
            String answer = raw(bed, "GET /api/v1/datasets/finance.receipt" + rest, "Host: x");
            assertThat(answer).as(rest).startsWith("HTTP/1.1 400").contains("request-not-valid");
        }
    }

    @Test
    void noHeader_makesAnotherMethodOfIt() throws Exception {
        assertThat(bed.send(bed.request(receipts("limit", "1"), bed.one())
                                .header("X-HTTP-Method-Override", "GET")
                                .method("POST", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
        HttpResponse<String> get =
                bed.send(bed.request(receipts("limit", "1"), bed.one()).header("X-HTTP-Method-Override", "DELETE"));
        assertThat(get.statusCode()).isEqualTo(200);
    }

    @Test
    void anotherVersionOfHttp_isNoDefect() throws Exception {
        Socket socket = socket(bed);
        try (socket) {
            socket.getOutputStream().write("GET / HTTP/7.9\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            assertThat(read(socket.getInputStream())).contains("505").contains("request-not-valid");
        }
    }

    @Test
    void thePageSize_shapesTheAnswer_forTheCacheAndTheTag() throws Exception {
        HttpResponse<String> twenty = page(20);
        HttpResponse<String> fifty = page(50);
        assertThat(ApiBed.parse(twenty.body()).get("value")).hasSize(20);
        assertThat(ApiBed.parse(fifty.body()).get("value")).hasSize(50);
        assertThat(fifty.headers().firstValue("Preference-Applied")).contains("odata.maxpagesize=50");
        assertThat(fifty.headers().firstValue("ETag"))
                .isNotEqualTo(twenty.headers().firstValue("ETag"));
        assertThat(ApiBed.parse(page(20).body()).get("value")).hasSize(20);
    }

    private static HttpResponse<String> page(int size) throws Exception {
        return bed.send(bed.request("/odata/v4/finance_receipt?$select=entity_key", bed.all())
                .header("Prefer", "odata.maxpagesize=" + size));
    }

    @Test
    void everyAnswer_saysThatItIsOneCallers_andWhatItDependsOn() throws Exception {
        for (String path : List.of(
                receipts("limit", "1"),
                receipts("format", "csv"),
                "/api/v1/datasets",
                "/api/v1/datasets/no.such",
                "/odata/v4",
                "/odata/v4/$metadata",
                "/odata/v4/finance_receipt/$count",
                "/odata/v4/finance_receipt?$top=1")) {
            HttpResponse<String> answer = bed.get(path, bed.one());
            assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
                    .as(path)
                    .contains("private");
            assertThat(String.join(",", answer.headers().allValues("Vary")))
                    .as(path)
                    .contains("Prefer", "Accept", "Accept-Encoding", "Accept-Language", "Authorization");
        }
    }

    /** Behind a proxy, what a request says of its address is the proxy's, or anybody's. */
    @Test
    void links_areRelative_orThePublicAddress() throws Exception {
        try (ApiBed relative = bed.with(ApiSettings.local().withFront(Front.none()), 2);
                ApiBed named = bed.with(
                        ApiSettings.local()
                                .withFront(new Front(
                                        java.util.Optional.of(URI.create("https://hub.example.com")),
                                        List.of(),
                                        false)),
                        2)) {
            for (String path : List.of("/odata/v4/finance_receipt?$select=company", "/odata/v4")) {
                String answer = raw(
                        relative,
                        "GET " + path,
                        "Host: evil.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example");
                assertThat(answer).as(path).startsWith("HTTP/1.1 200").doesNotContain("evil.example");
                assertThat(answer).contains("\"@odata.context\":\"/odata/v4/$metadata");
                assertThat(raw(named, "GET " + path, "Host: evil.example"))
                        .contains("\"@odata.context\":\"https://hub.example.com/odata/v4/$metadata")
                        .doesNotContain("evil.example");
            }
            String link = relative.json("/odata/v4/finance_receipt?$select=company", relative.all())
                    .get("@odata.nextLink")
                    .asText();
            assertThat(link).startsWith("/odata/v4/finance_receipt?");
            assertThat(relative.get(link, relative.all()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aValidToken_passes_whateverFailedBefore() throws Exception {
        try (ApiBed own = bed.with(ApiSettings.local(), 2)) {
            String[] parts = own.one().split("_");
            String sameId = "yecai_" + parts[1] + "_" + "B".repeat(43);
            int refused = 0;
            for (int i = 0; i < 80; i++) {
                String wrong = i % 4 == 0
                        ? sameId
                        : i % 4 == 1 ? "garbage" : "yecai_0000000000" + (10 + i % 90) + "_" + "B".repeat(43);
                int status = own.get(receipts("limit", "1"), wrong).statusCode();
                assertThat(status).isIn(401, 429);
                refused += status == 429 ? 1 : 0;
            }
            assertThat(refused).isGreaterThan(0);
            assertThat(own.get(receipts("limit", "1"), own.one()).statusCode()).isEqualTo(200);
            assertThat(own.get(receipts("limit", "1"), own.all()).statusCode()).isEqualTo(200);
        }
    }

    /** Exports wait for the journal before their first byte; who signs in meanwhile does not wait for them. */
    @Test
    void aJournalThatIsHeld_keepsNobodyFromSigningIn() throws Exception {
        try (ApiBed own = bed.with(ApiSettings.local().withCaches(ApiSettings.Caches.off()), 8);
                Connection holder = bed.hub().open("postgres");
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("lock table hub.data_access_gate in exclusive mode");
            try (Socket first = export(own, own.all());
                    Socket second = export(own, own.all());
                    Socket third = export(own, own.one());
                    Socket fourth = export(own, own.one())) {
                Waiting.until("exports wait for the journal", () -> waitingForTheJournal() >= 2);
                assertThat(own.get(receipts("limit", "1"), own.one()).statusCode())
                        .isEqualTo(200);
                assertThat(own.get(receipts("limit", "1"), own.all()).statusCode())
                        .isEqualTo(200);
                assertThat(List.of(first, second, third, fourth)).noneMatch(Socket::isClosed);
            } finally {
                holder.rollback();
            }
        }
    }

    private static int waitingForTheJournal() throws SQLException {
        return bed.hub()
                .list(
                        "postgres",
                        "select pid from pg_locks where relation = 'hub.data_access_gate'::regclass and not granted")
                .size();
    }

    /** Three slow exports of one principal: it has two of the four places, and another principal finds one. */
    @Test
    void onePrincipal_takesHalfOfTheExportsAtMost() throws Exception {
        try (ApiBed own = bed.impatient(ApiSettings.local().withLimits(ApiBed.AMPLE), 8, Duration.ofSeconds(5));
                Socket first = export(own, own.all());
                Socket second = export(own, own.all())) {
            assertThat(first.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
            assertThat(second.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
            HttpResponse<String> third = own.get(receipts("format", "csv"), own.all());
            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.body()).contains("2 of this principal");
            Waiting.until(
                    "another principal is answered",
                    () -> own.get(receipts("format", "csv", "limit", "5"), own.one())
                                    .statusCode()
                            == 200);
            Waiting.until(
                    "what is no export is answered",
                    () -> own.get(receipts("limit", "1"), own.all()).statusCode() == 200);
        }
    }

    @Test
    void aRequestThatNeverBecomesComplete_isEnded_andASlowReaderOfAnAnswerIsNot() throws Exception {
        Duration most = Duration.ofSeconds(2);
        ApiSettings settings = ApiSettings.local().withLimits(new ApiSettings.Limits(1e6, 1_000_000, 4, most));
        try (ApiBed own = bed.with(settings, 4);
                Socket slow = socket(own)) {
            AtomicReference<KeptAlive> keptAlive = new AtomicReference<>(new KeptAlive(own));
            Waiting.until("the slow connection is ended", () -> {
                if (!keptAlive.get().isAnswered(most)) {
                    // this machine was too slow to use it in time
                    keptAlive.get().socket.close();
                    keptAlive.set(new KeptAlive(own));
                }
                return isEnded(slow);
            });
            keptAlive.get().socket.close();
        }
    }

    /** A connection by which one request comes after the other. */
    private static final class KeptAlive {
        private final Socket socket;
        private final byte[] request;
        private long used = System.nanoTime();

        KeptAlive(ApiBed own) throws IOException {
            socket = socket(own);
            request = ("GET " + receipts("limit", "1") + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + own.one()
                            + "\r\n\r\n")
                    .getBytes(UTF_8);
        }

        /** Returns false if the connection was ended, and was idle for so long that it may have been; fails if it was not. */
        boolean isAnswered(Duration mostIdle) {
            boolean isAnswered = false;
            try {
                socket.getOutputStream().write(request);
                isAnswered = socket.getInputStream().read(new byte[100_000]) > 0;
            } catch (IOException ended) {
                isAnswered = false;
            }
            if (!isAnswered) {
                assertThat(Duration.ofNanos(System.nanoTime() - used)).isGreaterThan(mostIdle.dividedBy(2));
            }
            used = System.nanoTime();
            return isAnswered;
        }
    }

    /** Sends a byte of a request line that has no end. */
    private static boolean isEnded(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('x');
            socket.setSoTimeout(100);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static Socket export(ApiBed own, String token) throws IOException {
        URI address = URI.create(own.server().url());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new java.net.InetSocketAddress(address.getHost(), address.getPort()));
        socket.getOutputStream()
                .write(("GET " + receipts("format", "ndjson") + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                                + "\r\n\r\n")
                        .getBytes(UTF_8));
        return socket;
    }

    @Test
    void momentsForDates_andWhatIsNotSupported_areAsToolsExpect() throws Exception {
        JsonNode all = bed.json(
                odata("$filter", "posting_date ge 2026-03-01T00:00:00Z and posting_date lt 2026-03-02T00:00:00+08:00"),
                bed.all());
        JsonNode dates =
                bed.json(odata("$filter", "posting_date ge 2026-03-01 and posting_date lt 2026-03-02"), bed.all());
        assertThat(all.get("value")).as(all.toString()).hasSizeGreaterThan(10).hasSameSizeAs(dates.get("value"));
        for (String[] option : new String[][] {
            {"$filter", "amount add amount gt 1"},
            {"$filter", "amount add 1 add 2 gt 4"},
            {"$filter", "concat(company,'x') eq 'y'"},
            {"$filter", "customer/any(c:c eq 1)"},
            {"$expand", "x"},
            {"$search", "x"},
            {"$compute", "amount mul 2 as twice"}
        }) {
            HttpResponse<String> answer = bed.get(odata(option), bed.all());
            assertThat(answer.statusCode()).as(option[1] + answer.body()).isIn(400, 501);
            if (!option[1].contains("any")) {
                assertThat(answer.statusCode()).as(option[1] + answer.body()).isEqualTo(501);
            }
        }
    }

    private static String odata(String... option) {
        return "/odata/v4/finance_receipt?" + option[0] + "="
                + java.net.URLEncoder.encode(option[1], UTF_8).replace("+", "%20");
    }

    private static Socket socket(ApiBed own) throws IOException {
        URI address = URI.create(own.server().url());
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout((int) Waiting.PATIENCE.toMillis());
        return socket;
    }

    /** The whole answer to a request that no client library would send. */
    private static String raw(ApiBed own, String line, String headers) throws IOException {
        try (Socket socket = socket(own)) {
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\n" + headers + "\r\nAuthorization: Bearer " + own.all()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(UTF_8));
            return read(socket.getInputStream());
        }
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), UTF_8);
    }
}
