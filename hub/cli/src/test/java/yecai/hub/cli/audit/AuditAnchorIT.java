package yecai.hub.cli.audit;

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
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.access.audit.Anchor;
import yecai.hub.access.audit.AuditChain;
import yecai.hub.cli.Run;
import yecai.hub.cli.access.AccessBed;

/** Anchors that are posted to a receiver outside. */
final class AuditAnchorIT {
    private static CountDownLatch over;

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
        over = new CountDownLatch(1);
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
                over.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        receiver.start();
    }

    @AfterAll
    static void stop() throws Exception {
        over.countDown();
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
                // only the slow receiver is meant to be given up
                path.equals("/slow") ? "1" : "600",
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
        assertThat(bed.list("postgres", "select value from hub.setting where name = 'hub_id'"))
                .containsExactly(body.get("hub_id").asText());
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
        assertThat(cut.out()).contains("the chain was truncated");
        assertThat(cut.exitCode()).isEqualTo(1);

        Files.writeString(kept, new String(received, UTF_8).replace("head audit ", "head audit 1"));
        assertThat(bed.run(verify).err()).contains("was not signed by the key");
    }

    /** An anchor that is genuine, but proves nothing of this hub as it is. */
    @Test
    void anchorOfAnotherHub_anEmptyOne_andAnOldOne_areFindings() throws Exception {
        String id = bed.list("postgres", "select value from hub.setting where name = 'hub_id'")
                .get(0);
        Path file = folder.resolve("own.anchor");
        String[] verify = {"audit", "verify", "--anchor", file.toString(), "--key", pub()};

        new Anchor(id, Instant.now(), heads(0)).write(file, Path.of(key()));
        Run empty = bed.run(verify);
        assertThat(empty.out()).contains("the anchor is empty");
        assertThat(empty.exitCode()).isEqualTo(1);

        new Anchor("00000000-0000-0000-0000-000000000000", Instant.now(), heads(1)).write(file, Path.of(key()));
        Run foreign = bed.run(verify);
        assertThat(foreign.out())
                .contains("the anchor is of the hub 00000000-0000-0000-0000-000000000000 and this is " + id);
        assertThat(foreign.exitCode()).isEqualTo(1);

        new Anchor(id, Instant.now().minus(9, ChronoUnit.DAYS), heads(1)).write(file, Path.of(key()));
        Run old = bed.run(verify);
        assertThat(old.out())
                .contains(", 9 days old; not covered by it: ", "the anchor is 9 days old, and at most 7 days");
        assertThat(old.exitCode()).isEqualTo(1);
        assertThat(bed.run(withAge(verify, "10d")).out()).doesNotContain("(--max-age)");
        assertThat(bed.run(withAge(verify, "8d")).out()).contains("(--max-age)");

        new Anchor(id, Instant.now().plus(1, ChronoUnit.DAYS), heads(1)).write(file, Path.of(key()));
        assertThat(bed.run(verify).out()).contains("taken in the future");

        new Anchor(id, Instant.now(), heads(1).subList(0, 1)).write(file, Path.of(key()));
        assertThat(bed.run(verify).out()).contains("the anchor does not contain this chain");
    }

    private static String[] withAge(String[] verify, String age) {
        String[] all = Arrays.copyOf(verify, verify.length + 2);
        all[verify.length] = "--max-age";
        all[verify.length + 1] = age;
        return all;
    }

    private static List<AuditChain.Head> heads(long audit) throws SQLException {
        String hash = audit == 0
                ? ""
                : bed.list("postgres", "select encode(hash, 'hex') from hub.audit where audit = " + audit)
                        .get(0);
        return List.of(new AuditChain.Head("audit", audit, hash), new AuditChain.Head("data_access", 0, ""));
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
