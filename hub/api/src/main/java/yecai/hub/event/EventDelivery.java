package yecai.hub.event;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.EventQueue;
import yecai.hub.session.EventQueue.Due;
import yecai.sql.connection.Network;

/**
 * Numbers events and sends them, in the one process of the API that has the turn; another takes it over some seconds after that one
 * has ended. An event is sent until it is accepted, always with the same id, and may arrive twice.
 */
public final class EventDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);
    private static final int TURN_SECONDS = 5;
    private static final long PAUSE_MILLIS = 200;
    private static final int ROUNDS_A_SECOND = 5;
    private static final int MOST_AT_ONCE = 50;
    private static final int SENDERS = 8;

    private final EventQueue queue;
    private final Optional<WebhookKeys> keys;
    private final TargetAddress targets;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService senders =
            Executors.newFixedThreadPool(SENDERS, task -> thread(task, "yecai-webhook"));
    private final Thread thread = thread(this::work, "yecai-events");

    private EventDelivery(EventQueue queue, EventSettings settings, Clock clock) {
        this.queue = queue;
        this.keys = settings.key().map(key -> new WebhookKeys(key.bytes()));
        this.targets = new TargetAddress(
                settings.allowed().stream().map(Network::parse).toList(), InetAddress::getAllByName);
        this.clock = clock;
    }

    /** Starts it on threads of its own. */
    public static EventDelivery start(EventQueue queue, EventSettings settings, Clock clock) {
        EventDelivery delivery = new EventDelivery(queue, settings, clock);
        delivery.thread.start();
        return delivery;
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void work() {
        boolean isMine = false;
        boolean isTold = false;
        for (long round = 0; closing.getCount() > 0; round++) {
            try {
                if (round % ROUNDS_A_SECOND == 0 || !isMine) {
                    isMine = queue.takeTurn(holder, TURN_SECONDS);
                }
                if (isMine) {
                    queue.number();
                    if (round % ROUNDS_A_SECOND == 0) {
                        queue.noteTime();
                    }
                    if (round % (ROUNDS_A_SECOND * 30) == 0) {
                        queue.noteOverdue();
                    }
                    sendDue();
                }
                isTold = false;
                if (closing.await(isMine ? PAUSE_MILLIS : 1_000, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (ProblemException problem) {
                isMine = false;
                if (!isTold) {
                    LOG.warn("events are not delivered now: {}", problem.getMessage());
                    isTold = true;
                }
                pause();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pause() {
        try {
            closing.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private void sendDue() {
        if (keys.isEmpty()) {
            return;
        }
        for (Due due : queue.listDue(MOST_AT_ONCE)) {
            if (underWay.add(due.webhook())) {
                senders.execute(() -> {
                    try {
                        send(due);
                    } catch (ProblemException problem) {
                        LOG.warn("webhook {}: {}", due.webhook(), problem.getMessage());
                    } finally {
                        underWay.remove(due.webhook());
                    }
                });
            }
        }
    }

    private void send(Due due) {
        for (CloudEvent event : CloudEvent.list(due.events())) {
            if (closing.getCount() == 0) {
                return;
            }
            String problem = post(due, event);
            if (due.isAgain()) {
                queue.noteSentAgain(due.webhook(), event.position(), problem);
            } else if (problem == null) {
                queue.noteDelivered(due.webhook(), event.position(), 1);
            } else {
                if (queue.noteFailed(due.webhook(), event.event().toString(), problem)) {
                    LOG.warn(
                            "webhook {}: event {} is a dead letter after {} attempts: {}",
                            due.webhook(),
                            event.id(),
                            due.attempts() + 1,
                            problem);
                }
                return;
            }
        }
        if (!due.isAgain()) {
            queue.noteDelivered(due.webhook(), due.next(), 0);
        }
    }

    /** Returns why it was not accepted; null if it was. */
    private String post(Due due, CloudEvent event) {
        try {
            URI target = URI.create(due.url());
            InetAddress address = targets.check(target);
            byte[] body = event.body();
            long timestamp = clock.instant().getEpochSecond();
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", CloudEvent.MEDIA_TYPE);
            headers.put("webhook-id", event.id());
            headers.put("webhook-timestamp", Long.toString(timestamp));
            headers.put(
                    "webhook-signature",
                    keys.orElseThrow().sign(due.webhook(), due.keys(), event.id(), timestamp, body));
            int status = WebhookPost.send(target, address, headers, body);
            return status / 100 == 2
                    ? null
                    : "it answered " + status + (status / 100 == 3 ? "; redirects are not followed" : "");
        } catch (IOException | IllegalArgumentException problem) {
            return problem.getClass().getSimpleName() + ": " + problem.getMessage();
        }
    }

    /** Ends what is under way; the turn ends by itself. */
    @Override
    public void close() {
        closing.countDown();
        senders.shutdownNow();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
