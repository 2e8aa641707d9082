package yecai.hub.demo.erp.finance;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/** Payments that the bank takes back, and bills that are dishonoured: the receipt is reversed, what it settled is open again. */
public final class Bounced {
    private Bounced() {}

    public static boolean reverseReceipt(Tx tx) throws SQLException {
        Optional<Row> found = tx.take("receipts", "status = 'posted' and method = 'bank'");
        if (found.isEmpty()) {
            return false;
        }
        Row receipt = found.get();
        List<Row> allocations =
                tx.list("select * from erp.ar_allocations where receipt_id = ? order by ar_item_id", receipt.id("id"));
        boolean keptSomething = tx.find("select id from erp.ar_items where receipt_id = ?", receipt.id("id"))
                .isPresent();
        if (keptSomething || allocations.isEmpty()) {
            return false;
        }
        Row reversal = enter(tx, receipt);
        for (Row allocation : allocations) {
            reopen(tx, reversal, allocation);
        }
        BigDecimal amount = reversal.amount("amount");
        Bank.book(
                tx,
                receipt.text("bank_account"),
                "receipt",
                reversal.text("number"),
                amount,
                reversal.amount("amount_functional"));
        tx.update(
                "update erp.receipts set status = 'reversed', reversed_by_id = ? where id = ?",
                reversal.id("id"),
                receipt.id("id"));
        Row journal = tx.get("select * from erp.journals where origin_id = ?", receipt.id("id"));
        tx.voucher(receipt.text("company"), "receipt", reversal.text("number"), "receipt", reversal.id("id"))
                .customer(receipt.text("customer"), receipt.text("trading_company"))
                .against(tx, journal)
                .post();
        return true;
    }

    private static Row enter(Tx tx, Row receipt) throws SQLException {
        long id = tx.id();
        Row reversal = Row.of("id", id, "number", Tx.number("RC", receipt.text("company"), id))
                .set("company", receipt.text("company"))
                .set("receipt_date", tx.today)
                .set("posting_date", tx.postingDate)
                .set("period", tx.period())
                .set("customer", receipt.text("customer"))
                .set("trading_company", receipt.text("trading_company"))
                .set("method", receipt.text("method"))
                .set("bank_account", receipt.text("bank_account"))
                .set("currency", receipt.text("currency"))
                .set("functional_currency", receipt.text("functional_currency"))
                .set("amount", receipt.amount("amount").negate())
                .set("amount_functional", receipt.amount("amount_functional").negate())
                .set("status", "reversed")
                .set("reverses_id", receipt.id("id"))
                .set("queue_no", tx.queueNumber());
        tx.insert("receipts", reversal);
        return reversal;
    }

    private static void reopen(Tx tx, Row reversal, Row allocation) throws SQLException {
        Row item = tx.get("select * from erp.ar_items where id = ? for no key update", allocation.id("ar_item_id"));
        BigDecimal amount = allocation.amount("amount");
        BigDecimal functional = allocation.amount("amount_functional");
        long id = tx.id();
        tx.insert(
                "ar_allocations",
                Row.of("id", id, "company", item.text("company"), "receipt_id", reversal.id("id"))
                        .set("ar_item_id", item.id("id"))
                        .set("credit_item_id", null)
                        .set("customer_invoice_id", item.value("customer_invoice_id"))
                        .set("allocation_date", tx.today)
                        .set("period", tx.period())
                        .set("currency", item.text("currency"))
                        .set("functional_currency", item.text("functional_currency"))
                        .set("amount", amount.negate())
                        .set("amount_functional", functional.negate()));
        for (Row adjustment :
                tx.list("select * from erp.ar_adjustments where ar_allocation_id = ?", allocation.id("id"))) {
            BigDecimal difference = adjustment.amount("amount_functional");
            Receivables.adjust(tx, item, "exchange_difference", Money.ZERO, difference.negate(), id);
            functional = functional.add(difference);
        }
        Receivables.reduce(tx, item, amount.negate(), functional.negate());
        tx.update("update erp.ar_items set expected_date = ? where id = ?", tx.today.plusDays(14), item.id("id"));
    }
}
