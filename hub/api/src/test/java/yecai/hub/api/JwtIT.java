package yecai.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.ApiBed.receipts;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.hub.api.signin.OidcSettings;
import yecai.sql.Promise;
import yecai.sql.Waiting;

/** Attack 23: tokens of an identity provider. */
final class JwtIT {
    private static final String ISSUER = "https://login.example";
    private static final AtomicReference<String> KEYS = new AtomicReference<>();

    private static HttpServer provider;
    private static RSAKey key;
    private static ApiBed bed;
    private static ApiBed own;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        KEYS.set(new JWKSet(key.toPublicJWK()).toString());
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/keys", exchange -> {
            byte[] body = KEYS.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        bed.hub().run("postgres", "select hub.map_subject('" + ISSUER + "', 'ann', 'reader_one')");
        own = bed.with(
                ApiSettings.local()
                        .withCaches(new ApiSettings.Caches(Duration.ofSeconds(1), Duration.ofMinutes(1), 0))
                        .withLimits(new ApiSettings.Limits(1_000, 1_000, 2, Waiting.PATIENCE))
                        .withOidc(new OidcSettings(
                                ISSUER,
                                "yecai",
                                URI.create("http://127.0.0.1:"
                                        + provider.getAddress().getPort() + "/keys"),
                                "sub",
                                Duration.ofSeconds(10))),
                2);
    }

    @AfterAll
    static void stop() {
        own.close();
        provider.stop(0);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("yecai")
                .subject("ann")
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    private static String signed(RSAKey by, JWTClaimsSet claims) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(), claims);
        jwt.sign(new RSASSASigner(by));
        return jwt.serialize();
    }

    private static int status(String token) throws Exception {
        return own.get(receipts("limit", "1"), token).statusCode();
    }

    @Test
    void tokens_areTakenOnlyFromTheProviderForThisApiAndWhileInForce() throws Exception {
        assertThat(own.get(receipts("group", "company"), signed(key, claims().build()))
                        .body())
                .contains("C1")
                .doesNotContain("C2");
        Instant now = Instant.now();
        assertThat(status(signed(
                        key,
                        claims().issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plus(Duration.ofHours(23))))
                                .build())))
                .isEqualTo(200);

        assertThat(status(new PlainJWT(claims().build()).serialize())).isEqualTo(401);
        assertThat(status(signed(key, claims().audience("other").build()))).isEqualTo(401);
        assertThat(status(signed(
                        key,
                        claims().expirationTime(Date.from(Instant.now().minusSeconds(30)))
                                .build())))
                .isEqualTo(401);
        assertThat(status(signed(new RSAKeyGenerator(2048).keyID("one").generate(), claims().build())))
                .isEqualTo(401);

        assertThat(status(signed(
                        key,
                        claims().expirationTime(new Date(1_000_000_000_000_000L))
                                .build())))
                .as("for ever")
                .isIn(401, 429);
        assertThat(status(signed(
                        key,
                        claims().expirationTime(Date.from(now.plus(Duration.ofHours(25))))
                                .build())))
                .as("longer than a day")
                .isIn(401, 429);
        assertThat(status(signed(
                        key,
                        claims().issueTime(Date.from(now.plus(Duration.ofHours(20))))
                                .expirationTime(Date.from(now.plus(Duration.ofHours(21))))
                                .build())))
                .as("from tomorrow on")
                .isIn(401, 429);
    }

    @Test
    void tokens_signedWithThePublicKeyAsASecret_areRefused() throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims().build());
        jwt.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        assertThat(status(jwt.serialize())).isIn(401, 429);
    }

    @Test
    void keys_mayRotate_andASubjectThatIsTakenAwayLosesAccessSoon() throws Exception {
        RSAKey next = new RSAKeyGenerator(2048).keyID("two").generate();
        KEYS.set(new JWKSet(next.toPublicJWK()).toString());
        bed.hub().run("postgres", "select hub.map_subject('" + ISSUER + "', 'bob', 'reader_one')");
        String token = signed(next, claims().subject("bob").build());
        assertThat(status(token)).isEqualTo(200);

        bed.hub().run("postgres", "select hub.unmap_subject('" + ISSUER + "', 'bob')");
        long taken = System.nanoTime();
        Waiting.until("the token is refused", () -> status(token) != 200);
        Promise.within(Duration.ofSeconds(3), "the end of a subject's access", taken);
    }
}
