package yecai.hub.demo.erp.production;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.purchasing.GoodsReceipt;
import yecai.hub.demo.erp.purchasing.Purchasing;

/** Work that a supplier does on our material. */
public final class Subcontracting {
    private Subcontracting() {}

    static void order(Tx tx, Row productionOrder, BigDecimal price) throws SQLException {
        String plant = productionOrder.text("plant");
        String company = productionOrder.text("company");
        BigDecimal cost = price.multiply(tx.masters.rate("CNY", tx.masters.currencyOf(company), tx.today));
        Row supplier = tx.masters.partners().supplier(company, tx.random);
        Purchasing.order(
                tx,
                plant,
                supplier,
                supplier.text("currency"),
                "subcontract",
                List.of(new Purchasing.Wanted(
                        productionOrder.text("material"),
                        productionOrder.text("uom"),
                        productionOrder.amount("planned_quantity"),
                        productionOrder.id("id"),
                        null,
                        Purchasing.offer(tx, company, supplier, cost))));
    }

    /** The work comes back: its price becomes a cost of the production order. */
    public static void receive(Tx tx, GoodsReceipt receipt, List<Row> lines) throws SQLException {
        for (Row line : lines) {
            Row order = tx.get(
                    "select * from erp.production_orders where id = ? for no key update",
                    line.id("production_order_id"));
            BigDecimal quantity = line.amount("quantity").subtract(line.amount("received_quantity"));
            BigDecimal value = receipt.add(line, quantity);
            CostSheet sheet = CostSheet.within(tx, order, "subcontract_receipt", receipt.number(), receipt.voucher());
            sheet.bookDebit(
                    "subcontract",
                    "activity",
                    value,
                    CostSheet.details(line.text("material"), quantity, line.text("uom")));
            sheet.post();
            tx.update("update erp.production_orders set stage = 'output' where id = ?", order.id("id"));
        }
    }
}
