package yecai.hub.console.administration;

import static yecai.hub.console.table.Column.code;
import static yecai.hub.console.table.Column.count;
import static yecai.hub.console.table.Column.flag;
import static yecai.hub.console.table.Column.moment;
import static yecai.hub.console.table.Column.text;

import java.util.List;
import java.util.Map;
import yecai.hub.console.administration.Place.Form;
import yecai.hub.console.administration.Place.Listing;
import yecai.hub.console.table.Column;

/** Pages about the captures of sources, and where events are sent. */
final class OperationPlaces {
    private static final List<Column> OPERATIONS = List.of(
            count("operation"),
            text("source"),
            code("kind", "operation"),
            text("tables"),
            code("state", "progress"),
            text("requested_by"),
            moment("requested_at"),
            text("progress"),
            text("outcome"));

    private OperationPlaces() {}

    static Place sources() {
        return Place.ofAdministrators(
                "sources",
                List.of(
                        new Listing(
                                "sources",
                                "listSources",
                                Map.of(),
                                "sources",
                                List.of(
                                        text("source"),
                                        code("state", "state"),
                                        flag("is_captured"),
                                        count("lag_seconds"),
                                        count("lag_bytes"),
                                        count("log_kept_bytes"),
                                        count("log_hours_left"),
                                        count("transactions_per_second"),
                                        count("events_per_second"),
                                        count("stopped_tables"),
                                        count("parked_documents"),
                                        count("differing_tables"),
                                        text("last_error"))),
                        new Listing(
                                "stopped",
                                "listTables",
                                Map.of("state", "stopped"),
                                "tables",
                                List.of(text("source"), text("table"), text("detail"), moment("since"))),
                        new Form(
                                "decide_table",
                                "requestOperation",
                                List.of("source", "kind", "tables", "reason"),
                                Map.of()),
                        new Listing(
                                "not_captured",
                                "listTables",
                                Map.of("state", "stopped"),
                                "not_captured",
                                List.of(text("source"), text("object"), text("reason"), text("remedy"))),
                        new Listing("asked", "listOperations", Map.of(), "operations", OPERATIONS),
                        new Form("cancel_operation", "cancelOperation", List.of("operation", "reason"), Map.of())));
    }

    static Place comparisons() {
        return Place.ofAdministrators(
                "comparisons",
                List.of(
                        new Listing(
                                "compared",
                                "listReconciliations",
                                Map.of(),
                                "reconciliations",
                                List.of(
                                        text("source"),
                                        text("source_schema"),
                                        text("source_table"),
                                        flag("differs"),
                                        count("compared_rows"),
                                        count("changed_rows"),
                                        count("missing_rows"),
                                        count("extra_rows"),
                                        moment("compared_at"),
                                        moment("repaired_at"),
                                        text("problem"))),
                        new Form(
                                "repair",
                                "requestOperation",
                                List.of("source", "tables", "reason"),
                                Map.of("kind", "repair")),
                        new Form(
                                "compare",
                                "requestOperation",
                                List.of("source", "tables", "reason"),
                                Map.of("kind", "reconcile"))));
    }

    static Place parked() {
        return Place.ofAdministrators(
                "parked",
                List.of(
                        new Listing(
                                "parked",
                                "listParked",
                                Map.of(),
                                "documents",
                                List.of(
                                        text("source"),
                                        text("mapping"),
                                        text("derive_key"),
                                        text("reason"),
                                        moment("parked_at"))),
                        new Form(
                                "retry",
                                "requestOperation",
                                List.of("source", "mapping", "derive_key", "reason"),
                                Map.of("kind", "retry_parked"))));
    }

    static Place webhooks() {
        return Place.ofAdministrators(
                "webhooks",
                List.of(
                        new Listing(
                                "webhooks",
                                "listWebhooks",
                                Map.of(),
                                "webhooks",
                                List.of(
                                        count("webhook"),
                                        text("principal"),
                                        text("url"),
                                        code("state", "webhook"),
                                        count("delivered"),
                                        moment("delivered_at"),
                                        text("last_problem"),
                                        count("dead_letters"))),
                        new Form(
                                "webhook_state",
                                "setWebhookState",
                                List.of("webhook", "webhook_state", "reason"),
                                Map.of()),
                        new Form(
                                "add_webhook",
                                "addWebhook",
                                List.of("principal", "url", "types", "sees_operations", "reason"),
                                Map.of()),
                        new Form(
                                "rotate_key",
                                "rotateWebhookKey",
                                List.of("webhook", "overlap_minutes", "reason"),
                                Map.of()),
                        new Form("dead_letters", "listDeadLetters", List.of("webhook"), Map.of()),
                        new Form("send_again", "sendDeadLetters", List.of("webhook", "reason"), Map.of())));
    }
}
