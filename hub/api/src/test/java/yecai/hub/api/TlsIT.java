package yecai.hub.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.session.SessionSettings;
import yecai.hub.session.Sessions;
import yecai.sql.Waiting;
import yecai.sql.error.YecaiException;

/** Attack 30: the API and its connections to the hub over TLS. */
final class TlsIT {
    private static final String PASSWORD = "secret of the store";

    @TempDir
    private static Path folder;

    private static ApiBed bed;

    @BeforeAll
    static void makeCertificates() throws Exception {
        bed = ApiBed.shared();
        for (String name : List.of("server", "client", "stranger")) {
            keytool(
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-validity",
                    "2",
                    "-keystore",
                    store(name).toString());
            keytool(
                    "-exportcert",
                    "-alias",
                    name,
                    "-file",
                    folder.resolve(name + ".cer").toString(),
                    "-keystore",
                    store(name).toString());
        }
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "client",
                "-file",
                folder.resolve("client.cer").toString(),
                "-keystore",
                store("authorities").toString());
        bed.hub().run("postgres", "select hub.map_subject('x509', 'CN=client', 'reader_one')");
    }

    private static Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void onlyTheRightCertificates_areTaken_onBothSides() throws Exception {
        ApiSettings.Tls tls = new ApiSettings.Tls(store("server"), PASSWORD, Optional.of(store("authorities")));
        assertThat(tls.toString()).doesNotContain(PASSWORD);
        try (ApiBed own = bed.with(ApiSettings.local().withTls(tls), 2)) {
            assertThat(own.server().url()).startsWith("https://");
            String companies = "/api/v1/datasets/finance.receipt?group=company";
            HttpResponse<String> byToken = send(own, companies, "server", "none", Optional.of(own.one()));
            assertThat(byToken.body()).contains("C1").doesNotContain("C2");
            assertThat(byToken.headers().firstValue("Strict-Transport-Security"))
                    .contains("max-age=31536000");
            assertThat(isAgreedOn(own, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"))
                    .isTrue();
            assertThat(isAgreedOn(own, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"))
                    .isFalse();
            HttpResponse<String> byCertificate = send(own, companies, "server", "client", Optional.empty());
            assertThat(byCertificate.body()).contains("C1").doesNotContain("C2");
            assertThat(send(own, companies, "server", "none", Optional.empty()).statusCode())
                    .isEqualTo(401);

            assertThatThrownBy(() -> send(own, companies, "stranger", "none", Optional.of(own.one())))
                    .isInstanceOf(SSLHandshakeException.class);
            // The client does not even send a certificate that no accepted authority has issued.
            assertThat(send(own, companies, "server", "stranger", Optional.empty())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aLoadBalancersHeader_comesBeforeTls() throws Exception {
        ApiSettings settings = ApiSettings.local()
                .withTls(new ApiSettings.Tls(store("server"), PASSWORD, Optional.empty()))
                .withFront(new Front(Optional.empty(), List.of("127.0.0.1"), true));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusting("server"), null);
        try (ApiBed own = bed.with(settings, 2)) {
            URI address = URI.create(own.server().url());
            try (Socket wire = new Socket(address.getHost(), address.getPort())) {
                wire.getOutputStream().write("PROXY TCP4 203.0.113.1 192.0.2.1 40000 443\r\n".getBytes(ISO_8859_1));
                SSLSocket socket = (SSLSocket)
                        context.getSocketFactory().createSocket(wire, address.getHost(), address.getPort(), true);
                socket.getOutputStream()
                        .write(("GET /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                        + "Authorization: Bearer " + own.one() + "\r\n\r\n")
                                .getBytes(ISO_8859_1));
                assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                        .startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void http2_isServedToClientsThatKnowIt_andHttp1ToTheOthers() throws Exception {
        ApiSettings.Tls tls = new ApiSettings.Tls(store("server"), PASSWORD, Optional.empty());
        try (ApiBed own = bed.with(ApiSettings.local().withTls(tls), 2);
                ApiBed plain = bed.with(ApiSettings.local(), 2)) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(own.server().url() + "/api/v1/datasets/finance.receipt?limit=1000"))
                    .header("Authorization", "Bearer " + own.one());
            for (HttpClient.Version version : HttpClient.Version.values()) {
                HttpResponse<String> answer = client(version).send(request.build(), BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(version);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(ApiBed.parse(answer.body()).get("rows")).hasSize(1000);
            }
            // Without TLS nobody agrees on it.
            assertThat(client(HttpClient.Version.HTTP_2)
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(plain.server().url() + "/openapi.json"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .version())
                    .isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    /** On a connection that others of the client's requests use too. */
    @Test
    void revoke_endsAnExportOfHttp2_andNoOtherRequestOfItsConnection() throws Exception {
        ApiBed.addPrincipal(bed.hub(), "tls_leaver", "*");
        ApiBed.addPrincipal(bed.hub(), "tls_stayer", "*");
        ApiSettings.Tls tls = new ApiSettings.Tls(store("server"), PASSWORD, Optional.empty());
        try (ApiBed own = bed.with(ApiSettings.local().withTls(tls).withLimits(ApiBed.AMPLE), 4)) {
            HttpClient client = client(HttpClient.Version.HTTP_2);
            HttpRequest.Builder export = HttpRequest.newBuilder(
                    URI.create(own.server().url() + "/api/v1/datasets/finance.receipt?format=ndjson"));
            try (InputStream ended = client.send(
                                    export.copy()
                                            .header(
                                                    "Authorization",
                                                    "Bearer " + ApiBed.issue(bed.hub(), "tls_leaver", "*"))
                                            .build(),
                                    BodyHandlers.ofInputStream())
                            .body();
                    InputStream whole = client.send(
                                    export.copy()
                                            .header(
                                                    "Authorization",
                                                    "Bearer " + ApiBed.issue(bed.hub(), "tls_stayer", "*"))
                                            .build(),
                                    BodyHandlers.ofInputStream())
                            .body()) {
                ended.readNBytes(1_000);
                whole.readNBytes(1_000);
                bed.hub().run("postgres", "select hub.drop_principal('tls_leaver', 'test')");

                assertThatThrownBy(() -> {
                            while (ended.read() >= 0) {
                                Thread.onSpinWait();
                            }
                        })
                        .isInstanceOf(IOException.class);
                assertThat(whole.readAllBytes()).hasSizeGreaterThan(10_000_000).endsWith((byte) '\n');
            }
        }
    }

    private static HttpClient client(HttpClient.Version version) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusting("server"), null);
        return HttpClient.newBuilder().version(version).sslContext(context).build();
    }

    /** A handshake costs the server much more than the client, so one connection has one. */
    @Test
    void aSecondHandshake_endsTheConnection() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusting("server"), null);
        ApiSettings.Tls tls = new ApiSettings.Tls(store("server"), PASSWORD, Optional.empty());
        try (ApiBed own = bed.with(ApiSettings.local().withTls(tls), 2)) {
            URI address = URI.create(own.server().url());
            for (boolean isAgain : new boolean[] {false, true}) {
                try (SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(address.getHost(), address.getPort())) {
                    socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                    socket.setSoTimeout(120_000);
                    socket.startHandshake();
                    assertThat(isAnswered(socket, isAgain)).isEqualTo(!isAgain);
                }
            }
        }
    }

    private static boolean isAnswered(SSLSocket socket, boolean isHandshakeFirst) {
        try {
            if (isHandshakeFirst) {
                socket.startHandshake();
            }
            socket.getOutputStream()
                    .write("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
            return socket.getInputStream().read() == 'H';
        } catch (IOException ended) {
            return false;
        }
    }

    /** Whether the API takes a cipher suite of TLS 1.2. */
    private static boolean isAgreedOn(ApiBed own, String suite) throws Exception {
        URI address = URI.create(own.server().url());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusting("server"), null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(address.getHost(), address.getPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});
            socket.startHandshake();
            return true;
        } catch (SSLHandshakeException refused) {
            return false;
        }
    }

    @Test
    void theHubsCertificate_isVerified_andAWrongOneRefused() throws Exception {
        try {
            putIntoTheHub("tls.crt", certificate("server"));
            putIntoTheHub("tls.key", privateKey("server"));
            bed.hub().run("postgres", "alter system set ssl_cert_file = 'tls.crt'");
            bed.hub().run("postgres", "alter system set ssl_key_file = 'tls.key'");
            bed.hub().run("postgres", "alter system set ssl = on");
            bed.hub().run("postgres", "select pg_reload_conf()");
            Waiting.until("the server encrypts", TlsIT::isEncrypted);
            try (Sessions sessions = Sessions.open(verifying("server"), new SimpleMeterRegistry())) {
                sessions.requireReady();
            }
            assertThatThrownBy(() -> Sessions.open(verifying("stranger"), new SimpleMeterRegistry()))
                    .isInstanceOf(YecaiException.class)
                    .hasMessageContaining("cannot connect")
                    .hasMessageNotContaining(PASSWORD);
        } finally {
            bed.hub().run("postgres", "alter system reset ssl");
            bed.hub().run("postgres", "select pg_reload_conf()");
        }
    }

    private static SessionSettings verifying(String trusted) throws Exception {
        Path root = Files.writeString(folder.resolve(trusted + ".pem"), certificate(trusted));
        return SessionSettings.of(bed.hub().url() + "?sslmode=verify-full&sslrootcert=" + root, "yecai_api", PASSWORD)
                .withConnections(1);
    }

    private static boolean isEncrypted() throws Exception {
        return bed.hub()
                .list("postgres", "select ssl::text from pg_stat_ssl where pid = pg_backend_pid()")
                .equals(List.of("true"));
    }

    /** The server writes it itself, so that it is its owner. */
    private static void putIntoTheHub(String file, String text) throws Exception {
        bed.hub()
                .run(
                        "postgres",
                        "copy (select unnest(string_to_array('" + text + "', chr(10)))) to program 'umask 077 && cat >"
                                + file + "'");
    }

    private static String certificate(String name) throws Exception {
        return pem("CERTIFICATE", Files.readAllBytes(folder.resolve(name + ".cer")));
    }

    private static String privateKey(String name) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store(name))) {
            keys.load(file, PASSWORD.toCharArray());
        }
        return pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind + "-----";
    }

    /** Sends with what the client trusts, its own certificate, and a token. */
    private static HttpResponse<String> send(
            ApiBed own, String path, String trusted, String certificate, Optional<String> token) throws Exception {
        KeyManager[] keys = null;
        if (!certificate.equals("none")) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            try (InputStream file = Files.newInputStream(store(certificate))) {
                KeyStore own12 = KeyStore.getInstance("PKCS12");
                own12.load(file, PASSWORD.toCharArray());
                factory.init(own12, PASSWORD.toCharArray());
            }
            keys = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trusting(trusted), null);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(own.server().url() + path));
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return HttpClient.newBuilder().sslContext(context).build().send(request.build(), BodyHandlers.ofString());
    }

    private static TrustManager[] trusting(String trusted) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        try (InputStream file = Files.newInputStream(folder.resolve(trusted + ".cer"))) {
            trust.setCertificateEntry(
                    "server",
                    java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusts.init(trust);
        return trusts.getTrustManagers();
    }
}
