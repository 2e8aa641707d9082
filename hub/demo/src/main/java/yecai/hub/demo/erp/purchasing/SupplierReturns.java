package yecai.hub.demo.erp.purchasing;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Reversal;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Stock;
import yecai.hub.demo.erp.engine.Tx;

/** Goods that go back to the supplier. */
public final class SupplierReturns {
    private SupplierReturns() {}

    /** Sends a receipt back to the supplier before it is invoiced, at the value with which it came. */
    public static boolean reverseReceipt(Tx tx) throws SQLException {
        Optional<Row> found = tx.take(
                "goods_receipts",
                "status = 'posted' and billing_status = 'open' and reversed_by_id is null and reverses_id is null");
        if (found.isEmpty()) {
            return false;
        }
        Row receipt = found.get();
        Row order = tx.get(
                "select * from erp.purchase_orders where id = ? for no key update", receipt.id("purchase_order_id"));
        if (!order.text("order_kind").equals("stock")) {
            return false;
        }
        List<Row> moves =
                tx.list("select * from erp.stock_moves where doc_no = ? order by line_no", receipt.text("number"));
        tx.stock.lock(moves.stream()
                .map(move -> new Stock.Place(move.text("to_location"), move.text("material")))
                .toList());
        for (Row move : moves) {
            if (!tx.stock.canGive(
                    new Stock.Place(move.text("to_location"), move.text("material")),
                    move.amount("base_quantity"),
                    move.amount("amount"))) {
                return false;
            }
        }
        long id = tx.id();
        Row reversal = Row.of("id", id, "number", Tx.number("GR", receipt.text("company"), id))
                .set("company", receipt.text("company"))
                .set("plant", receipt.text("plant"))
                .set("supplier", receipt.text("supplier"))
                .set("purchase_order_id", receipt.id("purchase_order_id"))
                .set("receipt_date", tx.today)
                .set("posting_date", tx.postingDate)
                .set("period", tx.period())
                .set("status", "posted")
                .set("billing_status", "billed")
                .set("amount", receipt.amount("amount").negate())
                .set("reverses_id", receipt.id("id"))
                .set("queue_no", tx.queueNumber());
        tx.insert("goods_receipts", reversal);
        for (Row line : tx.list(
                "select * from erp.goods_receipt_lines where goods_receipt_id = ? order by line_no",
                receipt.id("id"))) {
            tx.insert(
                    "goods_receipt_lines",
                    Row.of("id", tx.id(), "goods_receipt_id", id, "line_no", line.number("line_no"))
                            .set("purchase_order_line_id", line.id("purchase_order_line_id"))
                            .set("material", line.text("material"))
                            .set("uom", line.text("uom"))
                            .set("quantity", line.amount("quantity").negate())
                            .set("unit_price", line.amount("unit_price"))
                            .set("amount", line.amount("amount").negate()));
            tx.update(
                    "update erp.purchase_order_lines set received_quantity = received_quantity - ? where id = ?",
                    line.amount("quantity"),
                    line.id("purchase_order_line_id"));
        }
        for (Row move : moves) {
            tx.stock.move(Reversal.of(move, "goods_receipt", reversal.text("number"), "return"), move.amount("amount"));
        }
        tx.update(
                "update erp.goods_receipts set reversed_by_id = ?, billing_status = 'billed' where id = ?",
                id,
                receipt.id("id"));
        tx.update("update erp.purchase_orders set status = 'released' where id = ?", receipt.id("purchase_order_id"));
        Row journal = tx.get("select * from erp.journals where origin_id = ?", receipt.id("id"));
        tx.voucher(receipt.text("company"), "goods_receipt", reversal.text("number"), "goods_receipt", id)
                .supplier(receipt.text("supplier"), order.text("trading_company"))
                .against(tx, journal)
                .post();
        return true;
    }
}
