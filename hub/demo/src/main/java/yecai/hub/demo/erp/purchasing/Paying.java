package yecai.hub.demo.erp.purchasing;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.finance.Bank;

/** Payments to suppliers. */
public final class Paying {
    private static final int DAYS_BEFORE_DUE = 25;

    private Paying() {}

    /** Pays a supplier's invoice in the weeks before it is due, often with others of his, now and then only half of the last one. */
    public static boolean pay(Tx tx) throws SQLException {
        Optional<Row> found = tx.take(
                "supplier_invoices",
                "status = 'posted' and open_amount > 0 and due_date <= ?",
                tx.today.plusDays(DAYS_BEFORE_DUE));
        if (found.isEmpty()) {
            return false;
        }
        List<Row> invoices = new ArrayList<>(List.of(found.get()));
        if (tx.chance(60)) {
            invoices.addAll(tx.list(
                    """
                            select * from erp.supplier_invoices
                            where status = 'posted' and open_amount > 0 and company = ? and supplier = ? and currency = ? and id <> ?
                            order by id limit 3 for no key update skip locked
                            """,
                    found.get().text("company"),
                    found.get().text("supplier"),
                    found.get().text("currency"),
                    found.get().id("id")));
        }
        List<BigDecimal> parts = new ArrayList<>();
        for (Row invoice : invoices) {
            parts.add(invoice.amount("open_amount"));
        }
        if (tx.chance(15)) {
            int last = parts.size() - 1;
            parts.set(last, Money.percent(parts.get(last), 50).max(Money.of("0.01")));
        }
        settle(tx, invoices, parts);
        return true;
    }

    private static void settle(Tx tx, List<Row> invoices, List<BigDecimal> parts) throws SQLException {
        Row first = invoices.get(0);
        String company = first.text("company");
        String currency = first.text("currency");
        BigDecimal amount = parts.stream().reduce(Money.ZERO, BigDecimal::add);
        BigDecimal worth = tx.functional(amount, currency, company);
        long id = tx.id();
        String number = Tx.number("PY", company, id);
        String bank = "B" + company + "-" + currency;
        tx.insert(
                "supplier_payments",
                Row.of("id", id, "number", number, "company", company)
                        .set("supplier", first.text("supplier"))
                        .set("trading_company", first.text("trading_company"))
                        .set("bank_account", bank)
                        .set("payment_date", tx.today)
                        .set("posting_date", tx.postingDate)
                        .set("period", tx.period())
                        .set("currency", currency)
                        .set("functional_currency", first.text("functional_currency"))
                        .set("amount", amount)
                        .set("amount_functional", worth));
        BigDecimal given = Money.ZERO;
        BigDecimal allocated = Money.ZERO;
        BigDecimal allocatedWorth = Money.ZERO;
        for (int i = 0; i < invoices.size(); i++) {
            allocated = allocated.add(parts.get(i));
            BigDecimal itsWorth = Money.share(worth, allocated, amount).subtract(allocatedWorth);
            allocatedWorth = allocatedWorth.add(itsWorth);
            given = given.add(allocate(tx, invoices.get(i), id, parts.get(i), itsWorth));
        }
        Bank.book(tx, bank, "payment", number, amount.negate(), worth.negate());
        tx.voucher(company, "supplier_payment", number, "supplier_payment", id)
                .supplier(first.text("supplier"), first.text("trading_company"))
                .line("2202", given, currency, amount)
                .line("1002", worth.negate(), currency, amount.negate())
                .line("6603", worth.subtract(given))
                .post();
    }

    /** Takes a part of a payment off an invoice, and returns what the invoice loses in the books. */
    private static BigDecimal allocate(Tx tx, Row invoice, long payment, BigDecimal part, BigDecimal worth)
            throws SQLException {
        BigDecimal open = invoice.amount("open_amount");
        BigDecimal given = part.compareTo(open) == 0
                ? invoice.amount("open_functional")
                : Money.share(invoice.amount("open_functional"), part, open);
        tx.insert(
                "ap_allocations",
                Row.of("id", tx.id(), "company", invoice.text("company"), "supplier_payment_id", payment)
                        .set("supplier_invoice_id", invoice.id("id"))
                        .set("allocation_date", tx.today)
                        .set("period", tx.period())
                        .set("currency", invoice.text("currency"))
                        .set("functional_currency", invoice.text("functional_currency"))
                        .set("amount", part)
                        .set("amount_functional", worth)
                        .set("exchange_difference", given.subtract(worth)));
        tx.update("""
                update erp.supplier_invoices
                set open_amount = open_amount - ?, open_functional = open_functional - ? where id = ?
                """, part, given, invoice.id("id"));
        return given;
    }
}
