package yecai.hub.demo.erp.sales;

import java.math.BigDecimal;
import java.sql.SQLException;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.engine.Voucher;

/** Shipments as the ERP records them: head, lines, stock movements, voucher. */
final class ShipmentDocument {
    private ShipmentDocument() {}

    static Row open(Tx tx, Row order, String plant, String kind) throws SQLException {
        String company = order.text("company");
        long id = tx.id();
        Row shipment = Row.of("id", id, "number", Tx.number("DN", company, id), "company", company, "plant", plant)
                .set("sales_order_id", order.id("id"))
                .set("shipment_kind", kind)
                .set("ship_date", tx.today)
                .set("posting_date", tx.postingDate)
                .set("period", tx.period())
                .set("customer", order.text("customer"))
                .set("trading_company", order.text("trading_company"))
                .set("currency", order.text("currency"))
                .set("functional_currency", tx.masters.currencyOf(company))
                .set("exchange_rate", tx.masters.rate(order.text("currency"), tx.masters.currencyOf(company), tx.today))
                .set("status", "draft")
                .set("billing_status", "none")
                .set("queue_no", tx.queueNumber());
        tx.insert("shipments", shipment);
        return shipment;
    }

    static void close(Tx tx, Row shipment, String billingStatus) throws SQLException {
        tx.update(
                "update erp.shipments set status = 'shipped', billing_status = ? where id = ?",
                billingStatus,
                shipment.id("id"));
    }

    static Voucher cogs(Tx tx, Row shipment) {
        return tx.voucher(
                        shipment.text("company"), "goods_issue", shipment.text("number"), "shipment", shipment.id("id"))
                .customer(shipment.text("customer"), shipment.text("trading_company"));
    }

    /** The columns of a shipment line that follow from its order line; quantity is negative for returns. */
    static Row lineOf(Tx tx, Row shipment, int lineNo, Row orderLine, BigDecimal quantity) throws SQLException {
        BigDecimal net = Money.times(quantity, orderLine.amount("unit_price"));
        return Row.of("id", tx.id(), "shipment_id", shipment.id("id"), "line_no", lineNo)
                .set("sales_order_line_id", orderLine.id("id"))
                .set("material", orderLine.text("material"))
                .set("uom", orderLine.text("uom"))
                .set("quantity", quantity)
                .set("unit_price", orderLine.amount("unit_price"))
                .set("tax_rate", orderLine.amount("tax_rate"))
                .set("net", net)
                .set("tax", Money.times(net, orderLine.amount("tax_rate")));
    }

    /** The movement of a shipment line; locations and kind are the caller's. */
    static Row moveOf(Row shipment, Row line, String kind, String from, String to) {
        return Row.of("company", shipment.text("company"), "plant", shipment.text("plant"))
                .set("doc_type", "delivery")
                .set("doc_no", shipment.text("number"))
                .set("line_no", line.number("line_no"))
                .set("move_kind", kind)
                .set("material", line.text("material"))
                .set("from_location", from)
                .set("to_location", to)
                .set("quantity", line.amount("quantity").abs())
                .set("uom", line.text("uom"))
                .set("sales_order_line_id", line.id("sales_order_line_id"))
                .set("shipment_line_id", line.id("id"))
                .set("customer", shipment.text("customer"))
                .set("supplier", null);
    }
}
