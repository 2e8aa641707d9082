package yecai.hub.demo.erp.purchasing;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/** Supplier invoices for goods receipts. */
public final class SupplierInvoices {
    private static final int DAYS_AFTER_RECEIPT = 3;
    private static final int DISCOUNT_DAYS = 10;
    private static final int DISCOUNT_PERCENT = 2;

    private SupplierInvoices() {}

    /** Enters the supplier's invoice for a goods receipt some days after it; its price may differ from the order's. */
    public static boolean invoice(Tx tx) throws SQLException {
        Optional<Row> found = tx.take(
                "goods_receipts",
                "status = 'posted' and billing_status = 'open' and reversed_by_id is null and reverses_id is null"
                        + " and receipt_date <= ?",
                tx.today.minusDays(DAYS_AFTER_RECEIPT));
        if (found.isEmpty()) {
            return false;
        }
        Row receipt = found.get();
        String company = receipt.text("company");
        Row order = tx.get("select * from erp.purchase_orders where id = ?", receipt.id("purchase_order_id"));
        String currency = order.text("currency");
        long id = tx.id();
        String number = Tx.number("SI", company, id);
        tx.insert(
                "supplier_invoices",
                Row.of("id", id, "number", number, "company", company)
                        .set("supplier_number", receipt.text("supplier") + "/" + id)
                        .set("supplier", receipt.text("supplier"))
                        .set("trading_company", order.text("trading_company"))
                        .set("payment_term", order.text("payment_term"))
                        .set("goods_receipt_id", receipt.id("id"))
                        .set("invoice_date", tx.today)
                        .set("posting_date", tx.postingDate)
                        .set("period", tx.period())
                        .set("currency", currency)
                        .set("functional_currency", tx.masters.currencyOf(company))
                        .set("status", "draft")
                        .set(
                                "due_date",
                                tx.today.plusDays(order.text("payment_term").equals("N60") ? 60 : 30))
                        .set("queue_no", tx.queueNumber()));
        int percent = tx.chance(20) ? 97 + tx.random.nextInt(7) : 100;
        BigDecimal net = Money.ZERO;
        BigDecimal tax = Money.ZERO;
        BigDecimal functional = Money.ZERO;
        BigDecimal taxFunctional = Money.ZERO;
        int lines = 0;
        for (Row line : tx.list("""
                select g.*, l.tax_rate from erp.goods_receipt_lines as g
                inner join erp.purchase_order_lines as l on l.id = g.purchase_order_line_id
                where g.goods_receipt_id = ? order by g.line_no
                """, receipt.id("id"))) {
            BigDecimal price =
                    line.amount("unit_price").multiply(Money.of(percent)).movePointLeft(2);
            BigDecimal lineNet = Money.times(line.amount("quantity"), price);
            BigDecimal lineTax = Money.times(lineNet, line.amount("tax_rate"));
            BigDecimal lineFunctional = tx.functional(lineNet, currency, company);
            BigDecimal lineTaxFunctional = tx.functional(lineTax, currency, company);
            tx.insert(
                    "supplier_invoice_lines",
                    Row.of("id", tx.id(), "supplier_invoice_id", id, "line_no", line.number("line_no"))
                            .set("purchase_order_line_id", line.id("purchase_order_line_id"))
                            .set("goods_receipt_line_id", line.id("id"))
                            .set("material", line.text("material"))
                            .set("uom", line.text("uom"))
                            .set("quantity", line.amount("quantity"))
                            .set("unit_price", price)
                            .set("net", lineNet)
                            .set("tax", lineTax)
                            .set("net_functional", lineFunctional)
                            .set("tax_functional", lineTaxFunctional));
            tx.update(
                    "update erp.purchase_order_lines set invoiced_quantity = invoiced_quantity + ? where id = ?",
                    line.amount("quantity"),
                    line.id("purchase_order_line_id"));
            net = net.add(lineNet);
            tax = tax.add(lineTax);
            functional = functional.add(lineFunctional);
            taxFunctional = taxFunctional.add(lineTaxFunctional);
            lines++;
        }
        BigDecimal gross = net.add(tax);
        BigDecimal grossFunctional = functional.add(taxFunctional);
        tx.update("""
                update erp.supplier_invoices
                set status = 'posted', net = ?, tax = ?, gross = ?, net_functional = ?, tax_functional = ?,
                    gross_functional = ?, open_amount = ?, open_functional = ?, line_count = ?
                where id = ?
                """, net, tax, gross, functional, taxFunctional, grossFunctional, gross, grossFunctional, lines, id);
        offerDiscount(tx, id, gross);
        tx.update("update erp.goods_receipts set billing_status = 'billed' where id = ?", receipt.id("id"));
        tx.voucher(company, "supplier_invoice", number, "supplier_invoice", id)
                .supplier(receipt.text("supplier"), order.text("trading_company"))
                .line("2206", receipt.amount("amount"))
                .line("6405", functional.subtract(receipt.amount("amount")))
                .line("2222", taxFunctional, currency, tax)
                .line("2202", grossFunctional.negate(), currency, gross.negate())
                .post();
        return true;
    }

    /** Some suppliers take less from who pays at once. */
    private static void offerDiscount(Tx tx, long invoice, BigDecimal gross) throws SQLException {
        BigDecimal discount = Money.percent(gross, DISCOUNT_PERCENT);
        if (invoice % 4 == 0 && discount.signum() > 0) {
            tx.update(
                    "update erp.supplier_invoices set discount = ?, discount_until = ? where id = ?",
                    discount,
                    tx.today.plusDays(DISCOUNT_DAYS),
                    invoice);
        }
    }
}
