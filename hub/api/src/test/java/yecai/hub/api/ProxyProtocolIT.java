package yecai.hub.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.ApiBed.receipts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.Waiting;

/**
 * Clients behind a load balancer that tells their addresses in the PROXY protocol. Whom the API takes a client for shows in
 * the failed sign-ins: after some of one address further ones have to wait, another address's first does not.
 */
final class ProxyProtocolIT {
    private static final int MOST_FAILURES = 12;
    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
    }

    @Test
    void clientsOfATrustedProxy_areToldApart_inBothVersions() throws Exception {
        try (ApiBed own = behind("127.0.0.1", true)) {
            for (Version version : Version.values()) {
                String one = "203.0.113." + version.ordinal();
                assertThat(failUntilRefused(own, version.header(one)))
                        .as(version + ": the same client, whoever it says that it asks for")
                        .isEqualTo(429);
                assertThat(status(own, version.header("198.51.100." + version.ordinal()), "wrong", ""))
                        .as(version + ": another client")
                        .isEqualTo(401);
                assertThat(status(own, version.header(one), bed.one(), "")).isEqualTo(200);
            }
            assertThat(status(own, new byte[0], bed.one(), ""))
                    .as("the proxy's own check")
                    .isEqualTo(200);
            assertThat(status(own, "PROXY UNKNOWN\r\n".getBytes(ISO_8859_1), bed.one(), ""))
                    .isEqualTo(200);
        }
    }

    /** A header that anybody could send is none. */
    @Test
    void theHeader_isNotBelieved_ofOthers_orWhereItIsNotExpected() throws Exception {
        for (ApiBed own : List.of(behind("192.0.2.1", true), behind("127.0.0.1", false))) {
            try (own) {
                for (Version version : Version.values()) {
                    assertThat(status(own, version.header("203.0.113.9"), bed.one(), ""))
                            .as(version.name())
                            .isEqualTo(400);
                }
                assertThat(status(own, new byte[0], bed.one(), "")).isEqualTo(200);
            }
        }
    }

    private static int failUntilRefused(ApiBed own, byte[] header) throws IOException {
        int status = 0;
        for (int i = 0; i < MOST_FAILURES && status != 429; i++) {
            status = status(own, header, "wrong", "X-Forwarded-For: 198.51.100.10" + i + "\r\n");
            assertThat(status).isIn(401, 429);
        }
        return status;
    }

    private static ApiBed behind(String proxy, boolean isProxyProtocol) {
        return bed.with(ApiSettings.local().withFront(new Front(Optional.empty(), List.of(proxy), isProxyProtocol)), 2);
    }

    private static int status(ApiBed own, byte[] header, String token, String more) throws IOException {
        URI address = URI.create(own.server().url());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout((int) Waiting.PATIENCE.toMillis());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(header);
            bytes.write(("GET " + receipts("limit", "1") + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                            + "\r\n" + more + "Connection: close\r\n\r\n")
                    .getBytes(UTF_8));
            socket.getOutputStream().write(bytes.toByteArray());
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 ");
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    private enum Version {
        TEXT {
            @Override
            byte[] header(String client) {
                return ("PROXY TCP4 " + client + " 192.0.2.1 40000 443\r\n").getBytes(ISO_8859_1);
            }
        },
        BINARY {
            @Override
            byte[] header(String client) throws IOException {
                ByteArrayOutputStream header = new ByteArrayOutputStream();
                header.write("\r\n\r\n\0\r\nQUIT\n".getBytes(ISO_8859_1));
                // version 2, proxied; TCP over IPv4; 12 bytes follow
                header.write(new byte[] {0x21, 0x11, 0, 12});
                header.write(InetAddress.getByName(client).getAddress());
                header.write(InetAddress.getByName("192.0.2.1").getAddress());
                header.write(new byte[] {(byte) 0x9c, 0x40, 0x01, (byte) 0xbb});
                return header.toByteArray();
            }
        };

        abstract byte[] header(String client) throws IOException;
    }
}
