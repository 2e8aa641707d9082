package yecai.hub.api.event;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import yecai.hub.administration.Operator;
import yecai.hub.api.signin.Caller;
import yecai.hub.event.CloudEvent;
import yecai.hub.problem.ProblemException;

/** One client's stream of events (server-sent events). */
final class EventStream {
    private static final long ALIVE_NANOS = 5_000_000_000L;
    private static final long PAGE = 500;

    private final HttpServletResponse response;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Caller caller;
    private final Operator operator;
    private final List<String> types;
    private final AtomicBoolean isBusy = new AtomicBoolean();
    private volatile long after;
    private volatile long told = System.nanoTime();

    EventStream(HttpServletResponse response, Caller caller, Operator operator, List<String> types, long after) {
        this.response = response;
        this.caller = caller;
        this.operator = operator;
        this.types = List.copyOf(types);
        this.after = after;
    }

    Caller caller() {
        return caller;
    }

    /** Whether it is to be written now: something is new, or nothing was said for a while; marks it as being written. */
    boolean begin(long last) {
        return (last > after || System.nanoTime() - told > ALIVE_NANOS) && isBusy.compareAndSet(false, true);
    }

    /** Writes what is new; false when the stream has ended. */
    boolean write(long last) {
        try {
            if (caller.expiresAt().isBefore(Instant.now())) {
                return end();
            }
            do {
                EventRoutes.Page page = EventRoutes.page(operator, caller, after, types, PAGE);
                StringBuilder text = new StringBuilder();
                for (CloudEvent event : page.events()) {
                    text.append("id: ")
                            .append(event.position())
                            .append("\nevent: ")
                            .append(event.type());
                    text.append("\ndata: ").append(event.json()).append("\n\n");
                }
                if (text.isEmpty() && System.nanoTime() - told > ALIVE_NANOS) {
                    text.append(": alive\n\n");
                }
                if (!text.isEmpty()) {
                    var out = response.getOutputStream();
                    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    told = System.nanoTime();
                }
                after = page.next();
            } while (after < last);
            return true;
        } catch (IOException | IllegalStateException gone) {
            return end();
        } catch (ProblemException refused) {
            // the hub is away, and the stream waits; or the caller may no longer read, and the stream ends
            return refused.code().status() == 503 || end();
        } finally {
            isBusy.set(false);
        }
    }

    /** Completes when it has ended. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Ends it; always false. */
    boolean end() {
        ended.complete(null);
        return false;
    }
}
