package yecai.hub.demo.erp.sales;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.finance.Receivables;

/** Invoices cancelled by a credit note over all of them. */
public final class Cancellation {
    private Cancellation() {}

    /** Cancels an invoice by a credit note over all of it; both stay, and settle each other. */
    public static boolean cancelInvoice(Tx tx) throws SQLException {
        Optional<Row> found = Credits.takeUntouchedInvoice(tx);
        if (found.isEmpty()) {
            return false;
        }
        Row invoice = Credits.invoiceOf(tx, found.get());
        List<Row> items = tx.list(
                "select * from erp.ar_items where customer_invoice_id = ? order by id for no key update",
                invoice.id("id"));
        if (!invoice.has("shipment_id")
                || items.stream()
                        .anyMatch(item -> item.amount("open_amount").compareTo(item.amount("original")) != 0)) {
            return false;
        }
        Credits.lockShipment(tx, invoice);
        Row reversal =
                Credits.open(tx, found.get(), "cancellation").set("exchange_rate", invoice.amount("exchange_rate"));
        tx.update(
                "update erp.customer_invoices set reverses_id = ?, exchange_rate = ?, shipment_id = ? where id = ?",
                invoice.id("id"),
                invoice.amount("exchange_rate"),
                invoice.value("shipment_id"),
                reversal.id("id"));
        reverseLines(tx, invoice, reversal);
        tx.update("update erp.customer_invoices set status = 'posted' where id = ?", reversal.id("id"));
        InvoicePosting.updateBillingStatus(tx, invoice.value("shipment_id"));
        for (Row item : items) {
            reverseItem(tx, reversal, item);
        }
        tx.update(
                "update erp.customer_invoices set reversed_by_id = ? where id = ?",
                reversal.id("id"),
                invoice.id("id"));
        Row journal = tx.get("select * from erp.journals where origin_id = ?", invoice.id("id"));
        InvoicePosting.voucher(tx, reversal).against(tx, journal).post();
        return true;
    }

    private static void reverseLines(Tx tx, Row invoice, Row reversal) throws SQLException {
        for (Row line : tx.list(
                "select * from erp.customer_invoice_lines where customer_invoice_id = ? order by sales_order_line_id",
                invoice.id("id"))) {
            Row back = Credits.referring(
                            Row.of("id", tx.id(), "customer_invoice_id", reversal.id("id"))
                                    .set("line_no", line.number("line_no")),
                            line)
                    .set("material", line.text("material"))
                    .set("uom", line.text("uom"))
                    .set("quantity", line.amount("quantity").negate())
                    .set("unit_price", line.amount("unit_price"))
                    .set("tax_rate", line.amount("tax_rate"))
                    .set("account", line.text("account"));
            for (String amount :
                    List.of("net", "tax", "gross", "net_functional", "tax_functional", "gross_functional")) {
                back.set(amount, line.amount(amount).negate());
            }
            Billing.insertLine(tx, reversal, back);
            InvoicePosting.countInvoiced(tx, back);
        }
    }

    private static void reverseItem(Tx tx, Row reversal, Row item) throws SQLException {
        BigDecimal amount = item.amount("open_amount");
        BigDecimal functional = item.amount("open_functional");
        Row against = Receivables.item(tx, reversal, "credit", reversal.text("number"), item.text("account"))
                .set("line_no", item.number("line_no"))
                .set("customer_invoice_id", reversal.id("id"))
                .set("due_date", item.date("due_date"))
                .with(Receivables.opened(amount.negate(), functional.negate()))
                .set("reverses_id", item.id("id"));
        tx.insert("ar_items", against);
        Receivables.allocate(tx, item, amount, functional, null, against.id("id"));
        Receivables.reduce(tx, against, amount.negate(), functional.negate());
        tx.update(
                "update erp.ar_items set status = 'reversed', reversed_by_id = ? where id = ?",
                against.id("id"),
                item.id("id"));
        tx.update("update erp.ar_items set status = 'reversed' where id = ?", against.id("id"));
    }
}
