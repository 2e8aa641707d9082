package yecai.hub.api.manage;

import static yecai.hub.api.manage.Action.get;
import static yecai.hub.api.manage.Action.inPath;
import static yecai.hub.api.manage.Action.inQuery;
import static yecai.hub.api.manage.Action.optional;
import static yecai.hub.api.manage.Action.post;
import static yecai.hub.api.manage.Action.reason;
import static yecai.hub.api.manage.Action.required;

import java.util.List;
import yecai.hub.administration.OperationDeeds;
import yecai.hub.api.route.Route.Parameter;
import yecai.hub.api.route.Route.Type;

/** Sources and what stands still, and what is asked of their captures. */
final class OperationActions {
    private static final String AT = "/api/v1/operations";
    private static final Parameter SOURCE = inQuery("source", Type.TEXT, "Only of this source.", "erp");
    private static final Parameter OPERATION = inPath("operation", "Number of the operation.", "1");
    private static final Parameter REASON = reason("new column");

    private OperationActions() {}

    static List<Action> list() {
        return List.of(
                get(
                        AT + "/sources",
                        "listSources",
                        "List sources: state, lag, retained log, rates",
                        OperationDeeds.SOURCES),
                get(
                        AT + "/sources/{source}",
                        "getSource",
                        "Show a source",
                        OperationDeeds.SOURCE,
                        inPath("source", "Its name.", "erp")),
                get(
                        AT + "/tables",
                        "listTables",
                        "List captured tables, and what is not captured",
                        OperationDeeds.TABLES,
                        SOURCE,
                        inQuery("state", Type.TEXT, "following or stopped.", "stopped")),
                get(
                        AT + "/reconciliations",
                        "listReconciliations",
                        "List what the last comparison of each table with the ERP found",
                        OperationDeeds.RECONCILIATIONS,
                        SOURCE),
                get(
                        AT + "/parked",
                        "listParked",
                        "List parked documents with their reasons, newest first",
                        OperationDeeds.PARKED,
                        SOURCE,
                        inQuery("mapping", Type.TEXT, "Only of this mapping.", "receipt"),
                        inQuery("limit", Type.NUMBER, "The most documents; 100.", "100")),
                get(
                        AT + "/requests",
                        "listOperations",
                        "List what was asked of captures",
                        OperationDeeds.OPERATIONS,
                        SOURCE),
                get(
                        AT + "/requests/{operation}",
                        "getOperation",
                        "Follow what was asked of a capture",
                        OperationDeeds.OPERATION,
                        OPERATION),
                post(
                        AT + "/requests",
                        "requestOperation",
                        "Ask the capture of a source to compare, repair, copy again, accept, ignore, or retry what is parked",
                        OperationDeeds.ASK,
                        required("source", Type.TEXT, "Its name.", "erp"),
                        required(
                                "kind",
                                Type.TEXT,
                                "accept, ignore, copy, reconcile, repair or retry_parked.",
                                "reconcile"),
                        optional("tables", Type.TEXTS, "Tables of the ERP, schema.table; all.", ""),
                        optional("mapping", Type.TEXT, "Of parked documents: only of this mapping.", ""),
                        optional("derive_key", Type.TEXT, "Only this document.", ""),
                        REASON),
                post(
                                AT + "/requests/{operation}/cancel",
                                "cancelOperation",
                                "Take back what no capture has begun",
                                OperationDeeds.CANCEL,
                                OPERATION,
                                REASON)
                        .comparing(OperationDeeds.OPERATION));
    }
}
