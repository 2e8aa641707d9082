package yecai.hub.access.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import yecai.sql.error.YecaiException;

/**
 * An external service that keeps anchors: an HTTPS address that takes a POST and answers 2xx once it has kept the body. The
 * body is JSON; the header {@code Yecai-Signature} holds the Ed25519 signature of its bytes in Base64. Certificates are
 * verified and redirects are not followed. Messages name only the host: the rest of an address may be a secret.
 */
public record AnchorReceiver(URI address, Duration timeout) {
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_REDIRECT = 300;

    public AnchorReceiver {
        if (address.getHost() == null || address.getRawUserInfo() != null || !isProtected(address)) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    "the address of the receiver of anchors must be https://HOST/… without a user or password; http"
                            + " only for localhost");
        }
    }

    private static boolean isProtected(URI address) {
        try {
            return "https".equals(address.getScheme())
                    || "http".equals(address.getScheme())
                            && InetAddress.getByName(address.getHost()).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** Sends the anchor; returns once the receiver has answered that it was kept. */
    public void post(String hub, Anchor anchor, Path privateKey) {
        String body = body(hub, anchor, privateKey);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("Yecai-Signature", AnchorKeys.sign(body, privateKey))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build();
            HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
            if (answer.statusCode() < FIRST_SUCCESS || answer.statusCode() >= FIRST_REDIRECT) {
                throw wrong("answered " + answer.statusCode() + " instead of 2xx", null);
            }
        } catch (IOException problem) {
            throw wrong(
                    "gave no answer within " + timeout.toSeconds() + " s or cannot be reached ("
                            + problem.getClass().getSimpleName() + ")",
                    problem);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw wrong("had not answered when the wait was interrupted", interrupted);
        }
    }

    private static String body(String hub, Anchor anchor, Path privateKey) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("hub", hub);
        body.put("hub_id", anchor.hub());
        body.put("taken_at", anchor.takenAt().toString());
        body.put("heads", anchor.heads());
        body.put("anchor", anchor.signed(privateKey));
        try {
            return new ObjectMapper().writeValueAsString(body);
        } catch (JsonProcessingException problem) {
            throw new IllegalStateException("an anchor cannot be written as JSON", problem);
        }
    }

    private YecaiException wrong(String what, Exception problem) {
        return new YecaiException(
                YecaiException.Kind.CONFIG,
                "the receiver of anchors " + address.getHost() + " " + what
                        + ": the anchor may not be kept there; check the receiver and --url, and anchor again",
                problem);
    }
}
