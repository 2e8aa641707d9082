package yecai.hub.console.live;

import io.javalin.http.sse.SseClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.console.page.Pages;
import yecai.hub.console.visit.Visit;
import yecai.hub.console.visit.Visitors;
import yecai.hub.session.browser.SessionSecret;

/**
 * Tells open pages that what they show is no longer theirs to show, or more than they show: a revoke, a grant, a mask, a request
 * that has moved on, or a session that has ended. One question a few times a second for all open pages, and none while
 * no page is open.
 */
public final class LivePages implements AutoCloseable {
    /** A page that is open in a browser; {@code state} is what it knows. */
    private static final class OpenPage {
        private final SseClient client;
        private final SessionSecret secret;
        private volatile Optional<String> state;

        OpenPage(SseClient client, SessionSecret secret, Optional<String> state) {
            this.client = client;
            this.secret = secret;
            this.state = state;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(LivePages.class);
    private static final long CHECK_MILLIS = 300;
    private static final int CHECKS_TO_A_BEAT = 30;
    private static final int MOST_PAGES = 1_000;
    private static final int SENDERS = 4;

    private final Visitors visitors;
    private final java.util.Set<OpenPage> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService checker = Executors.newSingleThreadScheduledExecutor(LivePages::thread);
    /** A browser that does not read holds up nobody but itself. */
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS, LivePages::thread);

    private int checks;

    public LivePages(Visitors visitors) {
        this.visitors = visitors;
        checker.scheduleWithFixedDelay(this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "yecai-live-pages");
        thread.setDaemon(true);
        return thread;
    }

    /** Takes a page that listens. */
    public void listen(SseClient client) {
        Pages.headers(client.ctx());
        try {
            keep(client);
        } catch (RuntimeException problem) {
            // The page asks again by itself.
            LOG.warn("a page cannot listen: {}", problem.getMessage());
            client.close();
        }
    }

    private void keep(SseClient client) {
        Visit visit = visitors.of(client.ctx());
        if (visit.session().isEmpty() || open.size() >= MOST_PAGES) {
            client.sendEvent("ended", "");
            client.close();
            return;
        }
        SessionSecret secret = visit.getSecret();
        OpenPage page = new OpenPage(
                client, secret, visitors.sessions().listStates(List.of(secret)).get(0));
        client.keepAlive();
        client.onClose(() -> open.remove(page));
        client.sendEvent("open", "");
        open.add(page);
    }

    private void check() {
        try {
            List<OpenPage> pages = new ArrayList<>(open);
            if (pages.isEmpty()) {
                return;
            }
            boolean isBeat = ++checks % CHECKS_TO_A_BEAT == 0;
            List<Optional<String>> states = visitors.sessions()
                    .listStates(pages.stream().map(page -> page.secret).toList());
            for (int i = 0; i < pages.size(); i++) {
                tell(pages.get(i), states.get(i), isBeat);
            }
        } catch (RuntimeException problem) {
            LOG.warn("open pages could not be compared with their rights: {}", problem.getMessage());
        }
    }

    private void tell(OpenPage page, Optional<String> now, boolean isBeat) {
        if (now.isEmpty()) {
            open.remove(page);
            senders.execute(() -> {
                page.client.sendEvent("ended", "");
                page.client.close();
            });
        } else if (!now.equals(page.state)) {
            page.state = now;
            senders.execute(() -> page.client.sendEvent("changed", ""));
        } else if (isBeat) {
            senders.execute(() -> page.client.sendComment("here"));
        }
    }

    @Override
    public void close() {
        checker.shutdownNow();
        open.forEach(page -> page.client.close());
        senders.shutdownNow();
    }
}
