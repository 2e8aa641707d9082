package yecai.hub.problem;

import java.util.Locale;

/** What can be wrong with a request. Each has a stable name and a section in {@code hub/ERRORS.md}. */
public enum ProblemCode {
    FILTER_NOT_UNDERSTOOD(400, "The filter is malformed"),
    COLUMN_NOT_FOUND(400, "The dataset has no such column"),
    VALUE_NOT_VALID(400, "A value does not fit its column"),
    PARAMETER_NOT_VALID(400, "A parameter is not valid"),
    CURSOR_NOT_VALID(400, "The cursor does not belong to this query"),
    REQUEST_NOT_VALID(400, "The request is malformed HTTP"),
    SIGN_IN_REQUIRED(401, "Sign in first"),
    CREDENTIAL_NOT_ACCEPTED(401, "The credential is not accepted"),
    PRINCIPAL_NOT_USABLE(403, "The principal may not read through the API"),
    ACTION_NOT_ALLOWED(403, "You may not do this"),
    FORM_NOT_ACCEPTED(403, "The form is not accepted"),
    DATASET_NOT_FOUND(404, "No such dataset is available to you"),
    THING_NOT_FOUND(404, "There is no such thing, or not for you"),
    PATH_NOT_FOUND(404, "No operation has this address"),
    METHOD_NOT_ALLOWED(405, "This address has no such method"),
    FORMAT_NOT_AVAILABLE(406, "The format is not available"),
    RIGHTS_CHANGED(409, "Your rights changed during the read"),
    ACTION_REFUSED(409, "The hub refuses this as things are"),
    MOVED_ON(410, "The data have moved on"),
    CHANGED_MEANWHILE(412, "It is not what you have seen any more"),
    BODY_NOT_ALLOWED(413, "Requests have no body"),
    ADDRESS_TOO_LONG(414, "The address is too long"),
    BODY_NOT_UNDERSTOOD(422, "The body is not what this operation takes"),
    KEY_USED(422, "The idempotency key was used for another request"),
    KEY_REQUIRED(428, "A write needs an idempotency key"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    TOO_MANY_ATTEMPTS(429, "Too many failed attempts to sign in"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL_ERROR(500, "Internal error"),
    NOT_IMPLEMENTED(501, "This part of OData is not supported"),
    DATA_TOO_OLD(503, "The data are older than asked for"),
    QUERY_TOO_LONG(503, "The query took too long"),
    BUSY(503, "All connections are in use"),
    HUB_UNAVAILABLE(503, "The hub's database cannot be reached");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Returns the name in answers and in the documentation. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the short English text that is the same every time. */
    public String title() {
        return title;
    }
}
