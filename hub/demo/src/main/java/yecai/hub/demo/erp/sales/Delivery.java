package yecai.hub.demo.erp.sales;

import java.sql.SQLException;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/** What the carrier or the customer reports of shipments. */
public final class Delivery {
    private Delivery() {}

    /** The carrier or the customer reports arrival, then acceptance. */
    public static boolean confirmDelivery(Tx tx) throws SQLException {
        Optional<Row> found = tx.take("shipments", tx.chance(60) ? "status = 'shipped'" : "status = 'delivered'");
        if (found.isEmpty()) {
            return false;
        }
        Row shipment = found.get();
        boolean arrived = shipment.text("status").equals("shipped");
        boolean acceptance = tx.masters
                .company(shipment.text("company"))
                .text("recognition_event")
                .equals("acceptance");
        if (arrived) {
            tx.update(
                    "update erp.shipments set delivered_date = ?, status = ?, accepted_date = ? where id = ?",
                    tx.today,
                    acceptance ? "delivered" : "accepted",
                    acceptance ? null : tx.today,
                    shipment.id("id"));
        } else {
            tx.update(
                    "update erp.shipments set accepted_date = ?, status = 'accepted' where id = ?",
                    tx.today,
                    shipment.id("id"));
        }
        return true;
    }
}
