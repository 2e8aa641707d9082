package yecai.hub.demo.erp;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;

/** Goods that go from a supplier straight to a customer: received and shipped in one transaction, never in stock. */
final class DropShipping {
    private DropShipping() {}

    static void receive(Tx tx, GoodsReceipt receipt, List<Row> lines) throws SQLException {
        Row first = tx.get(
                "select * from erp.sales_order_lines where id = ?", lines.get(0).id("sales_order_line_id"));
        Row order = tx.get("select * from erp.sales_orders where id = ? for no key update", first.id("sales_order_id"));
        Selling.lockLines(tx, order.id("id"));
        Row shipment = Shipping.open(tx, order, receipt.plant(), "drop_shipment");
        int lineNo = 0;
        for (Row line : lines) {
            Row orderLine = tx.get("select * from erp.sales_order_lines where id = ?", line.id("sales_order_line_id"));
            BigDecimal quantity = line.amount("quantity").subtract(line.amount("received_quantity"));
            BigDecimal value = receipt.add(line, quantity);
            Row shipped = Shipping.lineOf(tx, shipment, ++lineNo, orderLine, quantity);
            tx.insert("shipment_lines", shipped);
            tx.update(
                    "update erp.sales_order_lines set shipped_quantity = shipped_quantity + ?, status = 'shipped' where id = ?",
                    quantity,
                    orderLine.id("id"));
            tx.stock.move(Shipping.moveOf(shipment, shipped, "drop_shipment", "SUPPLIER", "CUSTOMER"), value);
            receipt.voucher().line("6401", value);
        }
        Shipping.close(tx, shipment, "open");
        tx.update("update erp.sales_orders set status = 'shipped' where id = ?", order.id("id"));
    }
}
