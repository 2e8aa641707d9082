package yecai.hub.demo.erp.finance;

import java.math.BigDecimal;
import java.sql.SQLException;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/**
 * Open-item accounting. An item keeps original − allocations − adjustments = open, in its own currency and in the
 * company's; what a payment is worth more or less than the booked debt is an exchange difference, an adjustment.
 */
public final class Receivables {
    static final String TRADE = "1122";
    static final String RETENTION = "1124";
    static final String BILLS = "1121";
    static final String ADVANCES = "2203";

    private Receivables() {}

    /** A new item without amounts, from a document that has company, customer, trading_company and currency. */
    public static Row item(Tx tx, Row document, String kind, String number, String account) throws SQLException {
        return Row.of("id", tx.id(), "company", document.text("company"), "kind", kind)
                .set("doc_type", kind)
                .set("doc_no", number)
                .set("line_no", 1)
                .set("doc_date", tx.today)
                .set("posting_date", tx.postingDate)
                .set("period", tx.period())
                .set("customer", document.text("customer"))
                .set("trading_company", document.text("trading_company"))
                .set("account", account)
                .set("currency", document.text("currency"))
                .set("functional_currency", tx.masters.currencyOf(document.text("company")))
                .set("status", "open")
                .set("queue_no", tx.queueNumber());
    }

    public static Row opened(BigDecimal amount, BigDecimal functional) {
        return Row.of(
                "original",
                amount,
                "open_amount",
                amount,
                "original_functional",
                functional,
                "open_functional",
                functional);
    }

    /** What the ledger gives up of an item when a part of it is settled; the rest with the last part. */
    static BigDecimal functionalPart(Row item, BigDecimal amount) {
        return amount.compareTo(item.amount("open_amount")) == 0
                ? item.amount("open_functional")
                : Money.share(item.amount("open_functional"), amount, item.amount("open_amount"));
    }

    /**
     * Settles a part of an item whose row is locked.
     *
     * @param amount in the item's currency, with the item's sign
     * @param worth what the paying side gives, in the company's currency
     * @return what the ledger gives up of the item; the difference to worth is an exchange difference
     */
    public static BigDecimal allocate(
            Tx tx, Row item, BigDecimal amount, BigDecimal worth, Long receipt, Long creditItem) throws SQLException {
        BigDecimal given = functionalPart(item, amount);
        long id = tx.id();
        tx.insert(
                "ar_allocations",
                Row.of("id", id, "company", item.text("company"), "receipt_id", receipt)
                        .set("ar_item_id", item.id("id"))
                        .set("credit_item_id", creditItem)
                        .set("customer_invoice_id", item.value("customer_invoice_id"))
                        .set("allocation_date", tx.today)
                        .set("period", tx.period())
                        .set("currency", item.text("currency"))
                        .set("functional_currency", item.text("functional_currency"))
                        .set("amount", amount)
                        .set("amount_functional", worth));
        BigDecimal difference = given.subtract(worth);
        if (!Money.isZero(difference)) {
            adjust(tx, item, "exchange_difference", Money.ZERO, difference, id);
        }
        reduce(tx, item, amount, given);
        return given;
    }

    /**
     * Adjusts an item; its open amounts are the caller's.
     *
     * @param allocation the allocation to which an exchange difference belongs, else null
     */
    static void adjust(Tx tx, Row item, String kind, BigDecimal amount, BigDecimal functional, Long allocation)
            throws SQLException {
        tx.insert(
                "ar_adjustments",
                Row.of("id", tx.id(), "company", item.text("company"), "kind", kind)
                        .set("doc_type", item.text("doc_type"))
                        .set("doc_no", item.text("doc_no"))
                        .set("doc_date", tx.today)
                        .set("posting_date", tx.postingDate)
                        .set("period", tx.period())
                        .set("ar_item_id", item.id("id"))
                        .set("ar_allocation_id", allocation)
                        .set("customer_invoice_id", item.value("customer_invoice_id"))
                        .set("currency", item.text("currency"))
                        .set("functional_currency", item.text("functional_currency"))
                        .set("amount", amount)
                        .set("amount_functional", functional));
    }

    /** Takes amounts off an item's open amounts; keeps the row in hand up to date. */
    public static void reduce(Tx tx, Row item, BigDecimal amount, BigDecimal functional) throws SQLException {
        item.set("open_amount", item.amount("open_amount").subtract(amount))
                .set("open_functional", item.amount("open_functional").subtract(functional));
        boolean open = !Money.isZero(item.amount("open_amount"));
        tx.update(
                "update erp.ar_items set open_amount = ?, open_functional = ?, status = ? where id = ?",
                item.amount("open_amount"),
                item.amount("open_functional"),
                open ? "open" : "closed",
                item.id("id"));
    }
}
