package yecai.hub.demo.erp;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Supplier invoices and payments. */
final class Paying {
    private Paying() {}

    /** Enters the supplier's invoice for a goods receipt; its price may differ from the order's. */
    static boolean invoice(Tx tx) throws SQLException {
        Optional<Row> found = tx.take(
                "goods_receipts",
                "status = 'posted' and billing_status = 'open' and reversed_by_id is null and reverses_id is null");
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
                        .set("supplier", receipt.text("supplier"))
                        .set("trading_company", order.text("trading_company"))
                        .set("goods_receipt_id", receipt.id("id"))
                        .set("invoice_date", tx.today)
                        .set("posting_date", tx.postingDate)
                        .set("period", tx.period())
                        .set("currency", currency)
                        .set("functional_currency", tx.masters.currencyOf(company))
                        .set("status", "draft")
                        .set("due_date", tx.today.plusDays(30))
                        .set("queue_no", tx.queueNumber()));
        int percent = tx.chance(20) ? 97 + tx.random.nextInt(7) : 100;
        BigDecimal net = Money.ZERO;
        BigDecimal tax = Money.ZERO;
        BigDecimal functional = Money.ZERO;
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
            tx.insert(
                    "supplier_invoice_lines",
                    Row.of("id", tx.id(), "supplier_invoice_id", id, "line_no", line.number("line_no"))
                            .set("goods_receipt_line_id", line.id("id"))
                            .set("material", line.text("material"))
                            .set("quantity", line.amount("quantity"))
                            .set("unit_price", price)
                            .set("net", lineNet)
                            .set("tax", lineTax)
                            .set("net_functional", lineFunctional));
            tx.update(
                    "update erp.purchase_order_lines set invoiced_quantity = invoiced_quantity + ? where id = ?",
                    line.amount("quantity"),
                    line.id("purchase_order_line_id"));
            net = net.add(lineNet);
            tax = tax.add(lineTax);
            functional = functional.add(lineFunctional);
        }
        BigDecimal taxFunctional = tx.functional(tax, currency, company);
        BigDecimal gross = net.add(tax);
        BigDecimal grossFunctional = functional.add(taxFunctional);
        tx.update("""
                update erp.supplier_invoices
                set status = 'posted', net = ?, tax = ?, gross = ?, gross_functional = ?, open_amount = ?, open_functional = ?
                where id = ?
                """, net, tax, gross, grossFunctional, gross, grossFunctional, id);
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

    /** Pays a supplier invoice, whole or half. */
    static boolean pay(Tx tx) throws SQLException {
        Optional<Row> found = tx.take("supplier_invoices", "status = 'posted' and open_amount > 0");
        if (found.isEmpty()) {
            return false;
        }
        Row invoice = found.get();
        String company = invoice.text("company");
        String currency = invoice.text("currency");
        BigDecimal open = invoice.amount("open_amount");
        BigDecimal amount = tx.chance(15) ? Money.percent(open, 50).max(Money.of("0.01")) : open;
        BigDecimal given = amount.compareTo(open) == 0
                ? invoice.amount("open_functional")
                : Money.share(invoice.amount("open_functional"), amount, open);
        BigDecimal worth = tx.functional(amount, currency, company);
        long id = tx.id();
        String number = Tx.number("PY", company, id);
        String bank = "B" + company + "-" + currency;
        tx.insert(
                "supplier_payments",
                Row.of("id", id, "number", number, "company", company)
                        .set("supplier", invoice.text("supplier"))
                        .set("supplier_invoice_id", invoice.id("id"))
                        .set("bank_account", bank)
                        .set("posting_date", tx.postingDate)
                        .set("period", tx.period())
                        .set("currency", currency)
                        .set("amount", amount)
                        .set("amount_functional", worth));
        tx.update("""
                update erp.supplier_invoices
                set open_amount = open_amount - ?, open_functional = open_functional - ? where id = ?
                """, amount, given, invoice.id("id"));
        Bank.book(tx, bank, "payment", number, amount.negate(), worth.negate());
        tx.voucher(company, "supplier_payment", number, "supplier_payment", id)
                .supplier(invoice.text("supplier"), invoice.text("trading_company"))
                .line("2202", given, currency, amount)
                .line("1002", worth.negate(), currency, amount.negate())
                .line("6603", worth.subtract(given))
                .post();
        return true;
    }

    /** Sends a receipt back to the supplier before it is invoiced, at the value with which it came. */
    static boolean reverseReceipt(Tx tx) throws SQLException {
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
