package yecai.hub.console.finance;

import static yecai.hub.console.finance.Columns.FUNCTIONAL_CURRENCY;
import static yecai.hub.console.finance.Columns.TRANSACTION_CURRENCY;
import static yecai.hub.console.finance.Columns.functional;
import static yecai.hub.console.finance.Columns.transaction;

import java.util.List;
import yecai.hub.console.report.QuerySection;
import yecai.hub.console.report.Question;
import yecai.hub.console.report.Report;
import yecai.hub.console.report.Section;
import yecai.hub.console.table.Column;
import yecai.hub.session.QueryText.Word;

/** What customers owe: by age, item by item, and down to the transactions of the source. */
final class Receivables {
    private static final OpenItems SIDE = new OpenItems(
            "receivable",
            "customer",
            "finance.receivable_buckets_as_of",
            List.of(
                    Word.of("side", "receivable"),
                    Word.of("partner", "customer"),
                    Word.of("buckets", "receivable_buckets")));

    private static final Section LINES = QuerySection.of(
            "finance.customer_invoice_line",
            "receivable_lines",
            Question.of("hub/console/finance/receivable/lines.sql"),
            Column.text("document_no"),
            Column.count("line_no"),
            Column.text("material"),
            Column.quantity("quantity", "unit"),
            Column.text("unit").hidden(),
            Column.quantity("unit_price", "transaction_currency"),
            transaction("net"),
            transaction("tax"),
            transaction("gross"),
            TRANSACTION_CURRENCY,
            Column.text("sales_order"),
            Column.text("shipment"));

    private static final Section PAYMENTS = QuerySection.of(
            "finance.receipt_allocation",
            "receivable_payments",
            Question.of("hub/console/finance/receivable/payments.sql"),
            Column.date("allocation_date"),
            Column.text("receipt"),
            Column.text("method"),
            transaction("amount"),
            TRANSACTION_CURRENCY,
            functional("amount_functional"),
            FUNCTIONAL_CURRENCY);

    static final Report AGEING = SIDE.ageing();
    static final Report ITEMS = SIDE.items(AGEING);
    static final Report ITEM = SIDE.item(
            List.of(AGEING, ITEMS),
            Question.of("hub/console/finance/receivable/item.sql"),
            List.of(Column.text("payment_term"), Column.list("sales_orders")),
            List.of(
                    LINES,
                    PAYMENTS,
                    Origin.section("receivable_origin", Question.of("hub/console/finance/receivable/origin.sql"))));

    private Receivables() {}
}
