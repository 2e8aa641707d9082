package yecai.hub.console.finance;

import java.util.List;
import yecai.hub.console.report.Parameter;
import yecai.hub.console.report.QuerySection;
import yecai.hub.console.report.Question;
import yecai.hub.console.report.Report;
import yecai.hub.console.table.Column;
import yecai.hub.console.table.Link;

/** What customers owe: by age, item by item, and down to the transactions of the source. */
final class Receivables {
    private static final String PATH = "/console/receivables";
    private static final Parameter COMPANY =
            Parameter.listed("company", "", Question.of("hub/console/finance/shared/companies.sql"));
    private static final Parameter SET =
            Parameter.listed("bucket_set", "due", Question.of("hub/console/finance/shared/bucket_sets.sql"));

    static final Report AGEING = new Report(
            "receivables",
            PATH,
            "receivables",
            List.of(),
            List.of(
                    Parameter.day("as_of"),
                    COMPANY,
                    Parameter.choice("by", "company", "customer", "account"),
                    Parameter.choice("basis", "due_date", "occurrence"),
                    SET,
                    Parameter.text("customer"),
                    Parameter.text("account")),
            List.of(new Ageing(
                    "receivable_ageing",
                    "finance.receivable_buckets_as_of",
                    Question.of("hub/console/finance/receivable/aging.sql"),
                    Question.of("hub/console/finance/shared/buckets.sql"),
                    Question.of("hub/console/finance/receivable/names.sql"),
                    "customer",
                    PATH + "/items")));
    static final Report ITEMS = new Report(
            "receivable_items",
            PATH + "/items",
            "receivables",
            List.of(AGEING),
            List.of(
                    Parameter.day("as_of"),
                    COMPANY,
                    Parameter.text("customer"),
                    Parameter.text("account"),
                    Parameter.text("bucket"),
                    Parameter.choice("basis", "due_date", "occurrence"),
                    SET,
                    Parameter.key("by"),
                    Parameter.key("part")),
            List.of(QuerySection.ofFunction(
                    "finance.receivable_open_as_of",
                    "receivable_items",
                    Question.of("hub/console/finance/receivable/items.sql"),
                    Column.text("company"),
                    Column.text("customer"),
                    Column.text("customer_name"),
                    Column.text("document_no")
                            .linked(Link.to(PATH + "/item")
                                    .with("source", "source")
                                    .with("entity_key", "entity_key")
                                    .keep("as_of")),
                    Column.code("kind", "kind"),
                    Column.code("bucket", "bucket"),
                    Column.date("document_date"),
                    Column.date("due_date"),
                    Column.count("days_overdue"),
                    Column.amount("original", "transaction_currency"),
                    Column.amount("open", "transaction_currency"),
                    Column.text("transaction_currency").hidden(),
                    Column.amount("open_functional", "functional_currency"),
                    Column.text("functional_currency").hidden(),
                    Column.text("account"),
                    Column.text("source").hidden(),
                    Column.text("entity_key").hidden())));
    static final Report ITEM = new Report(
            "receivable_item",
            PATH + "/item",
            "receivables",
            List.of(AGEING, ITEMS),
            List.of(Parameter.key("source"), Parameter.key("entity_key"), Parameter.key("as_of")),
            List.of(
                    QuerySection.of(
                            "finance.receivable_item",
                            "receivable_item",
                            Question.of("hub/console/finance/receivable/item.sql"),
                            Column.text("company"),
                            Column.code("kind", "kind"),
                            Column.text("document_type"),
                            Column.text("document_no"),
                            Column.text("customer"),
                            Column.text("customer_name"),
                            Column.date("document_date"),
                            Column.date("due_date"),
                            Column.count("days_overdue"),
                            Column.amount("original", "transaction_currency"),
                            Column.amount("open", "transaction_currency"),
                            Column.text("transaction_currency").hidden(),
                            Column.text("account"),
                            Column.code("status", "status"),
                            Column.text("payment_term"),
                            Column.list("sales_orders")),
                    QuerySection.of(
                            "finance.receivable_movement",
                            "receivable_movements",
                            Question.of("hub/console/finance/receivable/movements.sql"),
                            Column.date("effective_date"),
                            Column.code("movement", "movement"),
                            Column.code("kind", "kind"),
                            Column.amount("amount", "transaction_currency"),
                            Column.amount("amount_functional", "functional_currency"),
                            Column.amount("balance", "transaction_currency"),
                            Column.text("transaction_currency").hidden(),
                            Column.text("functional_currency").hidden(),
                            Column.text("entity_key").hidden()),
                    QuerySection.of(
                            "finance.customer_invoice_line",
                            "receivable_lines",
                            Question.of("hub/console/finance/receivable/lines.sql"),
                            Column.text("document_no"),
                            Column.count("line_no"),
                            Column.text("material"),
                            Column.quantity("quantity", "unit"),
                            Column.text("unit").hidden(),
                            Column.quantity("unit_price", "transaction_currency"),
                            Column.amount("net", "transaction_currency"),
                            Column.amount("tax", "transaction_currency"),
                            Column.amount("gross", "transaction_currency"),
                            Column.text("transaction_currency").hidden(),
                            Column.text("sales_order"),
                            Column.text("shipment")),
                    QuerySection.of(
                            "finance.receipt_allocation",
                            "receivable_payments",
                            Question.of("hub/console/finance/receivable/payments.sql"),
                            Column.date("allocation_date"),
                            Column.text("receipt"),
                            Column.text("method"),
                            Column.amount("amount", "transaction_currency"),
                            Column.text("transaction_currency").hidden(),
                            Column.amount("amount_functional", "functional_currency"),
                            Column.text("functional_currency").hidden()),
                    Origin.section("receivable_origin", Question.of("hub/console/finance/receivable/origin.sql"))));

    private Receivables() {}
}
