package yecai.hub.demo.erp.production;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Set;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.engine.Voucher;

/**
 * What one transaction posts to a production order whose row is locked: cost bookings, the order's stored totals, and a
 * voucher against work in progress.
 */
final class CostSheet {
    static final String WIP = "5001";
    private static final Set<String> DEBITS = Set.of("issue", "activity", "absorption", "revaluation");

    private final Tx tx;
    private final Row order;
    private final String docType;
    private final String docNo;
    private final Voucher voucher;
    private final boolean ownsVoucher;
    private BigDecimal cost = Money.ZERO;
    private BigDecimal wip = Money.ZERO;
    private int lineNo;

    CostSheet(Tx tx, Row order, String docType) throws SQLException {
        this(tx, order, docType, Tx.number("MD", order.text("company"), tx.id()));
    }

    private CostSheet(Tx tx, Row order, String docType, String docNo) {
        this(
                tx,
                order,
                docType,
                docNo,
                tx.voucher(order.text("company"), docType, docNo, "production_order", order.id("id")),
                true);
    }

    private CostSheet(Tx tx, Row order, String docType, String docNo, Voucher voucher, boolean ownsVoucher) {
        this.tx = tx;
        this.order = order;
        this.docType = docType;
        this.docNo = docNo;
        this.voucher = voucher;
        this.ownsVoucher = ownsVoucher;
    }

    /** A sheet for costs that another document brings; that document posts the voucher and credits the counterpart. */
    static CostSheet within(Tx tx, Row order, String docType, String docNo, Voucher voucher) {
        return new CostSheet(tx, order, docType, docNo, voucher, false);
    }

    String docNo() {
        return docNo;
    }

    Row order() {
        return order;
    }

    Voucher voucher() {
        return voucher;
    }

    /** Books a cost and its counterpart in the ledger. Material, quantity, unit and cost center come in the details. */
    void book(String element, String kind, BigDecimal amount, String counterAccount, Row details) throws SQLException {
        bookDebit(element, kind, amount, details);
        voucher.line(counterAccount, amount.negate());
    }

    /** Books a cost whose counterpart the caller posts. */
    void bookDebit(String element, String kind, BigDecimal amount, Row details) throws SQLException {
        enter(element, kind, kind, amount, details);
        voucher.line(WIP, amount);
    }

    /** Books the opposite of an earlier cost. */
    void reverse(Row booking, String counterAccount) throws SQLException {
        BigDecimal amount = booking.amount("amount").negate();
        BigDecimal quantity = booking.amount("quantity");
        long id = enter(
                booking.text("element"),
                "reversal",
                booking.text("entry_kind"),
                amount,
                details(booking.text("material"), quantity == null ? null : quantity.negate(), booking.text("uom"))
                        .set("cost_center", booking.text("cost_center"))
                        .set("reverses_id", booking.id("id")));
        tx.update("update erp.cost_bookings set reversed_by_id = ? where id = ?", id, booking.id("id"));
        voucher.line(WIP, amount).line(counterAccount, amount.negate());
    }

    static Row details(String material, BigDecimal quantity, String uom) {
        return Row.of("material", material, "quantity", quantity, "uom", uom);
    }

    static Row activity(String costCenter, BigDecimal hours) {
        return Row.of("quantity", hours, "uom", "H", "cost_center", costCenter);
    }

    /** The number of the line booked last. */
    int lineNo() {
        return lineNo;
    }

    /** Updates the order's stored cost and work in progress and posts the voucher. */
    void post() throws SQLException {
        tx.update(
                "update erp.production_orders set actual_cost = actual_cost + ?, wip = wip + ? where id = ?",
                cost,
                wip,
                order.id("id"));
        if (ownsVoucher) {
            voucher.post();
        }
    }

    private long enter(String element, String kind, String effectiveKind, BigDecimal amount, Row details)
            throws SQLException {
        long id = tx.id();
        BigDecimal quantity = (BigDecimal) details.values().get("quantity");
        tx.insert(
                "cost_bookings",
                Row.of("id", id, "company", order.text("company"), "plant", order.text("plant"))
                        .set("production_order_id", order.id("id"))
                        .set("production_order_no", order.text("number"))
                        .set("doc_type", docType)
                        .set("doc_no", docNo)
                        .set("line_no", ++lineNo)
                        .set("doc_date", tx.today)
                        .set("posting_date", tx.postingDate)
                        .set("period", tx.period())
                        .set("element", element)
                        .set("entry_kind", kind)
                        .set("currency", order.text("currency"))
                        .set("amount", amount)
                        .set("unit_cost", quantity == null ? null : Money.unitCost(amount, quantity))
                        .with(details));
        wip = wip.add(amount);
        if (DEBITS.contains(effectiveKind)) {
            cost = cost.add(amount);
        }
        return id;
    }
}
