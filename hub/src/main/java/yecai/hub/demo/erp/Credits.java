package yecai.hub.demo.erp;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Credit notes for price and for quantity, and invoices that are cancelled. */
final class Credits {
    private Credits() {}

    /** Grants a discount on the price of a line; nothing becomes unbilled again. */
    static boolean price(Tx tx) throws SQLException {
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
        settle(tx, item.get(), Billing.post(tx, credit));
        return true;
    }

    /** Credits a quantity that was billed too much; it is unbilled again. */
    static boolean quantity(Tx tx) throws SQLException {
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
        settle(tx, item.get(), Billing.post(tx, credit));
        return true;
    }

    /** Cancels an invoice by a credit note over all of it; both stay, and settle each other. */
    static boolean cancelInvoice(Tx tx) throws SQLException {
        Optional<Row> found = takeUntouchedInvoice(tx);
        if (found.isEmpty()) {
            return false;
        }
        Row invoice = invoiceOf(tx, found.get());
        List<Row> items = tx.list(
                "select * from erp.ar_items where customer_invoice_id = ? order by id for no key update",
                invoice.id("id"));
        if (!invoice.has("shipment_id")
                || items.stream()
                        .anyMatch(item -> item.amount("open_amount").compareTo(item.amount("original")) != 0)) {
            return false;
        }
        lockShipment(tx, invoice);
        Row reversal = open(tx, found.get(), "cancellation").set("exchange_rate", invoice.amount("exchange_rate"));
        tx.update(
                "update erp.customer_invoices set reverses_id = ?, exchange_rate = ?, shipment_id = ? where id = ?",
                invoice.id("id"),
                invoice.amount("exchange_rate"),
                invoice.value("shipment_id"),
                reversal.id("id"));
        reverseLines(tx, invoice, reversal);
        tx.update("update erp.customer_invoices set status = 'posted' where id = ?", reversal.id("id"));
        Billing.updateBillingStatus(tx, invoice.value("shipment_id"));
        for (Row item : items) {
            reverseItem(tx, reversal, item);
        }
        tx.update(
                "update erp.customer_invoices set reversed_by_id = ? where id = ?",
                reversal.id("id"),
                invoice.id("id"));
        Row journal = tx.get("select * from erp.journals where origin_id = ?", invoice.id("id"));
        Billing.voucher(tx, reversal).against(tx, journal).post();
        return true;
    }

    private static void reverseLines(Tx tx, Row invoice, Row reversal) throws SQLException {
        for (Row line : tx.list(
                "select * from erp.customer_invoice_lines where customer_invoice_id = ? order by sales_order_line_id",
                invoice.id("id"))) {
            Row back = referring(
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
            Billing.countInvoiced(tx, back);
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

    /** Lets the items of a credit note settle the invoice's item at once, as far as it is open. */
    private static void settle(Tx tx, Row item, List<Row> credits) throws SQLException {
        for (Row credit : credits) {
            Cash.apply(tx, credit, item);
        }
    }

    private static Optional<Row> takeUntouchedInvoice(Tx tx) throws SQLException {
        Optional<Row> item = tx.take("ar_items", "status = 'open' and kind = 'invoice'");
        return item.filter(found ->
                found.amount("open_amount").compareTo(found.amount("original")) == 0 && !found.has("trading_company"));
    }

    private static Row invoiceOf(Tx tx, Row item) throws SQLException {
        return tx.get("select * from erp.customer_invoices where id = ?", item.id("customer_invoice_id"));
    }

    private static Row firstLine(Tx tx, Row item) throws SQLException {
        return tx.get(
                "select * from erp.customer_invoice_lines where customer_invoice_id = ? order by line_no limit 1",
                item.id("customer_invoice_id"));
    }

    private static void lockShipment(Tx tx, Row invoice) throws SQLException {
        tx.find("select id from erp.shipments where id = ? for no key update", invoice.value("shipment_id"));
    }

    private static Row referring(Row line, Row credited) {
        return line.set("sales_order_line_id", credited.id("sales_order_line_id"))
                .set("shipment_line_id", credited.value("shipment_line_id"))
                .set("credits_invoice_id", credited.id("customer_invoice_id"))
                .set("credits_line_no", credited.number("line_no"));
    }

    private static Row open(Tx tx, Row item, String reason) throws SQLException {
        Row invoice = invoiceOf(tx, item);
        Row credit = Billing.open(tx, invoice, "credit_note", reason);
        tx.insert("customer_invoices", credit);
        return credit;
    }
}
