package yecai.hub.console.live;

import io.javalin.http.sse.SseClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
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
 * that has moved on, or a session that has ended. One question several times a second for all open pages, and none while
 * no page is open; the longer it takes, the more seldom it is asked.
 */
public final class LivePages implements AutoCloseable {
    /** What a page knows; one that was made of another state loads itself anew. Browsers drop events without data. */
    private static final String STATE = "state";

    private static final String ENDED = "ended";
    private static final String GONE = "gone";

    private static final Logger LOG = LoggerFactory.getLogger(LivePages.class);
    private static final long SHORTEST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 300;
    /** Between these, a pause is so many times as long as the last question took. */
    private static final int TIMES = 20;

    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(9);
    private static final int MOST_PAGES = 1_000;
    private static final int SENDERS = 4;

    private final Visitors visitors;
    private final java.util.Set<OpenPage> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService checker = Executors.newSingleThreadScheduledExecutor(LivePages::thread);
    /** A browser that does not read holds up nobody but itself. */
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS, LivePages::thread);

    private long lastBeat = System.nanoTime();

    public LivePages(Visitors visitors) {
        this.visitors = visitors;
        checkLater(SHORTEST_PAUSE_MILLIS);
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
            client.sendEvent(ENDED, GONE);
            client.close();
            return;
        }
        SessionSecret secret = visit.getSecret();
        OpenPage page = new OpenPage(
                client, secret, visitors.sessions().listStates(List.of(secret)).get(0));
        client.keepAlive();
        client.onClose(() -> open.remove(page));
        client.sendEvent(STATE, page.state().orElse(GONE));
        open.add(page);
    }

    private void checkLater(long millis) {
        try {
            checker.schedule(this::checkAndGoOn, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("open pages are looked after no more");
        }
    }

    private void checkAndGoOn() {
        long began = System.nanoTime();
        check();
        long millis = TIMES * TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        checkLater(Math.max(SHORTEST_PAUSE_MILLIS, Math.min(millis, LONGEST_PAUSE_MILLIS)));
    }

    private void check() {
        try {
            List<OpenPage> pages = new ArrayList<>(open);
            if (pages.isEmpty()) {
                return;
            }
            boolean isBeat = System.nanoTime() - lastBeat > BEAT_NANOS;
            if (isBeat) {
                lastBeat = System.nanoTime();
            }
            List<Optional<String>> states = visitors.sessions()
                    .listStates(pages.stream().map(OpenPage::secret).toList());
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
                page.client().sendEvent(ENDED, GONE);
                page.client().close();
            });
        } else if (!now.equals(page.state())) {
            page.become(now);
            senders.execute(() -> page.client().sendEvent(STATE, now.get()));
        } else if (isBeat) {
            senders.execute(() -> page.client().sendComment("here"));
        }
    }

    @Override
    public void close() {
        checker.shutdownNow();
        open.forEach(page -> page.client().close());
        senders.shutdownNow();
    }
}
