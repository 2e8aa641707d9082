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

    /** Pays a supplier's invoice in the weeks before it is due, often with others of his, now and then only half of the last one; what is paid early enough, less its discount. */
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
        settle(tx, invoices, parts, discounts(tx, invoices, parts));
        return true;
    }

    /** What is taken off each invoice, and no more paid: its discount, if all of it is paid in time. */
    private static List<BigDecimal> discounts(Tx tx, List<Row> invoices, List<BigDecimal> parts) {
        List<BigDecimal> discounts = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Row invoice = invoices.get(i);
            boolean taken = invoice.has("discount")
                    && !invoice.date("discount_until").isBefore(tx.today)
                    && parts.get(i).compareTo(invoice.amount("gross")) == 0;
            BigDecimal discount = taken ? invoice.amount("discount") : Money.ZERO;
            discounts.add(discount);
            parts.set(i, parts.get(i).subtract(discount));
        }
        return discounts;
    }

    private static void settle(Tx tx, List<Row> invoices, List<BigDecimal> parts, List<BigDecimal> discounts)
            throws SQLException {
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
        BigDecimal discounted = Money.ZERO;
        BigDecimal allocated = Money.ZERO;
        BigDecimal allocatedWorth = Money.ZERO;
        for (int i = 0; i < invoices.size(); i++) {
            allocated = allocated.add(parts.get(i));
            BigDecimal itsWorth = Money.share(worth, allocated, amount).subtract(allocatedWorth);
            allocatedWorth = allocatedWorth.add(itsWorth);
            Settled settled = allocate(tx, invoices.get(i), id, parts.get(i), itsWorth, discounts.get(i));
            given = given.add(settled.given());
            discounted = discounted.add(settled.discount());
        }
        Bank.book(tx, bank, "payment", number, amount.negate(), worth.negate());
        tx.voucher(company, "supplier_payment", number, "supplier_payment", id)
                .supplier(first.text("supplier"), first.text("trading_company"))
                .line("2202", given, currency, amount.add(discounts.stream().reduce(Money.ZERO, BigDecimal::add)))
                .line("1002", worth.negate(), currency, amount.negate())
                .line("6601", discounted.negate())
                .line("6603", worth.add(discounted).subtract(given))
                .post();
    }

    /** What an invoice loses in the books, and how much of that is a discount. */
    private record Settled(BigDecimal given, BigDecimal discount) {}

    /** Takes a part of a payment, and a discount, off an invoice. */
    private static Settled allocate(
            Tx tx, Row invoice, long payment, BigDecimal part, BigDecimal worth, BigDecimal discount)
            throws SQLException {
        BigDecimal whole = part.add(discount);
        BigDecimal open = invoice.amount("open_amount");
        BigDecimal given = whole.compareTo(open) == 0
                ? invoice.amount("open_functional")
                : Money.share(invoice.amount("open_functional"), whole, open);
        BigDecimal discountWorth = Money.share(given, discount, whole);
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
                        .set("discount", discount)
                        .set("discount_functional", discountWorth)
                        .set("exchange_difference", given.subtract(worth).subtract(discountWorth)));
        tx.update("""
                update erp.supplier_invoices
                set open_amount = open_amount - ?, open_functional = open_functional - ? where id = ?
                """, whole, given, invoice.id("id"));
        return new Settled(given, discountWorth);
    }
}
