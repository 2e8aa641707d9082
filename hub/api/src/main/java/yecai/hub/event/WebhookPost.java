package yecai.hub.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST to a checked address. The connection is made to this very address, and TLS verifies the name; redirects are not followed,
 * and of the answer only the status is read, within a time.
 */
final class WebhookPost {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int LONGEST_LINE = 1_000;

    private WebhookPost() {}

    /** Sends, and returns the status. */
    static int send(URI target, InetAddress address, Map<String, String> headers, byte[] body) throws IOException {
        boolean isEncrypted = target.getScheme().equals("https");
        int port = target.getPort() >= 0 ? target.getPort() : isEncrypted ? 443 : 80;
        long deadline = System.nanoTime() + ANSWER.toNanos();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, port), (int) CONNECT.toMillis());
            plain.setSoTimeout((int) ANSWER.toMillis());
            try (Socket socket = isEncrypted ? encrypted(plain, target.getHost(), port) : plain) {
                OutputStream out = socket.getOutputStream();
                out.write(head(target, port, isEncrypted, headers, body.length));
                out.write(body);
                out.flush();
                return status(socket, deadline);
            }
        }
    }

    private static Socket encrypted(Socket plain, String host, int port) throws IOException {
        SSLSocket socket =
                (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] head(URI target, int port, boolean isEncrypted, Map<String, String> headers, int length) {
        String path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        boolean isUsual = port == (isEncrypted ? 443 : 80);
        StringBuilder head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\n");
        head.append("Host: ")
                .append(target.getHost())
                .append(isUsual ? "" : ":" + port)
                .append("\r\n");
        head.append("User-Agent: yecai-hub\r\nConnection: close\r\nContent-Length: ")
                .append(length)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(ISO_8859_1);
    }

    private static int status(Socket socket, long deadline) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < LONGEST_LINE) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IOException("no answer within " + ANSWER.toSeconds() + " s");
            }
            socket.setSoTimeout((int) left);
            int next = in.read();
            if (next < 0 || next == '\n') {
                break;
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        Matcher status = STATUS.matcher(line.toString(US_ASCII));
        if (!status.matches()) {
            throw new IOException("the answer is no HTTP");
        }
        return Integer.parseInt(status.group(1));
    }
}
