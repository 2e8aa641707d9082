package yecai.bench.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser without a screen that keeps one connection and its cookies, and says when the first byte of an answer came. */
final class Visitor implements AutoCloseable {
    /**
     * An answer.
     *
     * @param firstByteNanos from the request until its first byte
     * @param allNanos until its last byte
     */
    record Answer(int status, String body, long firstByteNanos, long allNanos) {}

    private static final int BUFFER = 64 << 10;

    private final URI address;
    private final Map<String, String> cookies = new HashMap<>();
    private Socket socket;
    private InputStream in;

    Visitor(String url) {
        this.address = URI.create(url);
    }

    Answer get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\n", "");
    }

    /** Asks for a part of a page, as a script does. */
    Answer getPart(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHX-Request: true\r\n", "");
    }

    Answer post(String path, String form) throws IOException {
        return send(
                "POST " + path + " HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + form.length() + "\r\n",
                form);
    }

    /** Asks for what never ends, and leaves it unread but for its beginning. */
    void listen(String path) throws IOException {
        connect();
        write("GET " + path + " HTTP/1.1\r\nAccept: text/event-stream\r\n", "");
        String status = line();
        if (!status.contains(" 200 ")) {
            throw new IOException(path + " was answered with " + status);
        }
    }

    /** A visitor with the same cookies and a connection of its own. */
    Visitor sibling() {
        Visitor other = new Visitor(address.toString());
        other.cookies.putAll(cookies);
        return other;
    }

    private Answer send(String head, String body) throws IOException {
        boolean isNew = connect();
        long start = System.nanoTime();
        write(head, body);
        in.mark(1);
        if (in.read() < 0) {
            if (isNew) {
                throw new EOFException("the server ended the connection");
            }
            // idle for longer than the server keeps connections: asked anew, as a browser would
            close();
            return send(head, body);
        }
        long first = System.nanoTime() - start;
        in.reset();
        int status = Integer.parseInt(line().split(" ")[1]);
        long length = 0;
        boolean isChunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
            String value = header.substring(header.indexOf(':') + 1).strip();
            switch (name) {
                case "content-length" -> length = Long.parseLong(value);
                case "transfer-encoding" -> isChunked = value.equals("chunked");
                case "set-cookie" -> keep(value.split("[=;]", 3));
                default -> {}
            }
        }
        byte[] content = isChunked ? chunks() : in.readNBytes((int) length);
        return new Answer(status, new String(content, UTF_8), first, System.nanoTime() - start);
    }

    /** Returns whether the connection is a new one. */
    private boolean connect() throws IOException {
        boolean isNew = socket == null;
        if (isNew) {
            socket = new Socket(address.getHost(), address.getPort());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        }
        return isNew;
    }

    private void write(String head, String body) throws IOException {
        String sent = cookies.entrySet().stream()
                .map(cookie -> "Cookie: " + cookie.getKey() + "=" + cookie.getValue() + "\r\n")
                .collect(Collectors.joining());
        socket.getOutputStream()
                .write((head + "Host: " + address.getAuthority() + "\r\n" + sent + "\r\n" + body).getBytes(ISO_8859_1));
    }

    private void keep(String... cookie) {
        cookies.put(cookie[0], cookie[1]);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream(BUFFER);
        while (true) {
            int size = Integer.parseInt(line().strip(), 16);
            content.write(in.readNBytes(size));
            line();
            if (size == 0) {
                return content.toByteArray();
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int character = in.read(); character != '\n'; character = in.read()) {
            if (character < 0) {
                throw new EOFException("the server ended the connection");
            }
            if (character != '\r') {
                line.append((char) character);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
