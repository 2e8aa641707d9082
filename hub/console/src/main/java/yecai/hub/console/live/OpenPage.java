package yecai.hub.console.live;

import io.javalin.http.sse.SseClient;
import java.util.Optional;
import yecai.hub.session.browser.SessionSecret;

/** A page that is open in a browser; its state is what it knows. */
final class OpenPage {
    private final SseClient client;
    private final SessionSecret secret;
    private volatile Optional<String> state;

    OpenPage(SseClient client, SessionSecret secret, Optional<String> state) {
        this.client = client;
        this.secret = secret;
        this.state = state;
    }

    SseClient client() {
        return client;
    }

    SessionSecret secret() {
        return secret;
    }

    Optional<String> state() {
        return state;
    }

    void become(Optional<String> now) {
        state = now;
    }
}
