package yecai.hub.demo.erp.sales;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.finance.Cash;

/** Credit notes for price and for quantity, and invoices that are cancelled. */
public final class Credits {
    private Credits() {}

    /** Grants a discount on the price of a line; nothing becomes unbilled again. */
    public static boolean price(Tx tx) throws SQLException {
        Optional<Row> item = takeUntouchedInvoice(tx);
        if (item.isEmpty()) {
            return false;
        }
        Row line = firstLine(tx, item.get());
        BigDecimal net =
                Money.percent(line.amount("net"), 3 + tx.random.nextInt(6)).negate();
        if (Money.isZero(net)) {
            return false;
        }
        Row credit = open(tx, item.get(), "price");
        Billing.insertLine(
                tx,
                credit,
                referring(Billing.line(tx, credit, 1, line, net), line).set("quantity", Money.ZERO));
        settle(tx, item.get(), InvoicePosting.post(tx, credit));
        return true;
    }

    /** Credits a quantity that was billed too much; it is unbilled again. */
    public static boolean quantity(Tx tx) throws SQLException {
        Optional<Row> item = takeUntouchedInvoice(tx);
        if (item.isEmpty()) {
            return false;
        }
        Row line = firstLine(tx, item.get());
        if (!line.has("shipment_line_id")) {
            return false;
        }
        Row invoice = invoiceOf(tx, item.get());
        lockShipment(tx, invoice);
        Row credit = open(tx, item.get(), "quantity").set("shipment_id", invoice.value("shipment_id"));
        BigDecimal quantity = line.amount("quantity").min(Money.of(1)).negate();
        BigDecimal net = Money.times(quantity, line.amount("unit_price"));
        Billing.insertLine(
                tx,
                credit,
                referring(Billing.line(tx, credit, 1, line, net), line).set("quantity", quantity));
        tx.update(
                "update erp.customer_invoices set shipment_id = ? where id = ?",
                invoice.value("shipment_id"),
                credit.id("id"));
        settle(tx, item.get(), InvoicePosting.post(tx, credit));
        return true;
    }

    /** Lets the items of a credit note settle the invoice's item at once, as far as it is open. */
    private static void settle(Tx tx, Row item, List<Row> credits) throws SQLException {
        for (Row credit : credits) {
            Cash.apply(tx, credit, item);
        }
    }

    static Optional<Row> takeUntouchedInvoice(Tx tx) throws SQLException {
        Optional<Row> item = tx.take("ar_items", "status = 'open' and kind = 'invoice'");
        return item.filter(found ->
                found.amount("open_amount").compareTo(found.amount("original")) == 0 && !found.has("trading_company"));
    }

    static Row invoiceOf(Tx tx, Row item) throws SQLException {
        return tx.get("select * from erp.customer_invoices where id = ?", item.id("customer_invoice_id"));
    }

    private static Row firstLine(Tx tx, Row item) throws SQLException {
        return tx.get(
                "select * from erp.customer_invoice_lines where customer_invoice_id = ? order by line_no limit 1",
                item.id("customer_invoice_id"));
    }

    static void lockShipment(Tx tx, Row invoice) throws SQLException {
        tx.find("select id from erp.shipments where id = ? for no key update", invoice.value("shipment_id"));
    }

    static Row referring(Row line, Row credited) {
        return line.set("sales_order_line_id", credited.id("sales_order_line_id"))
                .set("shipment_line_id", credited.value("shipment_line_id"))
                .set("credits_invoice_id", credited.id("customer_invoice_id"))
                .set("credits_line_no", credited.number("line_no"));
    }

    static Row open(Tx tx, Row item, String reason) throws SQLException {
        Row invoice = invoiceOf(tx, item);
        Row credit = Billing.open(tx, invoice, "credit_note", reason);
        tx.insert("customer_invoices", credit);
        return credit;
    }
}
