package yecai.hub.api.manage;

import static yecai.hub.api.manage.Action.get;
import static yecai.hub.api.manage.Action.inPath;
import static yecai.hub.api.manage.Action.inQuery;
import static yecai.hub.api.manage.Action.optional;
import static yecai.hub.api.manage.Action.post;
import static yecai.hub.api.manage.Action.reason;
import static yecai.hub.api.manage.Action.required;
import static yecai.hub.api.manage.Action.requiredInQuery;

import java.util.List;
import yecai.hub.administration.AccessDeeds;
import yecai.hub.administration.Plans;
import yecai.hub.administration.Secrets;
import yecai.hub.api.route.Route.Parameter;
import yecai.hub.api.route.Route.Type;

/** Who sees what and why, declared access, logins, tokens and the audit. */
final class AccessActions {
    private static final String AT = "/api/v1/access";
    private static final Parameter REASON = reason("audit of May");
    private static final Parameter PRINCIPAL = requiredInQuery("principal", "Whom it is about.", "controlling");
    private static final Parameter DATASET = requiredInQuery("dataset", "Schema, dot, view.", "finance.receipt");
    private static final Parameter LOGIN = inPath("login", "Its name.", "controlling_0a1b2c3d");
    private static final Parameter DECLARED =
            required("access_yml", Type.TEXT, "The declared access, as in access.yml.", "");

    private AccessActions() {}

    static List<Action> list() {
        return List.of(
                get(AT + "/me", "getOwnAccess", "Say who calls, what it may see and why", AccessDeeds.ME),
                get(
                        AT + "/visibility",
                        "listWhoSees",
                        "List who can see rows of a dataset, and of which companies",
                        AccessDeeds.WHO_SEES,
                        DATASET,
                        inQuery("company", Type.TEXT, "Only who sees this company.", "1000")),
                get(
                        AT + "/explanation",
                        "explainAccess",
                        "Say why a principal sees rows of a dataset, or why not",
                        AccessDeeds.EXPLAIN,
                        PRINCIPAL,
                        DATASET,
                        inQuery("company", Type.TEXT, "Only what concerns this company.", "1000")),
                post(
                        AT + "/preview",
                        "previewAccess",
                        "Count the rows of a dataset that a principal sees, by company; audited",
                        Plans.PREVIEW,
                        PRINCIPAL.inBody(),
                        DATASET.inBody()),
                get(AT + "/principals", "listPrincipals", "List principals", AccessDeeds.PRINCIPALS),
                get(AT + "/declaration", "getDeclaration", "Write the live access as a declaration", Plans.LIVE),
                post(
                                AT + "/plan",
                                "planAccess",
                                "Say what applying a declaration would do, and what somebody has changed by hand",
                                Plans.PLAN,
                                DECLARED)
                        .asking(),
                post(
                                AT + "/apply",
                                "applyAccess",
                                "Make the access the declared one, all or nothing; If-Match: the ETag of the plan",
                                Plans.APPLY,
                                DECLARED)
                        .comparing(Plans.PLAN),
                get(AT + "/logins", "listLogins", "List logins of the database", AccessDeeds.LOGINS),
                post(
                        AT + "/logins",
                        "issueLogin",
                        "Make a login that ends by itself; its password is shown once",
                        Secrets.ISSUE_LOGIN,
                        required("principal", Type.TEXT, "Whose login.", "controlling"),
                        required("minutes", Type.NUMBER, "How long it lasts.", "480"),
                        optional("connections", Type.NUMBER, "Most sessions at once; 5.", "5")),
                post(
                        AT + "/logins/{login}/rotate",
                        "rotateLogin",
                        "Make a second login, and end this one after an overlap",
                        Secrets.ROTATE_LOGIN,
                        LOGIN,
                        required("overlap_minutes", Type.NUMBER, "How long both work.", "2880")),
                post(
                        AT + "/logins/{login}/end",
                        "endLogin",
                        "End a login and its sessions",
                        AccessDeeds.END_LOGIN,
                        LOGIN),
                get(AT + "/tokens", "listTokens", "List tokens, without their secrets", AccessDeeds.TOKENS),
                post(
                        AT + "/tokens",
                        "issueToken",
                        "Issue a token; it is shown once",
                        Secrets.ISSUE_TOKEN,
                        required("principal", Type.TEXT, "Whose token.", "controlling"),
                        required("label", Type.TEXT, "What it is for.", "reports"),
                        required("expires_at", Type.TEXT, "When it ends.", "2027-01-31T08:00:00Z"),
                        optional("datasets", Type.TEXTS, "Patterns: *, schema.* or schema.view; all.", "")),
                post(
                        AT + "/tokens/{token}/revoke",
                        "revokeToken",
                        "End a token",
                        AccessDeeds.REVOKE_TOKEN,
                        inPath("token", "Its public id.", "0a1b2c3d4e5f"),
                        REASON),
                get(
                        AT + "/audit",
                        "listAudit",
                        "Read the audit, newest first",
                        AccessDeeds.AUDIT,
                        inQuery("before", Type.NUMBER, "Only entries before this number.", "1000"),
                        inQuery("action", Type.TEXT, "Only this action.", "grant_scope"),
                        inQuery("subject", Type.TEXT, "Only this subject.", "controlling"),
                        inQuery("limit", Type.NUMBER, "The most entries; 100.", "100")),
                get(
                        AT + "/audit/verification",
                        "verifyAudit",
                        "Compute every hash of every audit chain again",
                        Plans.VERIFY));
    }
}
