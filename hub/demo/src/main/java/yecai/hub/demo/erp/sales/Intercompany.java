package yecai.hub.demo.erp.sales;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Stock;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.purchasing.GoodsReceipt;
import yecai.hub.demo.erp.purchasing.Purchasing;

/** Trade within the group: one company's sales order is another's purchase order, and so on down the line. */
public final class Intercompany {
    private Intercompany() {}

    public static boolean order(Tx tx) throws SQLException {
        String seller = tx.pick(tx.masters.companyCodes());
        String buyer = tx.pick(tx.masters.companyCodes());
        if (seller.equals(buyer)) {
            return false;
        }
        List<Row> lines = Selling.order(tx, seller, tx.masters.partners().groupCustomer(buyer), "intercompany", true);
        String plant = tx.pick(tx.masters.plantCodes().stream()
                .filter(code -> tx.masters.companyOf(code).equals(buyer))
                .toList());
        long salesOrder = lines.get(0).id("sales_order_id");
        Row customer = tx.masters.partners().groupCustomer(buyer);
        Row order = Purchasing.order(
                tx,
                plant,
                tx.masters.partners().groupSupplier(seller),
                customer.text("currency"),
                "intercompany",
                wanted(lines));
        tx.update("update erp.sales_orders set partner_order_id = ? where id = ?", order.id("id"), salesOrder);
        return true;
    }

    /** The seller ships all of it; the buyer receives it in the same transaction. */
    public static boolean ship(Tx tx) throws SQLException {
        Optional<Row> found = tx.take("sales_orders", "order_kind = 'intercompany' and status = 'confirmed'");
        if (found.isEmpty()) {
            return false;
        }
        Row order = found.get();
        Row purchase = tx.get(
                "select * from erp.purchase_orders where id = ? for no key update", order.id("partner_order_id"));
        List<Row> lines = tx.list(
                "select * from erp.purchase_order_lines where purchase_order_id = ? order by line_no",
                purchase.id("id"));
        tx.stock.expect(lines.stream()
                .map(line -> new Stock.Place(
                        tx.masters.storage(purchase.text("plant"), line.text("material")), line.text("material")))
                .toList());
        if (Shipping.ship(tx, order, true).isEmpty()) {
            return Shipping.planMissing(tx, order);
        }
        GoodsReceipt receipt = new GoodsReceipt(tx, purchase);
        Purchasing.receiveStock(tx, receipt, lines, false);
        receipt.post();
        return true;
    }

    private static List<Purchasing.Wanted> wanted(List<Row> lines) {
        return lines.stream()
                .map(line -> new Purchasing.Wanted(
                        line.text("material"),
                        line.text("uom"),
                        line.amount("quantity"),
                        null,
                        line.id("id"),
                        line.amount("unit_price")))
                .toList();
    }
}
