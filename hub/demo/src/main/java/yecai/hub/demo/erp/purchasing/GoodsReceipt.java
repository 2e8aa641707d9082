package yecai.hub.demo.erp.purchasing;

import java.math.BigDecimal;
import java.sql.SQLException;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.engine.Voucher;

/** A goods receipt being entered against a purchase order whose row is locked, valued at the order's price. */
public final class GoodsReceipt {
    private static final String NOT_INVOICED = "2206";

    private final Tx tx;
    private final Row order;
    private final Row row;
    private final Voucher voucher;
    private BigDecimal total = Money.ZERO;
    private int lineNo;

    public GoodsReceipt(Tx tx, Row order) throws SQLException {
        this.tx = tx;
        this.order = order;
        String company = order.text("company");
        long id = tx.id();
        row = Row.of("id", id, "number", Tx.number("GR", company, id), "company", company)
                .set("plant", order.text("plant"))
                .set("supplier", order.text("supplier"))
                .set("purchase_order_id", order.id("id"))
                .set("receipt_date", tx.today)
                .set("posting_date", tx.postingDate)
                .set("period", tx.period())
                .set("status", "draft")
                .set("billing_status", "open")
                .set("queue_no", tx.queueNumber());
        tx.insert("goods_receipts", row);
        voucher = tx.voucher(company, "goods_receipt", row.text("number"), "goods_receipt", id)
                .supplier(order.text("supplier"), order.text("trading_company"));
    }

    public String plant() {
        return order.text("plant");
    }

    public String number() {
        return row.text("number");
    }

    /** The voucher, which the caller debits with what was received. */
    public Voucher voucher() {
        return voucher;
    }

    /** Adds a line and returns its value in the company's currency. */
    public BigDecimal add(Row orderLine, BigDecimal quantity) throws SQLException {
        BigDecimal value = tx.functional(
                Money.times(quantity, orderLine.amount("unit_price")), order.text("currency"), order.text("company"));
        tx.insert(
                "goods_receipt_lines",
                Row.of("id", tx.id(), "goods_receipt_id", row.id("id"), "line_no", ++lineNo)
                        .set("purchase_order_line_id", orderLine.id("id"))
                        .set("material", orderLine.text("material"))
                        .set("uom", orderLine.text("uom"))
                        .set("quantity", quantity)
                        .set("unit_price", orderLine.amount("unit_price"))
                        .set("amount", value));
        tx.update(
                "update erp.purchase_order_lines set received_quantity = received_quantity + ? where id = ?",
                quantity,
                orderLine.id("id"));
        total = total.add(value);
        return value;
    }

    /** The stock movement of the line added last; where it goes is the caller's. */
    Row move(Row orderLine, BigDecimal quantity, String kind) {
        return Row.of("company", row.text("company"), "plant", row.text("plant"))
                .set("doc_type", "goods_receipt")
                .set("doc_no", row.text("number"))
                .set("line_no", lineNo)
                .set("move_kind", kind)
                .set("material", orderLine.text("material"))
                .set("from_location", "SUPPLIER")
                .set("quantity", quantity)
                .set("uom", orderLine.text("uom"))
                .set("supplier", row.text("supplier"));
    }

    public void post() throws SQLException {
        tx.update("update erp.goods_receipts set status = 'posted', amount = ? where id = ?", total, row.id("id"));
        tx.update("""
                update erp.purchase_orders set status = 'received' where id = ? and not exists
                    (select from erp.purchase_order_lines where purchase_order_id = ? and received_quantity < quantity)
                """, order.id("id"), order.id("id"));
        voucher.line(NOT_INVOICED, total.negate()).post();
    }
}
