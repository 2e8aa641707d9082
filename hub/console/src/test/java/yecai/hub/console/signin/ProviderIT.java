package yecai.hub.console.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.hub.api.signin.OidcSettings;
import yecai.hub.console.ConsoleBed;
import yecai.hub.console.ConsoleSettings;
import yecai.hub.console.Visitor;

/** Signing in at an identity provider: the code flow, and what must not pass for its answer. */
final class ProviderIT {
    private static final String ISSUER = "https://login.console.example";
    /** By code: what the browser was sent with, and to whom the provider gives the code. */
    private static final Map<String, Map<String, String>> CODES = new ConcurrentHashMap<>();

    private static HttpServer provider;
    private static RSAKey key;
    private static RSAKey otherKey;
    private static ConsoleBed console;
    private static String subject = "ann";
    private static String nonce = "";
    private static boolean isForged;

    @BeforeAll
    static void start() throws Exception {
        ConsoleBed bed = ConsoleBed.shared();
        bed.hub().run("postgres", "select hub.map_subject('" + ISSUER + "', 'ann', 'con_one')");
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        otherKey = new RSAKeyGenerator(2048).keyID("one").generate();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
        provider.createContext("/token", ProviderIT::token);
        provider.start();
        String base = "http://127.0.0.1:" + provider.getAddress().getPort();
        console = bed.with(new ConsoleSettings(
                new SignInSettings(
                        SignInSettings.USUAL,
                        Optional.of(new Provider(
                                URI.create(base + "/authorize"),
                                URI.create(base + "/token"),
                                "console",
                                Optional.of("s3cret"),
                                new OidcSettings(
                                        ISSUER, "console", URI.create(base + "/keys"), "sub", Duration.ofSeconds(10)))),
                        List.of()),
                false));
    }

    @AfterAll
    static void stop() {
        console.close();
        provider.stop(0);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, String> query(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
    }

    /** The provider's side: the code is good once, for who has the verifier and the client's secret. */
    private static void token(HttpExchange exchange) throws IOException {
        try {
            Map<String, String> form =
                    query(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            Map<String, String> asked = CODES.remove(form.get("code"));
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(form.get("code_verifier").getBytes(UTF_8));
            boolean isRight = asked != null
                    && Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .equals(asked.get("code_challenge"))
                    && asked.get("redirect_uri").equals(form.get("redirect_uri"))
                    && exchange.getRequestHeaders()
                            .getFirst("Authorization")
                            .equals("Basic " + Base64.getEncoder().encodeToString("console:s3cret".getBytes(UTF_8)));
            if (!isRight) {
                exchange.sendResponseHeaders(400, -1);
                exchange.close();
                return;
            }
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(),
                    new JWTClaimsSet.Builder()
                            .issuer(ISSUER)
                            .audience("console")
                            .subject(subject)
                            .claim("nonce", nonce.isEmpty() ? asked.get("nonce") : nonce)
                            .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                            .build());
            jwt.sign(new RSASSASigner(isForged ? otherKey : key));
            answer(exchange, "{\"id_token\":\"" + jwt.serialize() + "\"}");
        } catch (com.nimbusds.jose.JOSEException | java.security.NoSuchAlgorithmException problem) {
            throw new IOException(problem);
        }
    }

    /** Sends the browser there, and returns what it would come back with. */
    private static String goThere(Visitor person, String code) throws Exception {
        HttpResponse<String> sent = person.get("/console/sign-in/provider?to=%2Fconsole%2Fme");
        URI there = URI.create(sent.headers().firstValue("Location").orElseThrow());
        assertThat(there.getPath()).isEqualTo("/authorize");
        Map<String, String> asked = query(there.getRawQuery());
        assertThat(asked).containsEntry("code_challenge_method", "S256").containsEntry("response_type", "code");
        CODES.put(code, asked);
        return "/console/sign-in/return?code=" + code + "&state=" + asked.get("state");
    }

    @Test
    void person_comesBackSignedIn_whereTheyWantedToGo() throws Exception {
        Visitor person = console.stranger();
        HttpResponse<String> back = person.get(goThere(person, "c1"));
        assertThat(back.statusCode()).as(back.body()).isEqualTo(303);
        assertThat(back.headers().firstValue("Location")).contains("/console/me");
        assertThat(person.get("/console").body()).contains("con_one");
    }

    @Test
    void answer_countsOnce() throws Exception {
        Visitor person = console.stranger();
        String back = goThere(person, "c2");
        person.get(back);
        assertThat(person.get(back).statusCode()).isEqualTo(401);
    }

    @Test
    void answerToSomebodyElse_isRefused() throws Exception {
        Visitor person = console.stranger();
        String back = goThere(person, "c3");
        assertThat(console.stranger().get(back).statusCode()).as("no cookie").isEqualTo(401);
        Visitor other = console.stranger();
        goThere(other, "c4");
        assertThat(other.get(back).statusCode()).as("another's state").isEqualTo(401);
    }

    @Test
    void wrongIdentities_areRefused() throws Exception {
        Visitor person = console.stranger();
        subject = "unknown";
        assertThat(person.get(goThere(person, "c5")).statusCode())
                .as("mapped to nobody")
                .isEqualTo(401);
        subject = "ann";
        nonce = "of another sign-in";
        assertThat(person.get(goThere(person, "c6")).statusCode()).as("nonce").isEqualTo(401);
        nonce = "";
        isForged = true;
        assertThat(person.get(goThere(person, "c7")).statusCode()).as("key").isEqualTo(401);
        isForged = false;
        assertThat(person.get(goThere(person, "c8")).statusCode()).isEqualTo(303);
    }

    @Test
    void session_endsWithTheMapping() throws Exception {
        ConsoleBed.shared().hub().run("postgres", "select hub.map_subject('" + ISSUER + "', 'bob', 'con_one')");
        Visitor person = console.stranger();
        subject = "bob";
        person.get(goThere(person, "c9"));
        subject = "ann";
        assertThat(person.get("/console").statusCode()).isEqualTo(200);
        ConsoleBed.shared().hub().run("postgres", "select hub.unmap_subject('" + ISSUER + "', 'bob')");
        assertThat(person.get("/console").statusCode()).isEqualTo(303);
    }
}
