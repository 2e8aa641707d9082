package yecai.hub.console.administration;

import static yecai.hub.console.table.Column.code;
import static yecai.hub.console.table.Column.count;
import static yecai.hub.console.table.Column.moment;
import static yecai.hub.console.table.Column.text;

import java.util.List;
import java.util.Map;
import yecai.hub.console.administration.Place.Form;
import yecai.hub.console.administration.Place.Listing;

/** Pages about who may see what: scopes, requests, logins and tokens, declared access, the audit. */
final class AccessPlaces {
    private AccessPlaces() {}

    static Place access() {
        List<String> scope = List.of("principal", "dimension_kind", "value", "reason");
        return Place.ofAdministrators(
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
                                        moment("valid_from"),
                                        moment("valid_to"),
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

    static Place requests() {
        return Place.ofAdministrators(
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
                                        moment("valid_to"),
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
                                        moment("due_at"),
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

    static Place logins() {
        return Place.ofAdministrators(
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
                                        moment("valid_to"),
                                        moment("last_seen"))),
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
                                        moment("expires_at"),
                                        moment("revoked_at"))),
                        new Form("issue_token", "issueToken", List.of("principal", "label", "expires_at"), Map.of()),
                        new Form("revoke_token", "revokeToken", List.of("token", "reason"), Map.of())));
    }

    static Place declaration() {
        return Place.ofAdministrators(
                "declaration",
                List.of(
                        new Form("show_declaration", "getDeclaration", List.of(), Map.of()),
                        new Form("plan", "planAccess", List.of("access_yml"), Map.of()),
                        new Form("apply", "applyAccess", List.of("access_yml"), Map.of())));
    }

    static Place audit() {
        return Place.ofAdministrators(
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
                                        moment("happened_at"),
                                        text("actor"),
                                        text("action"),
                                        text("subject"),
                                        text("detail")))));
    }
}
