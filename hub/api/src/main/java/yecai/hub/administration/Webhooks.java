package yecai.hub.administration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import yecai.hub.event.WebhookKeys;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** Deeds that give a webhook a key, which is shown once. */
public final class Webhooks {
    private final Optional<WebhookKeys> keys;

    /** @param key the configuration's; empty: there are no webhooks */
    public Webhooks(Optional<byte[]> key) {
        this.keys = key.map(WebhookKeys::new);
    }

    /** Adds a webhook. */
    public Deed add() {
        return (hub, values) -> {
            WebhookKeys made = keys();
            long webhook = hub.createQuery(
                            "select hub.add_webhook(:principal, :url, cast(:types as text[]), cast(:operations as boolean), :reason)")
                    .bind("principal", values.text("principal"))
                    .bind("url", values.text("url"))
                    .bindArray("types", String.class, values.texts("types"))
                    .bind("operations", values.isTrue("sees_operations"))
                    .bind("reason", values.text("reason"))
                    .mapTo(Long.class)
                    .one();
            return shown(webhook, 1, made);
        };
    }

    /** Signs with another key, and with the one before for a time. */
    public Deed rotate() {
        return (hub, values) -> {
            WebhookKeys made = keys();
            int number = hub.createQuery(
                            "select hub.rotate_webhook_key(cast(:webhook as bigint), make_interval(mins => :minutes), :reason)")
                    .bind("webhook", values.text("webhook"))
                    .bind("minutes", (int) values.number("overlap_minutes", 0))
                    .bind("reason", values.text("reason"))
                    .mapTo(Integer.class)
                    .one();
            return shown(Long.parseLong(values.text("webhook")), number, made);
        };
    }

    private WebhookKeys keys() {
        return keys.orElseThrow(() -> new ProblemException(
                ProblemCode.ACTION_REFUSED, "This hub sends no events: its configuration has no api.events.key."));
    }

    private static ObjectNode shown(long webhook, int number, WebhookKeys keys) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("webhook", webhook)
                .put("key_number", number)
                .put("secret", keys.reveal(webhook, number));
    }
}
