package yecai.hub.api.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.manage.ManagementBed.login;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.api.ApiProcess;
import yecai.hub.api.ApiSettings;
import yecai.hub.api.Sockets;
import yecai.hub.api.manage.WebhookReceiver.Received;
import yecai.hub.event.EventSettings;
import yecai.sql.Promise;
import yecai.sql.Waiting;

/**
 * Two processes of the API, of which the one that delivers is killed again and again while events happen: each arrives, with one id,
 * and none that did not happen. {@code -Dyecai.kills=60} for more.
 */
final class EventKillsIT {
    private static final int KILLS = Integer.getInteger("yecai.kills", 20);
    private static final Duration TAKES_OVER = Duration.ofSeconds(10);

    @TempDir
    private static Path folder;

    @Test
    void everyEvent_arrivesWithOneId_whateverIsKilled() throws Exception {
        EventSettings key =
                new EventSettings(Optional.of(new EventSettings.Key(ApiProcess.KEY.getBytes(UTF_8))), List.of());
        try (ManagementBed bed = ManagementBed.start(folder, ApiSettings.local().withEvents(key));
                WebhookReceiver receiver = WebhookReceiver.start()) {
            assertThat(bed.post(
                                    "/api/v1/events/webhooks",
                                    login("dba_dora"),
                                    "{'principal': 'ann', 'url': '" + receiver.url() + "', 'types':"
                                            + " ['receivable.created'], 'reason': 'test'}")
                            .statusCode())
                    .isEqualTo(200);
            // from here on the processes deliver
            bed.api().close();
            run(bed, receiver);
        }
    }

    private static void run(ManagementBed bed, WebhookReceiver receiver) throws Exception {
        Random random = new Random(7);
        Process[] processes = {start(bed), start(bed)};
        AtomicBoolean isOver = new AtomicBoolean();
        Set<String> happened = new HashSet<>();
        Thread load = new Thread(() -> cause(bed, happened, isOver));
        load.start();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                int before = receiver.received().size();
                Waiting.until("events arrive", () -> receiver.received().size() > before + 20);
                long victim = processOf(bed, processes);
                int at = (int) victim;
                processes[at].destroyForcibly().waitFor();
                long began = System.nanoTime();
                int then = receiver.received().size();
                Waiting.until("the other takes over", () -> receiver.received().size() > then + 1);
                Promise.within(TAKES_OVER, "kill " + (kill + 1) + ": the other API delivers", began);
                processes[at] = start(bed);
                LockSupport.parkNanos(random.nextInt(200) * 1_000_000L);
            }
        } finally {
            isOver.set(true);
            load.join();
        }
        Map<String, Set<String>> idsOf = new HashMap<>();
        Waiting.until("all events", () -> {
            idsOf.clear();
            for (Received request : receiver.received()) {
                try {
                    idsOf.computeIfAbsent(request.json().get("subject").asText(), ignored -> new HashSet<>())
                            .add(request.id());
                } catch (java.io.IOException impossible) {
                    throw new java.io.UncheckedIOException(impossible);
                }
            }
            return idsOf.keySet().containsAll(happened);
        });
        for (Process process : processes) {
            process.destroyForcibly();
        }
        assertThat(idsOf.keySet()).as("none is invented").isEqualTo(happened);
        assertThat(idsOf.values()).allMatch(ids -> ids.size() == 1);
        System.out.println(
                happened.size() + " events, " + receiver.received().size() + " deliveries, " + KILLS + " kills");
    }

    private static Process start(ManagementBed bed) throws Exception {
        return ApiProcess.start(bed.hub().url(), Path.of("target", "event-kills.log"));
    }

    /** Which of the processes has the turn: it alone asks what is due, by connections whose ports tell whose they are. */
    private static long processOf(ManagementBed bed, Process[] processes) throws Exception {
        String[] ports = new String[1];
        Waiting.until("one has the turn", () -> {
            List<String> found = bed.hub()
                    .list(
                            "postgres",
                            "select client_port from pg_stat_activity where usename = 'yecai_api' and query like '%hub.due_events%'"
                                    + " order by query_start desc limit 1");
            ports[0] = found.isEmpty() ? null : found.get(0);
            return ports[0] != null;
        });
        for (int i = 0; i < processes.length; i++) {
            if (Sockets.localPorts(processes[i].pid()).contains(Integer.parseInt(ports[0]))) {
                return i;
            }
        }
        return 0;
    }

    private static void cause(ManagementBed bed, Set<String> happened, AtomicBoolean isOver) {
        try (Connection capture = bed.hub().open("yecai_capture");
                var statement = capture.createStatement()) {
            capture.setAutoCommit(false);
            for (int n = 0; !isOver.get(); n++) {
                statement.execute(EventsIT.receivable("load-" + n, "C1"));
                if (n % 10 == 9) {
                    capture.rollback();
                } else {
                    capture.commit();
                    happened.add("load-" + n);
                }
                LockSupport.parkNanos(10_000_000L);
            }
        } catch (java.sql.SQLException problem) {
            throw new IllegalStateException(problem);
        }
    }
}
