package yecai.bench.read;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import yecai.hub.api.ApiServer;
import yecai.hub.api.ApiSettings;
import yecai.hub.session.SessionSettings;

/** The API in front of a bed, and one client of it. */
record ApiClient(ApiServer api, String token) implements AutoCloseable {
    static final String RECEIPTS = "/api/v1/datasets/finance.receipt";

    /** Starts an API with limits that a benchmark does not meet. */
    static ApiClient start(ReadBed bed, ApiSettings.Caches caches, int connections) {
        return new ApiClient(
                ApiServer.start(
                        ApiSettings.local()
                                .withoutAccessLog()
                                .withCaches(caches)
                                .withLimits(new ApiSettings.Limits(1e9, 1_000_000_000, 4, Duration.ofSeconds(30))),
                        SessionSettings.of(
                                        bed.api().url(),
                                        bed.api().user(),
                                        bed.api().password())
                                .withConnections(connections)),
                bed.token());
    }

    String authorization() {
        return "Authorization: Bearer " + token + "\r\n";
    }

    <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> handler) throws IOException {
        return get(path, "identity", handler);
    }

    /** Takes the answer in this coding, as it comes. */
    <T> HttpResponse<T> get(String path, String coding, HttpResponse.BodyHandler<T> handler) throws IOException {
        try {
            HttpResponse<T> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(api.url() + path))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Accept-Encoding", coding)
                                    .build(),
                            handler);
            if (answer.statusCode() != 200) {
                throw new IOException(path + " was answered with " + answer.statusCode());
            }
            return answer;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** The path that reads receipts with a filter. */
    static String receipts(String filter) {
        return RECEIPTS + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }

    /** Fails unless a page has so many rows. */
    void requireRows(String path, int rows) throws IOException {
        String body = get(path, HttpResponse.BodyHandlers.ofString()).body();
        int found = body.split("\"entity_key\"", -1).length - 1;
        if (found != rows) {
            throw new IllegalStateException("expected " + rows + " rows, found " + found + ": " + body);
        }
    }

    /** Reads an answer to its end and counts its lines. */
    long lines(String path) throws IOException {
        try (InputStream in =
                get(path, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            byte[] bytes = new byte[64 << 10];
            long lines = 0;
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                for (int i = 0; i < count; i++) {
                    if (bytes[i] == '\n') {
                        lines++;
                    }
                }
            }
            return lines;
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
