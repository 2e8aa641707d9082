package yecai.hub.api.manage;

import static yecai.hub.api.manage.Action.inPath;
import static yecai.hub.api.manage.Action.optional;
import static yecai.hub.api.manage.Action.post;
import static yecai.hub.api.manage.Action.reason;
import static yecai.hub.api.manage.Action.required;

import java.util.List;
import yecai.hub.administration.BookDeeds;
import yecai.hub.api.route.Route.Parameter;
import yecai.hub.api.route.Route.Type;

/** What finance writes, as a principal with the role finance_writer and under its scopes. */
final class BookActions {
    private static final String AT = "/api/v1/books";
    private static final Parameter REASON = reason("due");
    private static final Parameter PAYMENT = inPath("request", "Number of the payment request.", "PR-1");

    private BookActions() {}

    static List<Action> list() {
        return List.of(
                post(
                                AT + "/payments",
                                "requestPayment",
                                "Ask for the payment of a payable item",
                                BookDeeds.REQUEST_PAYMENT,
                                required("source", Type.TEXT, "Its source.", "erp"),
                                optional("payable_item", Type.TEXT, "Key of the item.", "100"),
                                optional("purchase_order", Type.TEXT, "Key of the order, for a prepayment.", ""),
                                required("amount", Type.TEXT, "How much, as a text that keeps its digits.", "100.00"),
                                optional("pay_on", Type.TEXT, "Day.", "2027-01-31"),
                                REASON)
                        .byItself(),
                post(
                                AT + "/payments/{request}/approve",
                                "approvePayment",
                                "Approve a payment of this amount",
                                BookDeeds.APPROVE_PAYMENT,
                                PAYMENT,
                                required("amount", Type.TEXT, "The amount that you have seen.", "100.00"))
                        .byItself(),
                post(
                                AT + "/payments/{request}/reject",
                                "rejectPayment",
                                "Reject",
                                BookDeeds.REJECT_PAYMENT,
                                PAYMENT,
                                REASON)
                        .byItself(),
                post(
                                AT + "/payments/{request}/cancel",
                                "cancelPayment",
                                "Take your payment request back",
                                BookDeeds.CANCEL_PAYMENT,
                                PAYMENT,
                                REASON)
                        .byItself(),
                post(
                                AT + "/rates",
                                "loadRates",
                                "Load rates of the group from CSV, all of it or nothing",
                                BookDeeds.LOAD_RATES,
                                required("csv", Type.TEXT, "The file.", ""))
                        .byItself(),
                post(
                                AT + "/codes",
                                "mapCode",
                                "Say which code of the group a code of a source is",
                                BookDeeds.MAP_CODE,
                                required("kind", Type.TEXT, "Kind of the code.", "customer"),
                                required("source", Type.TEXT, "Its source.", "erp"),
                                required("source_code", Type.TEXT, "The ERP's code.", "K-1"),
                                optional("code", Type.TEXT, "The group's code; none takes it away.", "C1"),
                                optional("valid_from", Type.TEXT, "First day; for all days.", "2026-01-01"),
                                optional("dry_run", Type.FLAG, "true only answers what it would change.", "true"),
                                REASON)
                        .byItself());
    }
}
