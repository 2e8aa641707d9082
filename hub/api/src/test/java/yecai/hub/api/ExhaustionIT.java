package yecai.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.ApiBed.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.hub.dataset.Format;
import yecai.sql.Waiting;

/** What somebody would try who wants to bring the API down, or to mix its callers up. The numbers are the attacks'. */
final class ExhaustionIT {
    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
    }

    /** Attack 10: errors, timeouts and cancelled requests between requests of two callers, on two connections. */
    @Test
    void parallelCallers_neverSeeEachOthersRows() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(40);
        try (ApiBed small = bed.with(
                ApiSettings.local().withCaches(ApiSettings.Caches.off()).withLimits(ApiBed.AMPLE), 2)) {
            List<CompletableFuture<Boolean>> all = IntStream.range(0, 400)
                    .mapToObj(number -> CompletableFuture.supplyAsync(() -> ask(small, number), callers))
                    .toList();
            long compared = all.stream().filter(CompletableFuture::join).count();
            assertThat(compared)
                    .isEqualTo(IntStream.range(0, 400)
                            .filter(number -> number % 7 != 0 && number % 11 != 0)
                            .count());
            Waiting.until(
                    "no transaction is open", () -> small.openTransactions().isEmpty());
        } finally {
            callers.shutdownNow();
        }
    }

    /** Returns whether the answer could be compared with what the caller may see. */
    private static boolean ask(ApiBed small, int number) {
        try {
            boolean isOne = number % 2 == 0;
            String token = isOne ? small.one() : small.all();
            if (number % 7 == 0) {
                small.get(receipts("filter", "amount gt 'x'"), token);
            } else if (number % 11 == 0) {
                hangUp(small, receipts("format", "ndjson"), token);
            } else {
                HttpResponse<String> answer = small.get(
                        receipts("group", "company", "aggregate", "count()", "filter", "amount lt 500"), token);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                JsonNode rows = ApiBed.parse(answer.body()).get("rows");
                assertThat(rows).as(answer.body()).hasSize(isOne ? 1 : 3);
                return true;
            }
            return false;
        } catch (IOException problem) {
            throw new IllegalStateException(problem);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Attack 29. */
    @Test
    void hugeAndSlowRequests_areRefused_andTheApiLives() throws Exception {
        URI address = URI.create(bed.server().url());
        try (Socket body = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = body.getOutputStream();
            out.write(
                    ("POST /api/v1/datasets HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n").getBytes(UTF_8));
            out.flush();
            assertThat(firstLine(body)).containsAnyOf(" 404", " 405", " 413");
        }
        StringBuilder parameters = new StringBuilder(receipts());
        for (int i = 0; i < 100_000; i++) {
            parameters.append(i == 0 ? "?" : "&").append("a").append(i).append("=1");
        }
        assertThat(bed.get(parameters.toString(), bed.one()).statusCode()).isIn(414, 431);
        assertThat(bed.get(parameters.substring(0, 6_000), bed.one()).statusCode())
                .isEqualTo(400);

        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < idleConnections(); i++) {
                Socket socket = new Socket(address.getHost(), address.getPort());
                socket.getOutputStream().write("GET /api/v1/datasets HTTP/1.1\r\nHo".getBytes(UTF_8));
                idle.add(socket);
            }
            assertThat(bed.get(receipts("limit", "1"), bed.one()).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    /** A byte from time to time keeps a connection from being idle, but its request never comes to an end. */
    @Test
    void requestThatDripsIn_isEnded_andOthersAreNot() throws Exception {
        ApiSettings settings =
                ApiSettings.local().withLimits(new ApiSettings.Limits(1e9, 1_000_000_000, 4, Duration.ofSeconds(2)));
        try (ApiBed own = bed.with(settings, 3)) {
            URI address = URI.create(own.server().url());
            try (Socket drip = new Socket(address.getHost(), address.getPort())) {
                drip.getOutputStream().write("GET /api/v1/datasets HTTP/1.1\r\nX-Long: ".getBytes(UTF_8));
                Waiting.until("the dripping request is ended", () -> !takesAnotherByte(drip));
                assertThat(own.get(receipts("limit", "1"), own.one()).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private static boolean takesAnotherByte(Socket socket) throws IOException {
        try {
            socket.setSoTimeout(300);
            socket.getOutputStream().write('a');
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException noAnswerYet) {
            return true;
        } catch (SocketException ended) {
            return false;
        }
    }

    /** Ten thousand, or as many as this process may have open at both ends. */
    private static int idleConnections() {
        long open = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : 4_096;
        return (int) Math.min(10_000, open / 2 - 1_000);
    }

    private static String firstLine(Socket socket) throws IOException {
        byte[] bytes = new byte[100];
        socket.setSoTimeout((int) Waiting.PATIENCE.toMillis());
        int count = socket.getInputStream().read(bytes);
        return new String(bytes, 0, Math.max(0, count), UTF_8);
    }

    /** Clients that go away in the middle of an answer, or before its first row. */
    @Test
    void vanishedAndSlowClients_leaveNoTransactionOpen() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(10);
        List<String> exports = Arrays.stream(Format.values())
                .filter(Format::isExport)
                .map(Format::parameter)
                .toList();
        ApiSettings settings =
                ApiSettings.local().withLimits(new ApiSettings.Limits(1e6, 1_000_000, 4, Duration.ofSeconds(5)));
        try (ApiBed own = bed.with(settings, 10)) {
            List<CompletableFuture<Void>> all = IntStream.range(0, 50)
                    .mapToObj(number -> CompletableFuture.runAsync(
                            () -> {
                                try {
                                    hangUp(own, receipts("format", exports.get(number % exports.size())), bed.all());
                                } catch (IOException problem) {
                                    throw new IllegalStateException(problem);
                                }
                            },
                            callers))
                    .toList();
            all.forEach(CompletableFuture::join);
            try (Socket slow = openAnswered(own, receipts("format", "csv"), bed.all())) {
                awaitNoTransaction();
                assertThat(isWhole(slow))
                        .as("the answer to a client that reads nothing")
                        .isFalse();
            }
            // the places of those who are gone are given back a moment after their transactions have ended
            Waiting.until(
                    "others are answered",
                    () -> own.get(receipts("limit", "1"), bed.one()).statusCode() == 200);
        } finally {
            callers.shutdownNow();
        }
        awaitNoTransaction();
    }

    /** Reads on, and tells whether the answer ends as HTTP says that it does. */
    private static boolean isWhole(Socket socket) {
        try {
            byte[] rest = socket.getInputStream().readAllBytes();
            return new String(rest, Math.max(0, rest.length - 5), Math.min(5, rest.length), UTF_8).equals("0\r\n\r\n");
        } catch (IOException cutOff) {
            return false;
        }
    }

    /** An export that is answered: the places of those who hung up are given back a moment later. */
    private static Socket openAnswered(ApiBed bed, String path, String token) throws Exception {
        List<Socket> answered = new ArrayList<>();
        Waiting.until("an export has a place", () -> {
            Socket socket = open(bed, path, token);
            if (firstLine(socket).contains("HTTP/1.1 200")) {
                answered.add(socket);
                return true;
            }
            socket.close();
            return false;
        });
        return answered.get(0);
    }

    private static void awaitNoTransaction() throws Exception {
        Waiting.until("no transaction is open", () -> bed.openTransactions().isEmpty());
    }

    private static void hangUp(ApiBed bed, String path, String token) throws IOException {
        try (Socket socket = open(bed, path, token)) {
            firstLine(socket);
        }
    }

    /** Sends a request on a socket that takes little before it is read. */
    private static Socket open(ApiBed bed, String path, String token) throws IOException {
        URI address = URI.create(bed.server().url());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new java.net.InetSocketAddress(address.getHost(), address.getPort()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                        .getBytes(UTF_8));
        return socket;
    }
}
