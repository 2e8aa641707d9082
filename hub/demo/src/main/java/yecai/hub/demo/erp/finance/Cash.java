package yecai.hub.demo.erp.finance;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/** Money and acceptance bills from customers, and what they settle. */
public final class Cash {
    private static final BigDecimal CENT = Money.of("0.01");
    private static final String EXCHANGE = "6603";
    private static final List<String[]> DEDUCTIONS = List.of(
            new String[] {"discount", "6601"}, new String[] {"withholding", "2222"}, new String[] {"write_off", "6701"
            });

    private Cash() {}

    /** A customer pays an item, or several at once; wholly, in part, with a deduction, or too much. */
    public static boolean receive(Tx tx) throws SQLException {
        Optional<Row> found = takeDue(tx, tx.chance(90) ? "invoice" : "retention");
        if (found.isEmpty()) {
            return false;
        }
        Row first = found.get();
        List<Row> items = new ArrayList<>(List.of(first));
        if (tx.chance(25)) {
            items.addAll(tx.list(
                    """
                    select * from erp.ar_items
                    where status = 'open' and company = ? and customer = ? and currency = ? and kind = 'invoice' and id <> ?
                    order by id limit 2 for no key update skip locked
                    """, first.text("company"), first.text("customer"), first.text("currency"), first.id("id")));
        }
        int how = tx.random.nextInt(100);
        boolean bill = first.text("currency").equals("CNY")
                && first.text("functional_currency").equals("CNY")
                && tx.chance(15);
        if (how < 8 && items.size() == 1) {
            String[] deduction = DEDUCTIONS.get(how % DEDUCTIONS.size());
            deduct(tx, first, deduction[0], deduction[1], Money.percent(first.amount("open_amount"), 2));
        }
        BigDecimal paid = Money.ZERO;
        List<BigDecimal> parts = new ArrayList<>();
        for (Row item : items) {
            BigDecimal open = item.amount("open_amount");
            BigDecimal part =
                    how >= 80 ? Money.percent(open, 30 + tx.random.nextInt(50)).max(CENT) : open;
            parts.add(part);
            paid = paid.add(part);
        }
        BigDecimal surplus = how >= 8 && how < 13 ? Money.of(100 + tx.random.nextInt(900)) : Money.ZERO;
        Receipt receipt = new Receipt(tx, first, bill ? "bill" : "bank", paid.add(surplus));
        for (int i = 0; i < items.size(); i++) {
            receipt.settle(items.get(i), parts.get(i));
        }
        receipt.keep(surplus, "on_account");
        receipt.post();
        return true;
    }

    /** A customer who pays in advance, and has nothing left of the last advance, pays a part of an order. */
    public static boolean prepay(Tx tx) throws SQLException {
        Optional<Row> order = tx.take("sales_orders", """
                order_kind = 'standard' and status = 'confirmed' and payment_term = 'PRE' and not exists (
                    select from erp.ar_items as i
                    where i.status = 'open' and i.company = sales_orders.company and i.customer = sales_orders.customer
                        and i.currency = sales_orders.currency and i.kind = 'prepayment')
                """);
        if (order.isPresent()) {
            BigDecimal amount = Money.percent(order.get().amount("gross"), 30);
            Receipt receipt = new Receipt(tx, order.get(), "bank", amount);
            receipt.keep(amount, "prepayment");
            receipt.post();
        }
        return order.isPresent();
    }

    /** Settles an invoice with what the customer has paid ahead or was credited. */
    public static boolean applyCredit(Tx tx) throws SQLException {
        Optional<Row> found = tx.take(
                "ar_items", "status = 'open' and kind = ?", tx.pick(List.of("prepayment", "on_account", "credit")));
        if (found.isEmpty()) {
            return false;
        }
        Row credit = found.get();
        Optional<Row> item = tx.find("""
                select * from erp.ar_items
                where status = 'open' and company = ? and customer = ? and currency = ? and kind = 'invoice'
                order by id limit 1 for no key update skip locked
                """, credit.text("company"), credit.text("customer"), credit.text("currency"));
        if (item.isPresent()) {
            apply(tx, credit, item.get());
        }
        return item.isPresent();
    }

    /** Settles an item by a credit item; both rows are locked. */
    public static void apply(Tx tx, Row credit, Row item) throws SQLException {
        BigDecimal amount =
                item.amount("open_amount").min(credit.amount("open_amount").negate());
        if (amount.signum() <= 0) {
            return;
        }
        BigDecimal worth = Receivables.functionalPart(credit, amount.negate()).negate();
        Long receipt = credit.values().get("receipt_id") == null ? null : credit.id("receipt_id");
        BigDecimal given = Receivables.allocate(tx, item, amount, worth, receipt, credit.id("id"));
        Receivables.reduce(tx, credit, amount.negate(), worth.negate());
        boolean sameAccount = credit.text("account").equals(item.text("account"));
        if (sameAccount && worth.compareTo(given) == 0) {
            return;
        }
        tx.voucher(item.text("company"), "clearing", item.text("doc_no"), "ar_item", item.id("id"))
                .customer(item.text("customer"), item.text("trading_company"))
                .line(credit.text("account"), worth, item.text("currency"), amount)
                .line(item.text("account"), given.negate(), item.text("currency"), amount.negate())
                .line(EXCHANGE, given.subtract(worth))
                .post();
    }

    static Optional<Row> takeDue(Tx tx, String kind) throws SQLException {
        return tx.find("""
                select * from erp.ar_items where status = 'open' and kind = ? and expected_date <= ?
                order by expected_date, id limit 1 for no key update skip locked
                """, kind, tx.today);
    }

    private static void deduct(Tx tx, Row item, String kind, String account, BigDecimal amount) throws SQLException {
        if (Money.isZero(amount)) {
            return;
        }
        BigDecimal functional = Receivables.functionalPart(item, amount);
        Receivables.adjust(tx, item, kind, amount, functional, null);
        Receivables.reduce(tx, item, amount, functional);
        tx.voucher(item.text("company"), kind, item.text("doc_no"), "ar_item", item.id("id"))
                .customer(item.text("customer"), item.text("trading_company"))
                .line(account, functional, item.text("currency"), amount)
                .line(item.text("account"), functional.negate(), item.text("currency"), amount.negate())
                .post();
    }
}
