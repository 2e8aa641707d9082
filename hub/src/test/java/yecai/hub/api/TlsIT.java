package yecai.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.session.SessionSettings;
import yecai.hub.session.Sessions;
import yecai.sql.YecaiException;

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
    void theHubsCertificate_isVerified_andAWrongOneRefused() throws Exception {
        try {
            putIntoTheHub("tls.crt", certificate("server"));
            putIntoTheHub("tls.key", privateKey("server"));
            bed.hub().run("postgres", "alter system set ssl_cert_file = 'tls.crt'");
            bed.hub().run("postgres", "alter system set ssl_key_file = 'tls.key'");
            bed.hub().run("postgres", "alter system set ssl = on");
            bed.hub().run("postgres", "select pg_reload_conf()");
            Waiting.until("the server encrypts", Duration.ofSeconds(30), TlsIT::isEncrypted);
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
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        try (InputStream file = Files.newInputStream(folder.resolve(trusted + ".cer"))) {
            trust.setCertificateEntry(
                    "server",
                    java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusts.init(trust);
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
        context.init(keys, trusts.getTrustManagers(), null);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(own.server().url() + path));
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return HttpClient.newBuilder().sslContext(context).build().send(request.build(), BodyHandlers.ofString());
    }
}
