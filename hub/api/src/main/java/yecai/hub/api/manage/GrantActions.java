package yecai.hub.api.manage;

import static yecai.hub.api.manage.Action.get;
import static yecai.hub.api.manage.Action.inPath;
import static yecai.hub.api.manage.Action.inQuery;
import static yecai.hub.api.manage.Action.optional;
import static yecai.hub.api.manage.Action.post;
import static yecai.hub.api.manage.Action.reason;
import static yecai.hub.api.manage.Action.required;

import java.util.List;
import yecai.hub.administration.AccessDeeds;
import yecai.hub.api.route.Route.Parameter;
import yecai.hub.api.route.Route.Type;

/** Grants, requests with their approvals, emergencies and reviews. */
final class GrantActions {
    private static final String AT = "/api/v1/access";
    private static final Parameter PRINCIPAL = required("principal", Type.TEXT, "Whom it is for.", "controlling");
    private static final Parameter KIND =
            required("kind", Type.TEXT, "company, plant, cost_center or customer_group.", "company");
    private static final Parameter VALUE = required("value", Type.TEXT, "Its code; * is all.", "1000");
    private static final Parameter REASON = reason("audit of May");
    private static final Parameter REQUEST = inPath("request", "Number of the request.", "1");
    private static final Parameter NOTE = optional("note", Type.TEXT, "What approvers and auditors should know.", "");

    private GrantActions() {}

    static List<Action> list() {
        return List.of(
                get(
                        AT + "/grants",
                        "listGrants",
                        "List scopes in force and to come",
                        AccessDeeds.GRANTS,
                        inQuery("principal", Type.TEXT, "Only of this principal.", "controlling"),
                        inQuery("ended", Type.FLAG, "true for those that have ended as well.", "false")),
                post(
                        AT + "/grants",
                        "grantAccess",
                        "Give a principal a scope, without a request",
                        AccessDeeds.GRANT,
                        PRINCIPAL,
                        KIND,
                        VALUE,
                        optional("valid_from", Type.TEXT, "When it begins; now.", ""),
                        optional("valid_to", Type.TEXT, "When it ends; when it is revoked.", "2027-01-31T08:00:00Z"),
                        REASON),
                post(
                        AT + "/grants/revoke",
                        "revokeAccess",
                        "End every scope of a value, at once",
                        AccessDeeds.REVOKE,
                        PRINCIPAL,
                        KIND,
                        VALUE,
                        REASON),
                get(
                        AT + "/requests",
                        "listRequests",
                        "List requests that concern you; all of them as DBA or approver",
                        AccessDeeds.REQUESTS,
                        inQuery("state", Type.TEXT, "open, approved, used, rejected, cancelled or lapsed.", "open")),
                get(AT + "/requests/{request}", "getRequest", "Follow a request", AccessDeeds.REQUEST, REQUEST),
                post(
                        AT + "/requests",
                        "requestAccess",
                        "Ask for access, for yourself or another principal",
                        AccessDeeds.ASK,
                        optional("principal", Type.TEXT, "Whom it is for; you.", "controlling"),
                        KIND,
                        VALUE,
                        required("valid_to", Type.TEXT, "When it is to end.", "2027-01-31T08:00:00Z"),
                        REASON),
                post(
                                AT + "/requests/{request}/approve",
                                "approveRequest",
                                "Approve as one of those whose approval is needed",
                                AccessDeeds.APPROVE,
                                REQUEST,
                                NOTE)
                        .comparing(AccessDeeds.REQUEST),
                post(
                                AT + "/requests/{request}/reject",
                                "rejectRequest",
                                "Reject",
                                AccessDeeds.REJECT,
                                REQUEST,
                                required("note", Type.TEXT, "Why.", "not needed"))
                        .comparing(AccessDeeds.REQUEST),
                post(
                                AT + "/requests/{request}/cancel",
                                "cancelRequest",
                                "Take your request back",
                                AccessDeeds.CANCEL,
                                REQUEST)
                        .comparing(AccessDeeds.REQUEST),
                post(
                                AT + "/requests/{request}/use",
                                "useRequest",
                                "Turn an approved request into a scope",
                                AccessDeeds.USE,
                                REQUEST)
                        .comparing(AccessDeeds.REQUEST),
                post(
                        AT + "/emergencies",
                        "grantEmergency",
                        "Give access at once and for a short time, to be reviewed afterwards",
                        AccessDeeds.EMERGENCY,
                        PRINCIPAL,
                        KIND,
                        VALUE,
                        required("minutes", Type.NUMBER, "How long.", "60"),
                        REASON),
                get(AT + "/reviews", "listReviews", "List reviews", AccessDeeds.REVIEWS),
                get(
                        AT + "/reviews/{review}",
                        "getReview",
                        "Show a review with its scopes",
                        AccessDeeds.REVIEW,
                        inPath("review", "Number of the review.", "1")),
                post(
                        AT + "/reviews",
                        "openReview",
                        "List every scope in force, to be confirmed or revoked in time",
                        AccessDeeds.OPEN_REVIEW,
                        required("subject", Type.TEXT, "What it is called.", "second quarter")),
                post(
                                AT + "/reviews/{review}/decisions",
                                "decideReview",
                                "Confirm or revoke a scope of a review",
                                AccessDeeds.DECIDE_REVIEW,
                                inPath("review", "Number of the review.", "1"),
                                required("scope", Type.NUMBER, "Number of the scope.", "1"),
                                required("confirm", Type.FLAG, "false revokes it.", "true"),
                                NOTE)
                        .comparing(AccessDeeds.REVIEW));
    }
}
