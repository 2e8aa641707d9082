package yecai.hub.demo.erp;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.production.Subcontracting;
import yecai.hub.demo.erp.purchasing.GoodsReceipt;
import yecai.hub.demo.erp.purchasing.Purchasing;
import yecai.hub.demo.erp.sales.DropShipping;

/** What comes for a purchase order, of whichever kind: goods for stock, subcontracted work, a drop shipment. */
final class Receiving {
    private Receiving() {}

    /** Receives goods or services of a purchase order, whole or a part. */
    static boolean receive(Tx tx) throws SQLException {
        Optional<Row> found = tx.take("purchase_orders", "status = 'released' and order_kind <> 'intercompany'");
        if (found.isEmpty()) {
            return false;
        }
        Row order = found.get();
        boolean part = order.text("order_kind").equals("stock") && tx.chance(20);
        GoodsReceipt receipt = new GoodsReceipt(tx, order);
        List<Row> lines = tx.list("""
                select * from erp.purchase_order_lines
                where purchase_order_id = ? and received_quantity < quantity order by line_no
                """, order.id("id"));
        switch (order.text("order_kind")) {
            case "subcontract" -> Subcontracting.receive(tx, receipt, lines);
            case "drop_shipment" -> DropShipping.receive(tx, receipt, lines);
            default -> Purchasing.receiveStock(tx, receipt, lines, part);
        }
        receipt.post();
        return true;
    }
}
