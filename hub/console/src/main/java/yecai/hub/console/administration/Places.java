package yecai.hub.console.administration;

import static yecai.hub.console.table.Column.code;
import static yecai.hub.console.table.Column.count;
import static yecai.hub.console.table.Column.flag;
import static yecai.hub.console.table.Column.text;

import java.util.List;
import java.util.Map;
import yecai.hub.console.administration.Place.Form;
import yecai.hub.console.administration.Place.Listing;
import yecai.hub.console.table.Column;

/** All pages of administration. */
final class Places {
    private static final List<Column> OPERATIONS = List.of(
            count("operation"),
            text("source"),
            code("kind", "operation"),
            text("tables"),
            code("state", "progress"),
            text("requested_by"),
            text("requested_at"),
            text("progress"),
            text("outcome"));

    private Places() {}

    static List<Place> list() {
        return List.of(
                sources(), comparisons(), parked(), access(), requests(), logins(), declaration(), audit(), webhooks());
    }

    private static Place sources() {
        return new Place(
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
                                List.of(text("source"), text("table"), text("detail"), text("since"))),
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

    private static Place comparisons() {
        return new Place(
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
                                        text("compared_at"),
                                        text("repaired_at"),
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

    private static Place parked() {
        return new Place(
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
                                        text("parked_at"))),
                        new Form(
                                "retry",
                                "requestOperation",
                                List.of("source", "mapping", "derive_key", "reason"),
                                Map.of("kind", "retry_parked"))));
    }

    private static Place access() {
        List<String> scope = List.of("principal", "dimension_kind", "value", "reason");
        return new Place(
                "access",
                List.of(
                        new Form("who_sees", "listWhoSees", List.of("dataset", "company"), Map.of()),
                        new Form("explain", "explainAccess", List.of("principal", "dataset", "company"), Map.of()),
                        new Form("preview", "previewAccess", List.of("principal", "dataset"), Map.of()),
                        new Listing(
                                "grants",
                                "listGrants",
                                Map.of(),
                                "grants",
                                List.of(
                                        count("scope"),
                                        text("principal"),
                                        code("kind", "dimension"),
                                        text("value"),
                                        text("valid_from"),
                                        text("valid_to"),
                                        text("reason"),
                                        text("granted_by"))),
                        new Form("revoke", "revokeAccess", scope, Map.of()),
                        new Form(
                                "grant",
                                "grantAccess",
                                List.of("principal", "dimension_kind", "value", "valid_to", "reason"),
                                Map.of()),
                        new Form(
                                "emergency",
                                "grantEmergency",
                                List.of("principal", "dimension_kind", "value", "minutes", "reason"),
                                Map.of())));
    }

    private static Place requests() {
        return new Place(
                "requests",
                List.of(
                        new Listing(
                                "requests",
                                "listRequests",
                                Map.of(),
                                "requests",
                                List.of(
                                        count("request"),
                                        text("principal"),
                                        code("kind", "dimension"),
                                        text("value"),
                                        text("valid_to"),
                                        text("reason"),
                                        text("requested_by"),
                                        code("state", "request"),
                                        count("approvals_needed"),
                                        text("approvals"))),
                        new Form("approve", "approveRequest", List.of("request", "note"), Map.of()),
                        new Form("reject", "rejectRequest", List.of("request", "note"), Map.of()),
                        new Form("use", "useRequest", List.of("request"), Map.of()),
                        new Listing(
                                "reviews",
                                "listReviews",
                                Map.of(),
                                "reviews",
                                List.of(
                                        count("review"),
                                        text("subject"),
                                        text("opened_by"),
                                        text("due_at"),
                                        count("scopes"),
                                        count("undecided"))),
                        new Form("open_review", "openReview", List.of("subject"), Map.of()),
                        new Form("show_review", "getReview", List.of("review"), Map.of()),
                        new Form(
                                "decide_review",
                                "decideReview",
                                List.of("review", "scope", "confirm", "note"),
                                Map.of())));
    }

    private static Place logins() {
        return new Place(
                "logins",
                List.of(
                        new Listing(
                                "logins",
                                "listLogins",
                                Map.of(),
                                "logins",
                                List.of(
                                        text("login"),
                                        text("principal"),
                                        text("created_by"),
                                        text("valid_to"),
                                        text("last_seen"))),
                        new Form("issue_login", "issueLogin", List.of("principal", "minutes"), Map.of()),
                        new Form("end_login", "endLogin", List.of("login"), Map.of()),
                        new Listing(
                                "tokens",
                                "listTokens",
                                Map.of(),
                                "tokens",
                                List.of(
                                        text("token_id"),
                                        text("principal"),
                                        text("label"),
                                        text("created_by"),
                                        text("expires_at"),
                                        text("revoked_at"))),
                        new Form("issue_token", "issueToken", List.of("principal", "label", "expires_at"), Map.of()),
                        new Form("revoke_token", "revokeToken", List.of("token", "reason"), Map.of())));
    }

    private static Place declaration() {
        return new Place(
                "declaration",
                List.of(
                        new Form("show_declaration", "getDeclaration", List.of(), Map.of()),
                        new Form("plan", "planAccess", List.of("access_yml"), Map.of()),
                        new Form("apply", "applyAccess", List.of("access_yml"), Map.of())));
    }

    private static Place audit() {
        return new Place(
                "audit",
                List.of(
                        new Form("verify", "verifyAudit", List.of(), Map.of()),
                        new Listing(
                                "audit",
                                "listAudit",
                                Map.of(),
                                "entries",
                                List.of(
                                        count("audit"),
                                        text("happened_at"),
                                        text("actor"),
                                        text("action"),
                                        text("subject"),
                                        text("detail")))));
    }

    private static Place webhooks() {
        return new Place(
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
                                        text("delivered_at"),
                                        text("last_problem"),
                                        count("dead_letters"))),
                        new Form(
                                "webhook_state",
                                "setWebhookState",
                                List.of("webhook", "webhook_state", "reason"),
                                Map.of()),
                        new Form("send_again", "sendDeadLetters", List.of("webhook", "reason"), Map.of())));
    }
}
