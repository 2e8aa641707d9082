package yecai.hub.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Anchors that are posted to a receiver outside. */
final class AuditAnchorIT {
    @TempDir
    private static Path folder;

    private static AccessBed bed;
    private static HttpServer receiver;
    private static volatile byte[] received = new byte[0];
    private static volatile String signature = "";

    @BeforeAll
    static void listen() throws Exception {
        bed = AccessBed.in(folder);
        bed.execute("postgres", "select hub.add_principal('ann', 'person', '{finance_reader}')");
        bed.execute("postgres", "select hub.grant_access('ann', 'company', 'C1', null, 'test')");
        bed.run("audit", "key", "--private", key(), "--public", pub());
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newCachedThreadPool());
        receiver.createContext("/keep", exchange -> {
            received = exchange.getRequestBody().readAllBytes();
            signature = exchange.getRequestHeaders().getFirst("Yecai-Signature");
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.createContext("/s3cret", exchange -> {
            int status = Integer.parseInt(exchange.getRequestURI().getQuery());
            exchange.getResponseHeaders().set("Location", "/keep");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.createContext("/slow", exchange -> {
            try {
                TimeUnit.SECONDS.sleep(4);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        receiver.start();
    }

    @AfterAll
    static void stop() throws Exception {
        receiver.stop(0);
        bed.close();
    }

    private static String key() {
        return folder.resolve("anchor.key").toString();
    }

    private static String pub() {
        return folder.resolve("anchor.pub").toString();
    }

    private static Run post(String path) {
        return bed.run(
                "audit",
                "anchor",
                "--timeout",
                "1",
                "--key",
                key(),
                "--url",
                "http://localhost:" + receiver.getAddress().getPort() + path);
    }

    @Test
    void postedAnchor_isSigned_andWhatTheReceiverKeptShowsACutTail() throws Exception {
        Run posted = post("/keep");
        assertThat(posted.err()).isEmpty();
        assertThat(posted.exitCode()).isZero();

        Signature check = Signature.getInstance("Ed25519");
        byte[] encoded =
                Base64.getDecoder().decode(Files.readString(Path.of(pub())).strip());
        check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        check.update(received);
        assertThat(check.verify(Base64.getDecoder().decode(signature))).isTrue();

        JsonNode body = new ObjectMapper().readTree(received);
        assertThat(body.get("hub").asText()).isEqualTo("yecai");
        assertThat(body.get("heads")).anySatisfy(head -> {
            assertThat(head.get("chain").asText()).isEqualTo("audit");
            assertThat(bed.list(
                            "postgres",
                            "select max(audit) || encode(max(hash) filter (where audit = "
                                    + head.get("number").asText() + "), 'hex') from hub.audit"))
                    .containsExactly(
                            head.get("number").asText() + head.get("hash").asText());
        });

        Path kept = Files.write(folder.resolve("kept.json"), received);
        String[] verify = {"audit", "verify", "--anchor", kept.toString(), "--key", pub()};
        assertThat(bed.run(verify).exitCode()).isZero();

        bed.execute(
                "postgres",
                "alter table hub.audit disable trigger all;"
                        + " delete from hub.audit where audit = (select max(audit) from hub.audit)");
        assertThat(bed.run("audit", "verify").exitCode()).isZero();
        Run cut = bed.run(verify);
        assertThat(cut.out()).contains("the chain was cut");
        assertThat(cut.exitCode()).isEqualTo(1);

        Files.writeString(kept, new String(received, UTF_8).replace("head audit ", "head audit 1"));
        assertThat(bed.run(verify).err()).contains("was not signed by the key");
    }

    @Test
    void receiverThatDoesNotKeepIt_isAnErrorThatNamesOnlyItsHost() {
        for (String status : new String[] {"500", "404", "302"}) {
            Run run = post("/s3cret?" + status);
            assertThat(run.err()).contains("localhost answered " + status).doesNotContain("s3cret");
            assertThat(run.exitCode()).isEqualTo(2);
        }
        assertThat(post("/slow").err()).contains("gave no answer within 1 s");
        assertThat(post("/slow").exitCode()).isEqualTo(2);
    }

    @Test
    void addressWithoutTlsOrWithAPassword_isRefused() {
        for (String address : new String[] {"http://192.0.2.1/s3cret", "https://user:s3cret@localhost/", "ftp://x/"}) {
            Run run = bed.run("audit", "anchor", "--key", key(), "--url", address);
            assertThat(run.err()).as(address).contains("must be https").doesNotContain("s3cret");
            assertThat(run.exitCode()).isEqualTo(2);
        }
        assertThat(bed.run("audit", "anchor", "--key", key()).exitCode()).isEqualTo(2);
    }
}
