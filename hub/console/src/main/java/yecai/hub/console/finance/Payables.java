package yecai.hub.console.finance;

import java.util.List;
import yecai.hub.console.report.Parameter;
import yecai.hub.console.report.QuerySection;
import yecai.hub.console.report.Question;
import yecai.hub.console.report.Report;
import yecai.hub.console.table.Column;
import yecai.hub.console.table.Link;

/** What suppliers are owed: by age, item by item, and down to the transactions of the source. */
final class Payables {
    private static final String PATH = "/console/payables";
    private static final Parameter COMPANY =
            Parameter.listed("company", "", Question.of("hub/console/finance/shared/companies.sql"));
    private static final Parameter SET =
            Parameter.listed("bucket_set", "due", Question.of("hub/console/finance/shared/bucket_sets.sql"));

    static final Report AGEING = new Report(
            "payables",
            PATH,
            "payables",
            List.of(),
            List.of(
                    Parameter.day("as_of"),
                    COMPANY,
                    Parameter.choice("by", "company", "supplier", "account"),
                    Parameter.choice("basis", "due_date", "occurrence"),
                    SET,
                    Parameter.text("supplier"),
                    Parameter.text("account")),
            List.of(new Ageing(
                    "payable_ageing",
                    "finance.payable_aging_as_of",
                    Question.of("hub/console/finance/payable/aging.sql"),
                    Question.of("hub/console/finance/shared/buckets.sql"),
                    Question.of("hub/console/finance/payable/names.sql"),
                    "supplier",
                    PATH + "/items")));

    static final Report ITEMS = new Report(
            "payable_items",
            PATH + "/items",
            "payables",
            List.of(AGEING),
            List.of(
                    Parameter.day("as_of"),
                    COMPANY,
                    Parameter.text("supplier"),
                    Parameter.text("account"),
                    Parameter.text("bucket"),
                    Parameter.choice("basis", "due_date", "occurrence"),
                    SET,
                    Parameter.key("by"),
                    Parameter.key("part")),
            List.of(QuerySection.ofFunction(
                    "finance.payable_open_as_of",
                    "payable_items",
                    Question.of("hub/console/finance/payable/items.sql"),
                    Column.text("company"),
                    Column.text("supplier"),
                    Column.text("supplier_name"),
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
            "payable_item",
            PATH + "/item",
            "payables",
            List.of(AGEING, ITEMS),
            List.of(Parameter.key("source"), Parameter.key("entity_key"), Parameter.key("as_of")),
            List.of(
                    QuerySection.of(
                            "finance.payable_item",
                            "payable_item",
                            Question.of("hub/console/finance/payable/item.sql"),
                            Column.text("company"),
                            Column.code("kind", "kind"),
                            Column.text("document_type"),
                            Column.text("document_no"),
                            Column.text("supplier"),
                            Column.text("supplier_name"),
                            Column.date("document_date"),
                            Column.date("due_date"),
                            Column.count("days_overdue"),
                            Column.amount("original", "transaction_currency"),
                            Column.amount("open", "transaction_currency"),
                            Column.text("transaction_currency").hidden(),
                            Column.text("account"),
                            Column.code("status", "status")),
                    QuerySection.of(
                            "finance.payable_movement",
                            "payable_movements",
                            Question.of("hub/console/finance/payable/movements.sql"),
                            Column.date("effective_date"),
                            Column.code("movement", "movement"),
                            Column.code("kind", "kind"),
                            Column.amount("amount", "transaction_currency"),
                            Column.amount("amount_functional", "functional_currency"),
                            Column.amount("balance", "transaction_currency"),
                            Column.text("transaction_currency").hidden(),
                            Column.text("functional_currency").hidden(),
                            Column.text("entity_key").hidden()),
                    Origin.section("payable_origin", Question.of("hub/console/finance/payable/origin.sql"))));

    private Payables() {}
}
