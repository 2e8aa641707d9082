package yecai.hub.demo.erp.sales;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/** Customer invoices: entered line by line as drafts, then posted with open items and a voucher. */
public final class Billing {
    private Billing() {}

    /** Bills a shipment, or credits a return; wholly or in part; now and then the draft is left for later. */
    public static boolean billShipment(Tx tx) throws SQLException {
        Optional<Row> found = tx.take("shipments", "billing_status = 'open'");
        if (found.isEmpty()) {
            return false;
        }
        Row shipment = found.get();
        List<Row> lines = tx.list("""
                select * from erp.shipment_lines where shipment_id = ? and quantity <> invoiced_quantity
                order by line_no for no key update
                """, shipment.id("id"));
        boolean credit = shipment.text("shipment_kind").equals("return");
        Row order = tx.get("select * from erp.sales_orders where id = ?", shipment.id("sales_order_id"));
        Row invoice = open(tx, order, credit ? "credit_note" : "invoice", credit ? "quantity" : null)
                .set("shipment_id", shipment.id("id"));
        tx.insert("customer_invoices", invoice);
        boolean part = !credit && tx.chance(15);
        int lineNo = 0;
        for (Row line : part ? lines.subList(0, 1) : lines) {
            BigDecimal left = line.amount("quantity").subtract(line.amount("invoiced_quantity"));
            BigDecimal quantity = part ? left.divide(Money.of(2), 0, RoundingMode.UP) : left;
            addLine(tx, invoice, ++lineNo, line, line.id("sales_order_line_id"), line.id("id"), quantity);
        }
        if (tx.chance(8)) {
            tx.update("update erp.shipments set billing_status = 'draft' where id = ?", shipment.id("id"));
        } else {
            InvoicePosting.post(tx, invoice);
        }
        return true;
    }

    public static boolean postDraft(Tx tx) throws SQLException {
        Optional<Row> draft = tx.take("customer_invoices", "status = 'draft'");
        if (draft.isPresent()) {
            tx.find(
                    "select id from erp.shipments where id = ? for no key update",
                    draft.get().value("shipment_id"));
            InvoicePosting.post(tx, draft.get());
        }
        return draft.isPresent();
    }

    /** Bills an order line before anything of it has left. */
    public static boolean billAhead(Tx tx) throws SQLException {
        Optional<Row> order = tx.take("sales_orders", "order_kind = 'standard' and status = 'confirmed'");
        if (order.isEmpty()) {
            return false;
        }
        Optional<Row> line = Selling.lockLines(tx, order.get().id("id")).stream()
                .filter(candidate ->
                        candidate.text("status").equals("open") && Money.isZero(candidate.amount("invoiced_quantity")))
                .findFirst();
        if (line.isEmpty()) {
            return false;
        }
        Row invoice = open(tx, order.get(), "invoice", null);
        tx.insert("customer_invoices", invoice);
        addLine(
                tx,
                invoice,
                1,
                line.get(),
                line.get().id("id"),
                null,
                line.get().amount("quantity"));
        InvoicePosting.post(tx, invoice);
        return true;
    }

    static Row open(Tx tx, Row order, String docType, String reason) throws SQLException {
        String company = order.text("company");
        long id = tx.id();
        return Row.of("id", id, "company", company, "doc_type", docType)
                .set("number", Tx.number(docType.equals("invoice") ? "IV" : "CN", company, id))
                .set("invoice_date", tx.today)
                .set("posting_date", tx.postingDate)
                .set("period", tx.period())
                .set("customer", order.text("customer"))
                .set("trading_company", order.text("trading_company"))
                .set("payment_term", order.text("payment_term"))
                .set("currency", order.text("currency"))
                .set("functional_currency", tx.masters.currencyOf(company))
                .set("exchange_rate", tx.masters.rate(order.text("currency"), tx.masters.currencyOf(company), tx.today))
                .set("status", "draft")
                .set("reason", reason)
                .set("queue_no", tx.queueNumber());
    }

    static Row addLine(
            Tx tx, Row invoice, int lineNo, Row priced, long orderLine, Long shipmentLine, BigDecimal quantity)
            throws SQLException {
        BigDecimal net = Money.times(quantity, priced.amount("unit_price"));
        Row line = line(tx, invoice, lineNo, priced, net)
                .set("sales_order_line_id", orderLine)
                .set("shipment_line_id", shipmentLine)
                .set("quantity", quantity);
        insertLine(tx, invoice, line);
        return line;
    }

    static Row line(Tx tx, Row invoice, int lineNo, Row priced, BigDecimal net) throws SQLException {
        BigDecimal tax = Money.times(net, priced.amount("tax_rate"));
        BigDecimal rate = invoice.amount("exchange_rate");
        BigDecimal netFunctional = Money.times(net, rate);
        BigDecimal taxFunctional = Money.times(tax, rate);
        return Row.of("id", tx.id(), "customer_invoice_id", invoice.id("id"), "line_no", lineNo)
                .set("material", priced.text("material"))
                .set("uom", priced.text("uom"))
                .set("unit_price", priced.amount("unit_price"))
                .set("tax_rate", priced.amount("tax_rate"))
                .set("net", net)
                .set("tax", tax)
                .set("gross", net.add(tax))
                .set("net_functional", netFunctional)
                .set("tax_functional", taxFunctional)
                .set("gross_functional", netFunctional.add(taxFunctional))
                .set("account", "6001");
    }

    static void insertLine(Tx tx, Row invoice, Row line) throws SQLException {
        tx.insert("customer_invoice_lines", line);
        tx.update(
                """
                update erp.customer_invoices
                set net = net + ?, tax = tax + ?, gross = gross + ?, net_functional = net_functional + ?,
                    tax_functional = tax_functional + ?, gross_functional = gross_functional + ?,
                    line_count = line_count + 1
                where id = ?
                """,
                line.amount("net"),
                line.amount("tax"),
                line.amount("gross"),
                line.amount("net_functional"),
                line.amount("tax_functional"),
                line.amount("gross_functional"),
                invoice.id("id"));
    }
}
