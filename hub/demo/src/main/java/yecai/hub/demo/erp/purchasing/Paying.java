package yecai.hub.demo.erp.purchasing;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.finance.Bank;

/** Supplier invoices and payments. */
public final class Paying {
    private Paying() {}

    /** Pays a supplier invoice, whole or half. */
    public static boolean pay(Tx tx) throws SQLException {
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
}
