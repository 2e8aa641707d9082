package yecai.hub.demo.erp.sales;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Stock.Place;
import yecai.hub.demo.erp.engine.Tx;

/** Goods that come back, and shipments that were a mistake. */
public final class Returns {
    private Returns() {}

    /** A customer sends a part of a billed shipment back; it will be credited by quantity. */
    public static boolean takeBack(Tx tx) throws SQLException {
        Optional<Row> found = tx.take(
                "shipments",
                "billing_status = 'billed' and shipment_kind = 'shipment' and status = 'accepted' and trading_company is null");
        if (found.isEmpty()) {
            return false;
        }
        Optional<Row> line = tx.find("""
                select * from erp.shipment_lines
                where shipment_id = ? and quantity > returned_quantity and invoiced_quantity = quantity
                order by line_no limit 1
                """, found.get().id("id"));
        if (line.isEmpty()) {
            return false;
        }
        Row order = tx.get(
                "select * from erp.sales_orders where id = ?", found.get().id("sales_order_id"));
        Row orderLine = lockOrderLine(tx, line.get());
        BigDecimal back = tx.quantity(1, 3)
                .min(line.get().amount("quantity").subtract(line.get().amount("returned_quantity")));
        Place place = Shipping.place(tx, orderLine);
        tx.stock.lock(List.of(place));
        Row shipment = ShipmentDocument.open(tx, order, found.get().text("plant"), "return");
        Row returned = ShipmentDocument.lineOf(tx, shipment, 1, orderLine, back.negate());
        tx.insert("shipment_lines", returned);
        tx.update(
                "update erp.shipment_lines set returned_quantity = returned_quantity + ? where id = ?",
                back,
                line.get().id("id"));
        tx.update(
                "update erp.sales_order_lines set shipped_quantity = shipped_quantity - ? where id = ?",
                back,
                orderLine.id("id"));
        Row original = moveOf(tx, line.get());
        BigDecimal value =
                Money.share(original.amount("amount"), back, line.get().amount("quantity"));
        tx.stock.move(ShipmentDocument.moveOf(shipment, returned, "return", "CUSTOMER", place.location()), value);
        ShipmentDocument.cogs(tx, shipment)
                .line(tx.masters.material(returned.text("material")).text("stock_account"), value)
                .line("6401", value.negate())
                .post();
        ShipmentDocument.close(tx, shipment, "open");
        tx.update(
                "update erp.shipments set delivered_date = ?, accepted_date = ?, status = 'accepted' where id = ?",
                tx.today,
                tx.today,
                shipment.id("id"));
        return true;
    }

    /** Reverses a shipment that was posted by mistake: everything comes back at the value with which it left. */
    public static boolean reverseShipment(Tx tx) throws SQLException {
        Optional<Row> found = tx.take(
                "shipments",
                "status = 'shipped' and billing_status = 'open' and shipment_kind = 'shipment' and trading_company is null");
        if (found.isEmpty()) {
            return false;
        }
        Row shipment = found.get();
        Row order =
                tx.get("select * from erp.sales_orders where id = ? for no key update", shipment.id("sales_order_id"));
        List<Row> lines =
                tx.list("select * from erp.shipment_lines where shipment_id = ? order by line_no", shipment.id("id"));
        if (lines.stream().anyMatch(line -> !Money.isZero(line.amount("invoiced_quantity")))) {
            return false;
        }
        Selling.lockLines(tx, order.id("id"));
        tx.stock.lock(lines.stream()
                .map(line -> new Place(
                        tx.masters.storage(shipment.text("plant"), line.text("material")), line.text("material")))
                .toList());
        Row reversal = ShipmentDocument.open(tx, order, shipment.text("plant"), "shipment");
        for (Row line : lines) {
            reverseLine(tx, reversal, line);
        }
        for (Row journal : tx.list("select * from erp.journals where origin_id = ?", shipment.id("id"))) {
            ShipmentDocument.cogs(tx, reversal).against(tx, journal).post();
        }
        tx.update(
                "update erp.shipments set status = 'reversed', billing_status = 'none', reverses_id = ? where id = ?",
                shipment.id("id"),
                reversal.id("id"));
        tx.update(
                "update erp.shipments set status = 'reversed', billing_status = 'none', reversed_by_id = ? where id = ?",
                reversal.id("id"),
                shipment.id("id"));
        tx.update("update erp.sales_orders set status = 'confirmed' where id = ?", order.id("id"));
        return true;
    }

    private static void reverseLine(Tx tx, Row reversal, Row line) throws SQLException {
        Row orderLine = tx.get("select * from erp.sales_order_lines where id = ?", line.id("sales_order_line_id"));
        Row back = ShipmentDocument.lineOf(
                        tx,
                        reversal,
                        line.number("line_no"),
                        orderLine,
                        line.amount("quantity").negate())
                .set("reverses_id", line.id("id"));
        tx.insert("shipment_lines", back);
        tx.update("update erp.shipment_lines set reversed_by_id = ? where id = ?", back.id("id"), line.id("id"));
        BigDecimal left = orderLine.amount("shipped_quantity").subtract(line.amount("quantity"));
        tx.update(
                "update erp.sales_order_lines set shipped_quantity = ?, status = ? where id = ?",
                left,
                left.signum() > 0 ? "partial" : "open",
                orderLine.id("id"));
        Row original = moveOf(tx, line);
        tx.stock.move(
                ShipmentDocument.moveOf(
                                reversal, back, "return", original.text("to_location"), original.text("from_location"))
                        .set("reverses_id", original.id("id")),
                original.amount("amount"));
    }

    private static Row lockOrderLine(Tx tx, Row shipmentLine) throws SQLException {
        return tx.get(
                "select * from erp.sales_order_lines where id = ? for no key update",
                shipmentLine.id("sales_order_line_id"));
    }

    private static Row moveOf(Tx tx, Row shipmentLine) throws SQLException {
        return tx.get("select * from erp.stock_moves where shipment_line_id = ?", shipmentLine.id("id"));
    }
}
