package yecai.hub.demo.erp.sales;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.engine.Voucher;
import yecai.hub.demo.erp.finance.InvoiceItems;

/** Posts customer invoices: invoiced quantities, open items, voucher. */
final class InvoicePosting {
    private InvoicePosting() {}

    /** Posts a draft: stored invoiced quantities, open items, voucher. */
    static List<Row> post(Tx tx, Row draft) throws SQLException {
        Row invoice = tx.get("select * from erp.customer_invoices where id = ?", draft.id("id"));
        List<Row> lines = tx.list(
                "select * from erp.customer_invoice_lines where customer_invoice_id = ? order by sales_order_line_id",
                invoice.id("id"));
        for (Row line : lines) {
            countInvoiced(tx, line);
        }
        tx.update(
                "update erp.customer_invoices set status = 'posted', posting_date = ?, period = ? where id = ?",
                tx.postingDate,
                tx.period(),
                invoice.id("id"));
        updateBillingStatus(tx, invoice.value("shipment_id"));
        List<Row> items = InvoiceItems.itemsOf(tx, invoice);
        Voucher voucher = voucher(tx, invoice);
        String currency = invoice.text("currency");
        for (Row item : items) {
            voucher.line(item.text("account"), item.amount("original_functional"), currency, item.amount("original"));
        }
        voucher.line(
                        "6001",
                        invoice.amount("net_functional").negate(),
                        currency,
                        invoice.amount("net").negate())
                .line(
                        "2221",
                        invoice.amount("tax_functional").negate(),
                        currency,
                        invoice.amount("tax").negate())
                .post();
        return items;
    }

    static Voucher voucher(Tx tx, Row invoice) {
        return tx.voucher(
                        invoice.text("company"),
                        "customer_" + invoice.text("doc_type"),
                        invoice.text("number"),
                        "customer_invoice",
                        invoice.id("id"))
                .customer(invoice.text("customer"), invoice.text("trading_company"));
    }

    static void countInvoiced(Tx tx, Row line) throws SQLException {
        BigDecimal quantity = line.amount("quantity");
        if (line.has("shipment_line_id")) {
            tx.update(
                    "update erp.shipment_lines set invoiced_quantity = invoiced_quantity + ? where id = ?",
                    quantity,
                    line.id("shipment_line_id"));
        }
        tx.update("""
                update erp.sales_order_lines
                set invoiced_quantity = invoiced_quantity + ?, billed_ahead_quantity = billed_ahead_quantity + ? where id = ?
                """, quantity, line.has("shipment_line_id") ? Money.ZERO : quantity, line.id("sales_order_line_id"));
    }

    static void updateBillingStatus(Tx tx, Object shipment) throws SQLException {
        if (shipment != null) {
            tx.update("""
                    update erp.shipments set billing_status = case when exists
                        (select from erp.shipment_lines where shipment_id = ? and quantity <> invoiced_quantity)
                        then 'open' else 'billed' end
                    where id = ?
                    """, shipment, shipment);
        }
    }
}
