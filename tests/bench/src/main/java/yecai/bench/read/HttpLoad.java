package yecai.bench.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Clients that keep their connections, and cost little themselves, as pgbench does. */
final class HttpLoad {
    private final URI address;
    private final String headers;
    private final int expectedStatus;
    private final AtomicLong answers = new AtomicLong();

    /**
     * Prepares clients.
     *
     * @param headers each with its line end
     */
    HttpLoad(String url, String headers, int expectedStatus) {
        this.address = URI.create(url);
        this.headers = headers;
        this.expectedStatus = expectedStatus;
    }

    /** Sends requests one after the other on each of the connections, at least one; returns how many were answered. */
    long run(int clients, Duration time, Supplier<String> path) {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long end = System.nanoTime() + time.toNanos();
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(CompletableFuture.supplyAsync(() -> client(end, path), threads));
            }
            return all.stream().mapToLong(CompletableFuture::join).sum();
        } finally {
            threads.shutdownNow();
        }
    }

    private long client(long end, Supplier<String> path) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
            long answered = 0;
            do {
                socket.getOutputStream()
                        .write(("GET " + path.get() + " HTTP/1.1\r\nHost: bench\r\n" + headers + "\r\n")
                                .getBytes(ISO_8859_1));
                answer(in);
                answered++;
            } while (System.nanoTime() < end);
            answers.addAndGet(answered);
            return answered;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void answer(InputStream in) throws IOException {
        String status = line(in);
        long length = 0;
        boolean isChunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            }
            isChunked |= lower.startsWith("transfer-encoding: chunked");
        }
        if (!status.contains(" " + expectedStatus + " ")) {
            throw new IOException("expected " + expectedStatus + ", but got: " + status + ": "
                    + new String(in.readNBytes((int) length), UTF_8));
        }
        if (!isChunked) {
            in.skipNBytes(length);
            return;
        }
        while (true) {
            long chunk = Long.parseLong(line(in).strip(), 16);
            in.skipNBytes(chunk);
            line(in);
            if (chunk == 0) {
                return;
            }
        }
    }

    private static String line(InputStream in) throws IOException {
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

    /** Returns how many answers came since the beginning. */
    long answers() {
        return answers.get();
    }
}
