package yecai.hub.api.manage;

import static yecai.hub.api.manage.Action.get;
import static yecai.hub.api.manage.Action.inPath;
import static yecai.hub.api.manage.Action.optional;
import static yecai.hub.api.manage.Action.post;
import static yecai.hub.api.manage.Action.reason;
import static yecai.hub.api.manage.Action.required;

import java.util.List;
import java.util.Optional;
import yecai.hub.administration.EventDeeds;
import yecai.hub.administration.Webhooks;
import yecai.hub.api.route.Route.Parameter;
import yecai.hub.api.route.Route.Type;

/** Where events are sent. */
final class WebhookActions {
    private static final String AT = "/api/v1/events/webhooks";
    private static final Parameter WEBHOOK = inPath("webhook", "Its number.", "1");
    private static final Parameter REASON = reason("warehouse");

    private WebhookActions() {}

    static List<Action> list(Optional<byte[]> keys) {
        Webhooks webhooks = new Webhooks(keys);
        return List.of(
                get(AT, "listWebhooks", "List webhooks and how they do", EventDeeds.WEBHOOKS),
                get(AT + "/{webhook}", "getWebhook", "Show a webhook", EventDeeds.WEBHOOK, WEBHOOK),
                post(
                        AT,
                        "addWebhook",
                        "Send a principal's events to an address from now on; the key that signs is shown once",
                        webhooks.add(),
                        required("principal", Type.TEXT, "With whose rights it sees events.", "warehouse"),
                        required("url", Type.TEXT, "Where to send them.", "https://events.example.com/hub"),
                        optional("types", Type.TEXTS, "Types of events; all.", ""),
                        optional("sees_operations", Type.FLAG, "true: also what members of yecai_dba see.", "false"),
                        REASON),
                post(
                                AT + "/{webhook}/state",
                                "setWebhookState",
                                "Pause, resume or end a webhook",
                                EventDeeds.SET_STATE,
                                WEBHOOK,
                                required("state", Type.TEXT, "active, paused or ended.", "paused"),
                                REASON)
                        .comparing(EventDeeds.WEBHOOK),
                post(
                                AT + "/{webhook}/keys",
                                "rotateWebhookKey",
                                "Sign with another key, and for a time with the one before as well; it is shown once",
                                webhooks.rotate(),
                                WEBHOOK,
                                required("overlap_minutes", Type.NUMBER, "How long both sign.", "1440"),
                                REASON)
                        .comparing(EventDeeds.WEBHOOK),
                get(
                        AT + "/{webhook}/dead-letters",
                        "listDeadLetters",
                        "List what could not be delivered",
                        EventDeeds.DEAD_LETTERS,
                        WEBHOOK),
                post(
                        AT + "/{webhook}/dead-letters/send",
                        "sendDeadLetters",
                        "Send dead letters again",
                        EventDeeds.SEND_AGAIN,
                        WEBHOOK,
                        optional("position", Type.NUMBER, "Only the one of this position; all.", ""),
                        REASON));
    }
}
