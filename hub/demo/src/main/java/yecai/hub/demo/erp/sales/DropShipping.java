package yecai.hub.demo.erp.sales;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.purchasing.GoodsReceipt;

/** Goods that go from a supplier straight to a customer: received and shipped in one transaction, never in stock. */
public final class DropShipping {
    private DropShipping() {}

    public static void receive(Tx tx, GoodsReceipt receipt, List<Row> lines) throws SQLException {
        Row first = tx.get(
                "select * from erp.sales_order_lines where id = ?", lines.get(0).id("sales_order_line_id"));
        Row order = tx.get("select * from erp.sales_orders where id = ? for no key update", first.id("sales_order_id"));
        Selling.lockLines(tx, order.id("id"));
        Row shipment = ShipmentDocument.open(tx, order, receipt.plant(), "drop_shipment");
        int lineNo = 0;
        for (Row line : lines) {
            Row orderLine = tx.get("select * from erp.sales_order_lines where id = ?", line.id("sales_order_line_id"));
            BigDecimal quantity = line.amount("quantity").subtract(line.amount("received_quantity"));
            BigDecimal value = receipt.add(line, quantity);
            Row shipped = ShipmentDocument.lineOf(tx, shipment, ++lineNo, orderLine, quantity);
            tx.insert("shipment_lines", shipped);
            tx.update(
                    "update erp.sales_order_lines set shipped_quantity = shipped_quantity + ?, status = 'shipped' where id = ?",
                    quantity,
                    orderLine.id("id"));
            tx.stock.move(ShipmentDocument.moveOf(shipment, shipped, "drop_shipment", "SUPPLIER", "CUSTOMER"), value);
            receipt.voucher().line("6401", value);
        }
        ShipmentDocument.close(tx, shipment, "open");
        tx.update("update erp.sales_orders set status = 'shipped' where id = ?", order.id("id"));
    }
}
