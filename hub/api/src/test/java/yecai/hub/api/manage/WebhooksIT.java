package yecai.hub.api.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.manage.ManagementBed.login;
import static yecai.hub.api.manage.ManagementBed.parse;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.api.ApiBed;
import yecai.hub.api.ApiSettings;
import yecai.hub.api.manage.WebhookReceiver.Received;
import yecai.hub.event.EventSettings;
import yecai.sql.Waiting;

/** Webhooks: signed, retried, at least once with one id, and nowhere that the configuration does not allow. */
final class WebhooksIT {
    private static final String WEBHOOKS = "/api/v1/events/webhooks";
    private static final EventSettings SETTINGS = new EventSettings(
            Optional.of(new EventSettings.Key("a key of thirty-two bytes or more".getBytes(UTF_8))),
            List.of("127.0.0.0/8"));

    @TempDir
    private static Path folder;

    private static ManagementBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ManagementBed.start(
                folder, ApiSettings.local().withLimits(ApiBed.AMPLE).withEvents(SETTINGS));
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @AfterEach
    void endAll() throws Exception {
        bed.hub().run("postgres", "update hub.webhook set state = 'ended'");
        Waiting.until(
                "everything has a position",
                () -> bed.hub().list("postgres", "select type from hub.outbox").isEmpty());
    }

    private static JsonNode add(String url, String principal) throws Exception {
        HttpResponse<String> answer = bed.post(
                WEBHOOKS,
                login("dba_dora"),
                "{'principal': '" + principal + "', 'url': '" + url
                        + "', 'types': ['receivable.created'], 'reason': 'test'}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return parse(answer);
    }

    private static void happen(String... keys) throws Exception {
        for (String key : keys) {
            bed.hub().run("yecai_capture", EventsIT.receivable(key, "C1"));
        }
    }

    private static boolean isSigned(Received request, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        mac.update((request.id() + "." + request.timestamp() + ".").getBytes(UTF_8));
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(request.body()));
        return List.of(request.signature().split(" ")).contains(expected);
    }

    @Test
    void events_areSentAsCloudEvents_signed_inOrder_andOnlyThoseOfTheOwner() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            String secret = add(receiver.url(), "ann").get("secret").asText();
            happen("hook-1", "hook-2");
            bed.hub().run("yecai_capture", EventsIT.receivable("hook-other", "C2"));
            happen("hook-3");
            Waiting.until("three events", () -> receiver.received().size() >= 3);
            List<String> subjects = new ArrayList<>();
            for (Received request : receiver.received()) {
                assertThat(request.type()).isEqualTo("application/cloudevents+json");
                assertThat(request.json().get("id").asText()).isEqualTo(request.id());
                assertThat(isSigned(request, secret)).isTrue();
                subjects.add(request.json().get("subject").asText());
            }
            assertThat(subjects).containsExactly("hook-1", "hook-2", "hook-3");
        }
    }

    @Test
    void aKey_isChanged_andBothSignMeanwhile() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            JsonNode made = add(receiver.url(), "ann");
            String path = WEBHOOKS + "/" + made.get("webhook").asText();
            String next = parse(
                            bed.post(path + "/keys", login("dba_dora"), "{'overlap_minutes': 60, 'reason': 'yearly'}"))
                    .get("secret")
                    .asText();
            happen("key-1");
            Waiting.until("an event", () -> receiver.received().size() == 1);
            Received both = receiver.received().get(0);
            assertThat(isSigned(both, made.get("secret").asText())).isTrue();
            assertThat(isSigned(both, next)).isTrue();
            bed.hub().run("postgres", "update hub.webhook set earlier_key_until = clock_timestamp()");
            happen("key-2");
            Waiting.until("another event", () -> receiver.received().size() == 2);
            Received one = receiver.received().get(1);
            assertThat(isSigned(one, made.get("secret").asText())).isFalse();
            assertThat(isSigned(one, next)).isTrue();
        }
    }

    @Test
    void whatIsNotAccepted_isSentAgainWithItsId_andNothingIsLeftOut() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            AtomicInteger failures = new AtomicInteger(2);
            receiver.answer(request -> failures.getAndDecrement() > 0 ? 503 : 200);
            add(receiver.url(), "ann");
            happen("retry-1", "retry-2");
            Waiting.until("four requests", () -> receiver.received().size() == 4);
            List<String> ids = receiver.received().stream().map(Received::id).toList();
            assertThat(ids.subList(0, 3)).containsOnly(ids.get(0));
            assertThat(ids.get(3)).isNotEqualTo(ids.get(0));
        }
    }

    @Test
    void whatFailsTooOften_isADeadLetter_thatCanBeSentAgain() throws Exception {
        bed.hub().run("postgres", "update hub.setting set value = '2' where name = 'webhook_attempts'");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            receiver.answer(request -> new String(request.body(), UTF_8).contains("dead-1") ? 500 : 200);
            String path =
                    WEBHOOKS + "/" + add(receiver.url(), "ann").get("webhook").asText();
            happen("dead-1", "dead-2");
            Waiting.until("the next one", () -> receiver.received().size() == 3);
            JsonNode letters =
                    bed.json(path + "/dead-letters", login("dba_dora")).get("dead_letters");
            assertThat(letters).hasSize(1);
            assertThat(letters.get(0).get("problem").asText()).contains("500");
            receiver.answer(request -> 200);
            assertThat(bed.post(path + "/dead-letters/send", login("dba_dora"), "{'reason': 'mended'}")
                            .statusCode())
                    .isEqualTo(200);
            Waiting.until("it is sent again", () -> receiver.received().size() == 4);
            assertThat(receiver.received().get(3).id())
                    .isEqualTo(receiver.received().get(0).id());
            Waiting.until(
                    "it is no dead letter any more",
                    () -> bed.hub()
                            .list("postgres", "select position from hub.dead_letter")
                            .isEmpty());
        } finally {
            bed.hub().run("postgres", "update hub.setting set value = '12' where name = 'webhook_attempts'");
        }
    }

    @Test
    void redirects_areNotFollowed() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            receiver.answer(request -> 307);
            add(receiver.url(), "ann");
            happen("redirect-1");
            Waiting.until("it is tried twice", () -> receiver.received().size() >= 2);
            assertThat(bed.hub().list("postgres", "select last_problem from hub.webhook where state = 'active'"))
                    .allMatch(problem -> problem.contains("redirects are not followed"));
        }
    }

    @Test
    void addressesInside_areNotConnectedTo_unlessTheConfigurationAllowsThem() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            int port = Integer.parseInt(receiver.url().replaceAll(".*:", ""));
            for (String host : List.of("[::1]", "10.0.0.1", "169.254.169.254", "[::ffff:10.1.2.3]", "0.0.0.0")) {
                add("http://" + host + ":" + port + "/", "ann");
            }
            happen("ssrf-1");
            Waiting.until(
                    "all were refused",
                    () -> bed.hub()
                                    .list(
                                            "postgres",
                                            "select last_problem from hub.webhook where state = 'active' and last_problem like"
                                                    + " '%private or special%'")
                                    .size()
                            == 5);
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void onlyDbas_decideWhereEventsAreSent_andItIsAudited() throws Exception {
        String body = "{'principal': 'ann', 'url': 'https://example.com/x', 'reason': 'mine'}";
        assertThat(bed.post(WEBHOOKS, bed.ann(), body).statusCode()).isEqualTo(403);
        assertThat(bed.post(WEBHOOKS, login("app_anne"), body).statusCode()).isEqualTo(403);
        assertThat(bed.post(WEBHOOKS, login("dba_dirk"), body).statusCode()).isEqualTo(200);
        assertThat(bed.hub()
                        .list(
                                "postgres",
                                "select actor from hub.audit where action = 'add_webhook' order by audit desc limit 1"))
                .containsExactly("dba_dirk");
        assertThat(bed.hub().list("postgres", "select w::text from hub.webhook as w"))
                .noneMatch(row -> row.contains("whsec"));
    }
}
