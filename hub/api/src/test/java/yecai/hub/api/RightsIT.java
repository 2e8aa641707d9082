package yecai.hub.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static yecai.hub.api.ApiBed.receipts;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.sql.Promise;
import yecai.sql.Waiting;

/** What runs or is remembered ends with the rights that it was begun with. */
final class RightsIT {
    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static int number;

    private static ApiBed bed;

    private String leaver;
    private String token;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
    }

    @BeforeEach
    void join() throws SQLException {
        leaver = "leaver_" + ++number;
        ApiBed.addPrincipal(bed.hub(), leaver, "C1");
        bed.hub().run("postgres", "select hub.grant_scope('" + leaver + "', 'company', 'C2', null, 'test')");
        token = ApiBed.issue(bed.hub(), leaver, "*");
    }

    @AfterEach
    void leave() throws SQLException {
        bed.hub()
                .run(
                        "postgres",
                        "select hub.drop_principal('" + leaver + "', 'test') from hub.principal where principal = '"
                                + leaver + "' and ended_at is null");
    }

    @Test
    void revoke_endsRunningExports_butNobodyElses() throws Exception {
        assertEnds("ndjson", "select hub.revoke_access('" + leaver + "', 'company', 'C1', 'test')");
        bed.hub().run("postgres", "select hub.grant_scope('" + leaver + "', 'company', 'C1', null, 'test')");
        assertEnds("csv", "select hub.revoke_access('" + leaver + "', 'company', 'C2', 'test')");
    }

    @Test
    void scopesEnd_endsTheRunningExport() throws Exception {
        assertEnds(
                "ndjson",
                "update hub.scope set valid_to = clock_timestamp() + interval '1 second' where principal = '" + leaver
                        + "' and value = 'C2'");
    }

    @Test
    void revokedToken_endsItsRunningExport() throws Exception {
        assertEnds("ndjson", "select hub.revoke_token('" + token.split("_")[1] + "', 'test')");
    }

    @Test
    void droppedPrincipal_hasNoRunningExport() throws Exception {
        assertEnds("csv", "select hub.drop_principal('" + leaver + "', 'test')");
    }

    /** Also those in the way of the view's change are ended, whosesoever they are: a mask does not wait for exports. */
    @Test
    void mask_endsRunningExports() throws Exception {
        try (Socket slow = open(receipts("format", "ndjson"), token)) {
            readSome(slow);
            bed.hub()
                    .run(
                            "postgres",
                            "select hub.set_mask('finance.receipt', 'customer', '" + leaver + "', 'null', 'test')");
            awaitEnd(0);
            assertThat(isWhole(slow)).isFalse();
        }
        bed.hub().run("postgres", "select hub.clear_mask('finance.receipt', 'customer', '" + leaver + "', 'test')");
    }

    /** To a client of HTTP/1.0 the end of the connection is the end of the answer: it is reset, not closed. */
    @Test
    void revoke_showsAlsoToClientsOfHttp10() throws Exception {
        try (Socket slow = open(receipts("format", "csv"), token, "HTTP/1.0")) {
            readSome(slow);
            bed.hub().run("postgres", "select hub.revoke_access('" + leaver + "', 'company', 'C1', 'test')");
            awaitEnd(0);
            slow.setSoTimeout((int) Waiting.PATIENCE.toMillis());
            assertThatThrownBy(() -> slow.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
        }
    }

    /** A revoke whose transaction began before the read and is committed during it. */
    @Test
    void revokeThatIsCommittedLate_endsTheRunningExport() throws Exception {
        try (var dba = bed.hub().open("postgres");
                var statement = dba.createStatement()) {
            dba.setAutoCommit(false);
            statement.execute("select hub.revoke_access('" + leaver + "', 'company', 'C1', 'test')");
            try (Socket slow = open(receipts("format", "ndjson"), token)) {
                readSome(slow);
                dba.commit();
                awaitEnd(0);
                assertThat(isWhole(slow)).isFalse();
            }
        }
    }

    private void assertEnds(String format, String shrinking) throws Exception {
        long before = cutOff();
        try (Socket slow = open(receipts("format", format), token);
                Socket other = open(receipts("format", format), bed.one())) {
            readSome(slow);
            readSome(other);
            bed.hub().run("postgres", shrinking);
            awaitEnd(before);
            assertThat(isWhole(slow)).as(format).isFalse();
            assertThat(isWhole(other)).as(format + " of somebody else").isTrue();
        }
    }

    private void awaitEnd(long before) throws Exception {
        long shrunk = System.nanoTime();
        Waiting.until("the export ends", () -> cutOff() > before);
        Promise.within(PROMISED, "the end of a running export", shrunk);
    }

    /** How many exports of the leaver were cut off, as the journal of reads says. */
    private long cutOff() throws SQLException {
        return Long.parseLong(bed.hub()
                .list(
                        "postgres",
                        "select count(*) from hub.data_access where principal = '" + leaver
                                + "' and action = 'export_ended' and outcome = 'cut off'")
                .get(0));
    }

    private static void readSome(Socket socket) throws IOException {
        byte[] bytes = socket.getInputStream().readNBytes(300);
        assertThat(new String(bytes, UTF_8)).contains(" 200 ");
    }

    /** Reads on; whether the answer ends as HTTP says that it does. */
    private static boolean isWhole(Socket socket) {
        try {
            socket.setSoTimeout((int) Waiting.PATIENCE.toMillis());
            InputStream in = socket.getInputStream();
            String end = "";
            byte[] bytes = new byte[1 << 16];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                end += new String(bytes, 0, count, ISO_8859_1);
                end = end.substring(Math.max(0, end.length() - 5));
                if (end.equals("0\r\n\r\n")) {
                    return true;
                }
            }
            return false;
        } catch (IOException cutOff) {
            return false;
        }
    }

    private static Socket open(String path, String token) throws IOException {
        return open(path, token, "HTTP/1.1");
    }

    private static Socket open(String path, String token, String version) throws IOException {
        URI address = URI.create(bed.server().url());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.getOutputStream()
                .write(("GET " + path + " " + version + "\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                        .getBytes(UTF_8));
        return socket;
    }

    @Test
    void nextPage_isRefusedAtOnceAfterARevoke() throws Exception {
        String next = bed.json(receipts("limit", "10"), token).get("next").asText();
        bed.change();
        assertThat(bed.get(receipts("limit", "10", "cursor", next), token).statusCode())
                .isEqualTo(200);
        bed.hub().run("postgres", "select hub.revoke_access('" + leaver + "', 'company', 'C1', 'test')");
        HttpResponse<String> refused = bed.get(receipts("limit", "10", "cursor", next), token);
        assertThat(refused.statusCode()).as(refused.body()).isIn(409, 410);
        assertThat(refused.body()).doesNotContain("\"rows\"");
    }

    @Test
    void unchanged_isNeverTheAnswerAfterARevokeOrAMask() throws Exception {
        for (String shrinking : List.of(
                "select hub.revoke_access('" + leaver + "', 'company', 'C1', 'test')",
                "select hub.set_mask('finance.receipt', 'customer', '" + leaver + "', 'partial', 'test')")) {
            for (String path :
                    List.of(receipts("format", "csv"), receipts("limit", "3"), "/odata/v4/finance_receipt")) {
                HttpResponse<String> first = bed.get(path, token);
                String tag = first.headers().firstValue("ETag").orElseThrow();
                assertThat(bed.send(bed.request(path, token).header("If-None-Match", tag))
                                .statusCode())
                        .isEqualTo(304);
            }
            String tag = bed.get(receipts("format", "csv"), token)
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            bed.hub().run("postgres", shrinking);
            assertThat(bed.send(bed.request(receipts("format", "csv"), token).header("If-None-Match", tag))
                            .statusCode())
                    .isEqualTo(200);
        }
        bed.hub().run("postgres", "select hub.clear_mask('finance.receipt', 'customer', '" + leaver + "', 'test')");
    }
}
